"""A member as PROTOCOL wants clients to be: comes back wherever it can, resumes by seq, repeats what got no answer."""

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin

from shared.events.codes import CLOSE_MEANINGS, CloseCode, Retry
from shared.events.values import UserId
from tests.realtime_hub.room.builders import SESSION
from tests.realtime_hub.room.reference_client import ReferenceClient
from tests.realtime_hub.stage import ORIGIN

Message = dict[str, Any]  # JSON
_PAUSE_SECONDS = 0.2
_PINGING: Message = {"ping_interval": 1.0, "ping_timeout": 2.0, "close_timeout": 0.2}
_AGAIN_SECONDS = 1.0


class Member:
    """Keeps everything by which a checker can tell whether it was served well."""

    def __init__(
        self,
        user: UserId,
        *,
        is_staff: bool,
        ticket: Callable[[], str],
        address: Callable[[], str],
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.user = user
        self.device = str(uuid4())
        self.state = ReferenceClient(user, is_staff)
        self.position: int | None = None
        self.first_seq = 0
        self.skipped: set[int] = set()
        self.events: list[Message] = []
        self.acknowledged: dict[str, Message] = {}
        self.refused: dict[str, str] = {}
        self.lefts: list[str] = []
        self.degraded = 0
        self.reconnections: list[float] = []
        self.final_code: int | None = None
        self.is_joined = asyncio.Event()
        self.is_answered = asyncio.Event()
        self.is_answered.set()
        self._has_news = asyncio.Event()
        self._before_sync: Message = {}
        self.drafts: set[str] = set()
        self.conflicts: list[Message] = []
        self._revisions: dict[str, int] = {}
        self._sent: dict[str, Message] = {}
        self._pending: dict[str, Message] = {}
        self._ticket = ticket
        self._address = address
        self._trust = trust
        self._socket: ClientConnection | None = None
        self._task: asyncio.Task[None] | None = None
        self._syncs = 0
        self._lost_at: float | None = None

    def start(self) -> None:
        """Come, and stay."""
        self._task = asyncio.create_task(self._live())

    async def stop(self) -> None:
        """Go."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self.drop()

    def drop(self) -> None:
        """Lose the socket."""
        if self._socket is not None:
            self._socket.transport.abort()

    @property
    def waiting(self) -> list[str]:
        """The types of commands that are not answered yet."""
        return [message["type"] for message in self._pending.values()]

    async def command(self, type_: str, **fields: object) -> str:
        """Something durable: sent until it is answered; its id."""
        name = str(uuid4())
        self._pending[name] = {"type": type_, "id": name, **fields}
        self.is_answered.clear()
        if type_ != "answers:draft":
            self._sent[name] = self._pending[name]
        await self._send(self._pending[name])
        return name

    async def tell(self, type_: str, **fields: object) -> None:
        """Something live: sent once, if it can be."""
        await self._send({"type": type_, **fields})

    async def repeat_commands(self) -> None:
        """Send again what was sent before, as a client may that never saw the answer."""
        for message in list(self._sent.values())[-3:]:
            await self._send(message)

    async def save(self, attempt: str, text: str) -> None:
        """Answers on top of the revision that was acknowledged last, if the one before has been answered."""
        if any(name in self._pending for name in self.drafts):
            return
        base = self._revisions.get(attempt, 0)
        answers = [{"questionIndex": 0, "answer": text}]
        self.drafts.add(await self.command("answers:draft", attemptId=attempt, base=base, answers=answers))

    async def fresh(self) -> tuple[Message, Message]:
        """What it held, and what the fresh snapshot says that came then. Raises TimeoutError."""
        syncs = self._syncs
        await self._send({"type": "resync"})
        async with asyncio.timeout(2):
            while self._syncs == syncs:
                self._has_news.clear()
                await self._has_news.wait()
        return self._before_sync, self.state.students

    async def _live(self) -> None:
        while self.final_code is None:
            with contextlib.suppress(OSError, TimeoutError, InvalidHandshake, ConnectionClosed):
                await self._connected()
            self.is_joined.clear()
            if self._lost_at is None:
                self._lost_at = asyncio.get_running_loop().time()
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _connected(self) -> None:
        url = f"{self._address()}/ws/{SESSION}"
        options: Message = {**_PINGING, "ssl": self._trust}
        async with connect(url, origin=Origin(ORIGIN), compression=None, open_timeout=3, **options) as socket:
            self._socket = socket
            hello: Message = {"type": "hello", "ticket": self._ticket(), "device": self.device, "protocol": 1}
            await self._send(hello if self.position is None else hello | {"resume": {"seq": self.position}})
            try:
                await self._read(socket)
            except ConnectionClosed:
                self._note_close(socket.close_code)

    def _note_close(self, code: int | None) -> None:
        if code in CLOSE_MEANINGS and CLOSE_MEANINGS[CloseCode(code)].retry is Retry.FINAL:
            self.final_code = code

    async def _read(self, socket: ClientConnection) -> None:
        while True:
            frame = msgspec.json.decode(await socket.recv())
            for message in frame if isinstance(frame, list) else [frame]:
                await self._take(socket, message)
            self._has_news.set()

    async def _take(self, socket: ClientConnection, message: Message) -> None:
        if message["type"] == "session:sync":
            self._before_sync = msgspec.json.decode(msgspec.json.encode(self.state.students))
            self._syncs += 1
        self.state.take(message)
        match message["type"]:
            case "welcome":
                self._welcomed(message)
            case "session:sync" if not self.is_joined.is_set():
                self.is_joined.set()
                for pending in list(self._pending.values()):
                    await self._send(pending)
            case "ping":
                self.position = max(self.position or 0, message["seq"])
                await self._send({"type": "pong", "seq": message["seq"]})
            case "goaway":
                asyncio.get_running_loop().call_later(message["reconnectInMs"] / 1000, socket.transport.abort)
            case "ack" | "error":
                self._answered(message)
            case _:
                self._keep(message)

    def _keep(self, message: Message) -> None:
        if message["type"] == "student:left":
            self.lefts.append(message["studentId"])
        elif message["type"] == "degraded":
            self.degraded += 1
        elif "at" in message:
            self.events.append(message)
            self.position = max(self.position or 0, message["seq"])

    def _answered(self, answer: Message) -> None:
        if answer["type"] == "error":
            self._refused(answer)
            return
        self._done_with(answer["id"])
        self.acknowledged[answer["id"]] = answer
        if answer["id"] in self.drafts:
            self._revisions[answer["attemptId"]] = answer["revision"]

    def _welcomed(self, welcome: Message) -> None:
        loop = asyncio.get_running_loop()
        if self._lost_at is not None:
            self.reconnections.append(loop.time() - self._lost_at)
            self._lost_at = None
        if welcome["mode"] == "snapshot":
            if self.position is None:
                self.first_seq = welcome["seq"]
            self.skipped |= set(range((self.position or 0) + 1, welcome["seq"] + 1))
            self.position = welcome["seq"]

    def _done_with(self, name: str) -> None:
        self._pending.pop(name, None)
        if not self._pending:
            self.is_answered.set()

    def _refused(self, error: Message) -> None:
        name = error.get("id")
        if name is None:
            return
        if "retryAfterSeconds" in error and name in self._pending:
            asyncio.get_running_loop().call_later(_AGAIN_SECONDS, self._send_again, name)
        else:
            self._done_with(name)
            self.refused[name] = error["code"]
            if error["code"] == "draft_conflict":
                self.conflicts.append(error)
                self._revisions[error["current"]["attemptId"]] = error["current"]["revision"]

    def _send_again(self, name: str) -> None:
        if name in self._pending:
            self._again = asyncio.ensure_future(self._send(self._pending[name]))

    async def _send(self, message: Message) -> None:
        if self._socket is not None:
            with contextlib.suppress(ConnectionClosed, OSError):
                await self._socket.send(msgspec.json.encode(message).decode())
