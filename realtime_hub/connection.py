"""One socket: hello, limits, the way in to its room, and a bounded way out."""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

import structlog

from realtime_hub.auth import Gate, Refused
from realtime_hub.command_line import CommandLine
from realtime_hub.core_client import CoreUnavailable, NoSuchRoom
from realtime_hub.limits import TokenBucket, Windows
from realtime_hub.metrics import Metrics
from realtime_hub.outlet import Outlet
from realtime_hub.pacing import Pacing
from realtime_hub.registry import Registry
from realtime_hub.room.inputs import Backlog, BacklogChanged, Joined, Said
from realtime_hub.runner import Runner
from realtime_hub.transport import HubSocket
from realtime_hub.wire import (
    HELLO_BYTES,
    BadMessage,
    NotUtf8,
    WrongProtocol,
    decoded_hello,
    decoded_messages,
    encoded,
)
from shared.events.codes import CloseCode, ErrorCode
from shared.events.commands import Durable, DurableCommand, Hello, RequestHelp, RoomMessage, SaveDraft, SendMessage
from shared.events.control import refusal
from shared.events.values import CommandId, ConnectionId, SessionId
from shared.ids import new_id
from shared.settings import HubLimits
from shared.tickets import RoomTicket

HELLO_SECONDS = 5.0
_BAD_MESSAGES = 5
_RARE: dict[type, tuple[int, float]] = {SendMessage: (2, 1), RequestHelp: (5, 10)}  # at most, in so many seconds
_RETRY_SECONDS = 2

logger = structlog.get_logger(__name__)


