"""A client as anybody could write it from the documents: JSON over HTTP and a WebSocket, nothing of ours imported."""

import asyncio
import json
import uuid
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

_PATIENCE_SECONDS = 10.0
Message = dict[str, Any]


class Rest:
    """A signed-in person's REST calls."""

    def __init__(self, core_url: str, email: str) -> None:
        self.http = httpx.Client(base_url=f"{core_url}/api", timeout=_PATIENCE_SECONDS)
        body = {"email": email, "password": "learn-together", "transport": "bearer"}
        answer = self.http.post("/auth/login", json=body).raise_for_status().json()
        self.id: str = answer["user"]["id"]
        self.http.headers["Authorization"] = f"Bearer {answer['token']}"

    def get(self, path: str, **query: str) -> Any:
        """The body of a 2xx answer."""
        return self.http.get(path, params=query).raise_for_status().json()

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """The body of a 2xx answer."""
        return self.http.post(path, json=body or {}).raise_for_status().json()

    def patch(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """The body of a 2xx answer."""
        return self.http.patch(path, json=body or {}).raise_for_status().json()


class Room:
    """A connection to a session's room that keeps everything it was told."""

    def __init__(
        self,
        rest: Rest,
        session_id: str,
        seq: int | None = None,
        device: str | None = None,
        role: str | None = None,
    ) -> None:
        self._rest = rest
        self._session_id = session_id
        self._wanted = {} if role is None else {"as": role}
        self.seq = seq
        self._device = device or str(uuid.uuid4())
        self.heard: list[Message] = []
        self._news = asyncio.Event()
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        grant = self._rest.post(f"/sessions/{self._session_id}/ticket", self._wanted)
        self._socket = await connect(grant["url"], origin=None, compression=None)
        hello: Message = {"type": "hello", "ticket": grant["ticket"], "device": self._device, "protocol": 1}
        await self._send(hello if self.seq is None else hello | {"resume": {"seq": self.seq}})
        self._reader = asyncio.create_task(self._read(self._socket))
        await self.hears("welcome")
        await self.hears("session:sync")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket and self._reader:
            await self._socket.close()
            await self._reader

    async def say(self, batch: list[Message]) -> None:
        """Sends several messages in one frame."""
        await self._send(batch)

    async def refused(self, type: str, **fields: Any) -> Message:
        """Sends something durable that must not be done, and returns the error that names it."""
        id = str(uuid.uuid4())
        await self._send({"type": type, "id": id, **fields})
        return await self.hears("error", id=id)

    async def tell(self, type: str, **fields: Any) -> None:
        """Sends something live."""
        await self._send({"type": type, **fields})

    async def command(self, type: str, **fields: Any) -> Message:
        """Sends something durable and returns its ack."""
        id = str(uuid.uuid4())
        await self._send({"type": type, "id": id, **fields})
        return await self.hears("ack", id=id)

    async def hears(self, type: str, **fields: Any) -> Message:
        """The first message of that type with these fields, heard already or within ten seconds."""

        def find() -> Message | None:
            return next((each for each in self.heard if each | fields == each and each["type"] == type), None)

        async with asyncio.timeout(_PATIENCE_SECONDS):
            while (found := find()) is None:
                self._news.clear()
                await self._news.wait()
        return found

    def durable(self) -> list[tuple[int, str]]:
        """The events of the log that were heard, as (seq, type)."""
        return [
            (each["seq"], each["type"]) for each in self.heard if "seq" in each and ":" in each["type"] and "at" in each
        ]

    async def closed(self) -> int:
        """The close code, once the hub has closed."""
        assert self._socket is not None
        await asyncio.wait_for(self._socket.wait_closed(), 2 * _PATIENCE_SECONDS)
        return self._socket.close_code or 0

    async def _send(self, message: Message | list[Message]) -> None:
        assert self._socket is not None
        await self._socket.send(json.dumps(message))

    async def _read(self, socket: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for frame in socket:
                batch = json.loads(frame)
                for message in batch if isinstance(batch, list) else [batch]:
                    await self._take(message)
                self._news.set()

    async def _take(self, message: Message) -> None:
        self.heard.append(message)
        if message["type"] == "welcome":
            self.seq = message["seq"]
        if message["type"] == "ping":
            self.seq = message["seq"]
            await self._send({"type": "pong", "seq": message["seq"]})
