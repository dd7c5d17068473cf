"""A native client of the hub: hello, pings, heartbeats, commands with their answers, and coming back after a loss."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from random import Random
from typing import Final
from uuid import uuid4

import httpx
import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from loadtests.core_api import Problem, TicketGrant
from shared.events.codes import CLOSE_MEANINGS, CloseCode, Retry
from shared.events.commands import (
    PROTOCOL_VERSION,
    Durable,
    Heartbeat,
    Hello,
    Pong,
    ResumePoint,
    RoomMessage,
    SaveDraft,
)
from shared.events.control import Ack, Error, HubMessage, Ping, Welcome
from shared.events.values import CommandId

HEARTBEAT_SECONDS: Final = 10.0
ANSWER_SECONDS: Final = 20.0
_LONGEST_PAUSE_SECONDS = 15.0

_decoder = msgspec.json.Decoder(HubMessage | list[HubMessage])


class CommandRefused(Exception):
    """The hub or the core said no; `error` says why."""

    def __init__(self, error: Error) -> None:
        super().__init__(f"{error.code}: {error.message}")
        self.error = error


class NotConnected(Exception):
    """There is no connection just now, or it was lost before the answer came."""


def backoff_seconds(tries: int, random: Random) -> float:
    """Full jitter (PROTOCOL, Closing): somewhere below 0.5 s · 2ⁿ, at most 15 s."""
    return random.uniform(0, min(_LONGEST_PAUSE_SECONDS, 0.5 * 2**tries))


class RoomConnection:
    """One member's place in a room; `stay` keeps it until the hub says that it is over."""

    def __init__(
        self,
        fetch_ticket: Callable[[], Awaitable[TicketGrant]],
        on_message: Callable[[HubMessage], None],
        random: Random,
    ) -> None:
        self._fetch_ticket = fetch_ticket
        self._on_message = on_message
        self._random = random
        self._device = str(uuid4())
        self._seq: int | None = None
        self._connection: ClientConnection | None = None
        self._waiting: dict[str, asyncio.Future[Ack]] = {}
        self._away_seconds = 0.0
        self.is_active = True
        self.joined = asyncio.Event()

    async def stay(self) -> str:
        """Join, and join again after each loss; returns the hub's reason once there is no coming back."""
        tries = 0
        while True:
            try:
                grant = await self._fetch_ticket()
                final = await self._one_connection(grant)
                tries = 0
            except Problem as problem:
                if problem.status < 500 and problem.status != 429:
                    return str(problem)
                final = None
            except (httpx.TransportError, OSError, TimeoutError, InvalidHandshake):
                final = None
            if final is not None:
                return final
            await asyncio.sleep(self._away_seconds + backoff_seconds(tries, self._random))
            self._away_seconds = 0.0
            tries += 1

    async def send(self, message: RoomMessage) -> None:
        """A live message: without a connection it is dropped, the next one says more."""
        if self._connection is not None:
            with contextlib.suppress(ConnectionClosed):
                await self._connection.send(msgspec.json.encode(message), text=True)

    async def command(self, message: Durable | SaveDraft) -> Ack:
        """Send and wait for the answer. Raises CommandRefused or NotConnected."""
        if self._connection is None or message.id is None:
            raise NotConnected
        answer: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._waiting[message.id] = answer
        try:
            await self._connection.send(msgspec.json.encode(message), text=True)
            return await asyncio.wait_for(answer, ANSWER_SECONDS)
        except (ConnectionClosed, TimeoutError) as error:
            raise NotConnected from error
        finally:
            self._waiting.pop(message.id, None)

    async def drop(self, seconds: float) -> None:
        """Lose the connection for so long, as a tablet that goes to sleep does."""
        self._away_seconds = seconds
        self.joined.clear()
        if self._connection is not None:
            await self._connection.close()

    async def _one_connection(self, grant: TicketGrant) -> str | None:
        """One connection from hello to close; the reason if it was the last one."""
        async with connect(grant.url, compression=None, proxy=None, max_size=2**22, ping_interval=None) as connection:
            resume = None if self._seq is None else ResumePoint(seq=self._seq)
            hello = Hello(ticket=grant.ticket, device=self._device, protocol=PROTOCOL_VERSION, resume=resume)
            await connection.send(msgspec.json.encode(hello), text=True)
            self._connection = connection
            heartbeats = asyncio.create_task(self._beat())
            try:
                while True:
                    await self._receive(await connection.recv(decode=False))
            except ConnectionClosed as closed:
                return final_reason(closed.rcvd.code if closed.rcvd else None)
            finally:
                heartbeats.cancel()
                self._connection = None
                self.joined.clear()
                self._fail_waiting()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            await self.send(Heartbeat(is_active=self.is_active))

    async def _receive(self, frame: bytes) -> None:
        batch = _decoder.decode(frame)
        for message in batch if isinstance(batch, list) else [batch]:
            match message:
                case Ping(seq=seq):
                    self._seq = seq
                    await self.send(Pong(seq=seq))
                case Welcome():
                    self.joined.set()
                case Ack(id=str() as command_id):
                    self._settle(command_id, message)
                case Error(id=str() as command_id):
                    self._settle(command_id, message)
                case _:
                    pass
            self._on_message(message)

    def _settle(self, command_id: CommandId, answer: Ack | Error) -> None:
        waiting = self._waiting.get(command_id)
        if waiting is None or waiting.done():
            return
        if isinstance(answer, Ack):
            waiting.set_result(answer)
        else:
            waiting.set_exception(CommandRefused(answer))

    def _fail_waiting(self) -> None:
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(NotConnected())


def final_reason(code: int | None) -> str | None:
    """Why this was the last connection, or None if another one may follow."""
    if code is None or code not in set(CloseCode):
        return None
    meaning = CLOSE_MEANINGS[CloseCode(code)]
    return meaning.reason if meaning.retry is Retry.FINAL else None