class _Phase(Enum):
    EXPECTED = auto()
    JOINING = auto()
    JOINED = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every connection of a process shares."""

    gate: Gate
    registry: Registry
    metrics: Metrics
    pacing: Pacing
    limits: HubLimits
    now: Callable[[], float]
    connections: "set[Connection]" = field(default_factory=set)
    joins: set[asyncio.Task[None]] = field(default_factory=set)
    is_empty: asyncio.Event = field(default_factory=asyncio.Event)


class Connection:
    """From the first byte after the handshake to the last; the room knows it as a Link."""

    __slots__ = (
        "_around",
        "_bad_messages",
        "_commands",
        "_early",
        "_excess",
        "_excess_told_at",
        "_hello_timer",
        "_outlet",
        "_phase",
        "_rare",
        "_rate",
        "_role",
        "_runner",
        "_session_id",
        "_socket",
        "id",
    )

    def __init__(self, socket: HubSocket, session_id: SessionId, around: Surroundings) -> None:
        now = around.now()
        self.id = ConnectionId(str(new_id()))
        self._socket = socket
        self._session_id = session_id
        self._around = around
        self._phase = _Phase.EXPECTED
        self._early: list[bytes] = []
        self._bad_messages = 0
        self._excess = 0
        self._excess_told_at = float("-inf")
        self._rate = TokenBucket(around.limits.messages_per_second, around.limits.messages_burst, now)
        self._rare = Windows(_RARE)
        self._runner: Runner | None = None
        self._commands: CommandLine | None = None
        self._role = ""
        self._outlet = Outlet(socket, around.limits, around.metrics, around.pacing, self._backlog_changed)
        self._hello_timer = asyncio.get_running_loop().call_later(HELLO_SECONDS, self._hello_is_late)
        around.connections.add(self)
        around.is_empty.clear()

    # What the socket tells

    def received(self, payload: bytes) -> None:
        """A text message: the hello first, then what the room is for."""
        if self._phase is _Phase.JOINED:
            self._around.pacing.expect_more()
            self._read(payload)
        elif self._phase is _Phase.EXPECTED:
            self._read_hello(payload)
        elif self._phase is _Phase.JOINING:
            self._early.append(payload)
            if len(self._early) > self._around.limits.messages_burst:
                self.close(CloseCode.OVERLOAD)

    def received_binary(self) -> None:
        """The protocol is text."""
        self.close(CloseCode.PROTOCOL_ERROR)

    def drained(self) -> None:
        """The reader has caught up."""
        self._outlet.drained()

    def lost(self) -> None:
        """The socket is gone."""
        self._end()
        self._around.connections.discard(self)
        if not self._around.connections:
            self._around.is_empty.set()
        if self._runner is not None:
            self._runner.leave(self)
        self._outlet.let_go()

    # What the room asks for

    def queue(self, message: bytes) -> None:
        """Send with whatever else this turn of the event loop brings."""
        self._outlet.put(message)

    def close(self, code: CloseCode) -> None:
        """Send what is queued, then close, and drop the socket if the other side does not follow."""
        if self._phase is _Phase.CLOSED:
            return
        self._end()
        self._around.metrics.closes[code.name.lower()] += 1
        self._outlet.flush()
        self._socket.close_with(code)

    def _end(self) -> None:
        if self._phase is _Phase.JOINED:
            self._around.metrics.members[self._role] -= 1
        self._phase = _Phase.CLOSED
        self._hello_timer.cancel()

    def forward(self, command: DurableCommand) -> None:
        """Have the core do it."""
        if self._commands is not None and not self._commands.take(command):
            self._refuse(ErrorCode.TOO_MANY_WAITING, command.id, None, retry_after=1)

    def misbehaved(self) -> None:
        """Five bad messages are too many."""
        self._bad_messages += 1
        if self._bad_messages >= _BAD_MESSAGES:
            self.close(CloseCode.ABUSE)

    def backlog_bytes(self) -> int:
        """What waits for the reader."""
        return self._socket.backlog_bytes()

    def abort(self) -> None:
        """Drop the socket."""
        self._socket.abort()

    # Hello

    def _hello_is_late(self) -> None:
        if self._phase is _Phase.EXPECTED:
            self.close(CloseCode.PROTOCOL_ERROR)

    def _read_hello(self, payload: bytes) -> None:
        self._hello_timer.cancel()
        try:
            if len(payload) > HELLO_BYTES:
                raise BadMessage("too long")
            hello = decoded_hello(payload)
        except WrongProtocol:
            self.close(CloseCode.UPGRADE_REQUIRED)
        except (BadMessage, NotUtf8):
            self.close(CloseCode.PROTOCOL_ERROR)
        else:
            self._phase = _Phase.JOINING
            task = asyncio.create_task(self._join(hello))
            self._around.joins.add(task)
            task.add_done_callback(self._around.joins.discard)

    async def _join(self, hello: Hello) -> None:
        registry = self._around.registry
        try:
            ticket = await self._around.gate.admit(self._session_id, hello.ticket)
            runner = await registry.room_for(ticket)
        except Refused as refusal:
            self.close(refusal.code)
            return
        except NoSuchRoom:
            self.close(CloseCode.FORBIDDEN)
            return
        except CoreUnavailable as problem:
            logger.warning("a room could not be opened", session=self._session_id, problem=str(problem))
            self.close(CloseCode.OVERLOAD)
            return
        runner.expected_joins += 1
        try:
            joined = self._joined(ticket, hello, await registry.next_epoch(runner, ticket.user_id))
            await runner.prepare(joined)
            if self._phase is _Phase.JOINING:
                self._enter(runner, ticket, hello.ticket, joined)
        finally:
            runner.expected_joins -= 1

    def _joined(self, ticket: RoomTicket, hello: Hello, epoch: int) -> Joined:
        return Joined(
            connection=self.id,
            user_id=ticket.user_id,
            login_id=ticket.login_id,
            role=ticket.role,
            device=hello.device,
            until=ticket.until,
            epoch=epoch,
            resume_seq=None if hello.resume is None else hello.resume.seq,
        )

    def _enter(self, runner: Runner, ticket: RoomTicket, ticket_text: str, joined: Joined) -> None:
        self._phase = _Phase.JOINED
        self._role = ticket.role
        self._around.metrics.members[self._role] += 1
        self._runner = runner
        self._commands = CommandLine(runner, ticket_text, self._outlet.put)
        runner.join(self, joined)
        early, self._early = self._early, []
        for payload in early:
            self.received(payload)

    # Messages

    def _read(self, payload: bytes) -> None:
        if len(payload) > self._around.limits.message_bytes:
            self.close(CloseCode.PROTOCOL_ERROR)
            return
        try:
            messages = decoded_messages(payload)
        except NotUtf8:
            self.close(CloseCode.PROTOCOL_ERROR)
            return
        now = self._around.now()
        for message in messages:
            if self._phase is not _Phase.JOINED:
                return
            if isinstance(message, BadMessage):
                self._refuse(ErrorCode.BAD_MESSAGE, message.command, str(message))
                self.misbehaved()
            elif self._is_within_rates(message, now) and self._runner is not None:
                self._around.metrics.messages_in[type(message).__name__] += 1
                self._runner.handle(Said(self.id, message))

    def _is_within_rates(self, message: RoomMessage, now: float) -> bool:
        if self._rate.take(now) and (type(message) not in _RARE or self._rare.take(type(message), now)):
            return True
        self._excess += 1
        self._around.metrics.messages_dropped += 1
        command = message.id if isinstance(message, Durable | SaveDraft) else None
        if command is not None or now - self._excess_told_at >= 1:
            self._excess_told_at = now
            wait = math.ceil(self._rare.seconds_to_wait(type(message), now))
            self._refuse(ErrorCode.RATE_LIMITED, command, None, retry_after=wait or _RETRY_SECONDS)
        if self._excess > self._around.limits.messages_burst * _BAD_MESSAGES:
            self.close(CloseCode.ABUSE)
        return False

    def _refuse(
        self, code: ErrorCode, command: CommandId | None, detail: str | None, retry_after: float | None = None
    ) -> None:
        self._around.metrics.errors_out[code] += 1
        self.queue(encoded(refusal(code, command=command, detail=detail, retry_after=retry_after)))

    def _backlog_changed(self, level: Backlog) -> None:
        if self._runner is not None and self._phase is _Phase.JOINED:
            self._runner.handle(BacklogChanged(self.id, level))
