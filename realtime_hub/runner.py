"""One open room: feeds inputs to the pure room and carries out its effects."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable

import structlog

from realtime_hub.bus import Bus, BusDown
from realtime_hub.core_client import CoreClient, CoreUnavailable, Denied, Done, NoSuchRoom
from realtime_hub.due_rooms import DueRooms
from realtime_hub.link import Link
from realtime_hub.metrics import Metrics
from realtime_hub.report_sender import ReportSender
from realtime_hub.room.effects import (
    Close,
    Effect,
    Fetch,
    Forward,
    Misbehaved,
    ReadReplica,
    Report,
    Send,
    Share,
    StoreDraft,
)
from realtime_hub.room.inputs import (
    DraftKept,
    DraftLost,
    DraftNoted,
    Fetched,
    HeadSeen,
    HistoryFetched,
    Joined,
    Left,
    Logged,
    ReplicaRead,
    RoomInput,
    Second,
    ShareDue,
)
from realtime_hub.room.room import Room
from realtime_hub.wire import encoded
from shared.events.commands import DurableCommand
from shared.events.control import Error
from shared.events.notices import LoggedEvent, RoomNotice
from shared.events.room import SessionSync
from shared.events.values import CentreId, ConnectionId, ReplicaId, RoomRole, Seq, SessionId

_FETCH_PAUSE_SECONDS = 1.0
_REACH_SECONDS = 1.0
REPEAT_SECONDS = 1.5
"""How old the number that others know may be; looked at once a second, so that it is repeated every two."""
_COUNTED = frozenset({SessionSync, Error})

logger = structlog.get_logger(__name__)


class Runner:
    """Owns a room and the connections in it."""

    def __init__(
        self,
        room: Room,
        core: CoreClient,
        bus: Bus,
        reports: ReportSender,
        metrics: Metrics,
        due: "DueRooms[Runner]",
        now: Callable[[], float],
    ) -> None:
        self.room = room
        self.expected_joins = 0
        self.told_at = float("-inf")
        """When the number was last repeated."""
        self.is_to_tell_all = True
        """Whether Redis may not have everything of this room that is this replica's to tell."""
        self._due = due
        self._core = core
        self._bus = bus
        self._reports = reports
        self._metrics = metrics
        self._now = now
        self._links: dict[ConnectionId, Link] = {}
        self._inputs: deque[RoomInput] = deque()
        self._is_handling = False
        self._fetching: asyncio.Task[None] | None = None
        self._waiting: list[tuple[Seq, asyncio.Future[None]]] = []
        self._shares: list[Share] = []
        self._readings: set[asyncio.Task[None]] = set()

    @property
    def session_id(self) -> SessionId:
        """Whose room it is."""
        return self.room.state.session_id

    @property
    def centre_id(self) -> CentreId:
        """The tenant it belongs to."""
        return self.room.state.centre_id

    def handle(self, happened: RoomInput) -> None:
        """Let the room take an input in, and do what it asks for; what that brings about comes next, in order."""
        if self._is_handling:
            self._inputs.append(happened)
            return
        self._is_handling = True
        try:
            self._carry_out(self.room.handle(happened, self._now()))
            while self._inputs:
                self._carry_out(self.room.handle(self._inputs.popleft(), self._now()))
        finally:
            self._is_handling = False
        if self._waiting:
            self._wake_waiting()
        if self.room.is_restless:
            self._due.for_tick[self] = None
        if self.room.has_unshared:
            (self._due.to_tell if self.room.is_shared else self._due.to_keep)[self] = None

    def tell_all_soon(self) -> None:
        """Redis may have lost, or never had, what this replica told."""
        self.is_to_tell_all = True
        self._due.to_tell[self] = None

    def repeat_number_soon(self) -> None:
        """Let the other replicas see whether they have missed anything."""
        self.told_at = float("-inf")
        self._due.to_tell[self] = None

    def take_notice(self, notice: RoomNotice) -> None:
        """What the core published."""
        started = self._now()
        self.handle(Logged(notice) if isinstance(notice, LoggedEvent) else DraftNoted(notice))
        self._metrics.fan_out_seconds.observe(self._now() - started)

    async def prepare(self, hello: Joined) -> None:
        """Fetch what the room needs to let this member in: their enrolment, or the events that only one side has."""
        state = self.room.state
        seq = hello.resume_seq
        is_new = hello.role is RoomRole.STUDENT and hello.user_id not in state.students
        if is_new or (seq is not None and seq > self.room.seq):
            await self._fetch(self.room.seq)
        is_near = seq is not None and 0 < self.room.seq - seq <= state.rules.resume_events
        if seq is not None and is_near and not state.journal.reaches_back_to(seq):
            with contextlib.suppress(CoreUnavailable, NoSuchRoom):
                page = await self._core.events(self.session_id, self.centre_id, seq)
                self.handle(HistoryFetched(page.events))

    def join(self, link: Link, hello: Joined) -> None:
        """Let a connection in; the room closes it if it must not."""
        self._links[link.id] = link
        self.handle(hello)

    def leave(self, link: Link) -> None:
        """The socket is gone."""
        if self._links.pop(link.id, None) is not None:
            self.handle(Left(link.id))

    def second(self) -> None:
        """What is looked at about once a second."""
        self.handle(Second())
        if self._now() - self.told_at >= REPEAT_SECONDS:
            self._due.to_repeat[self] = None

    async def command(self, ticket: str, command: DurableCommand) -> Done | Denied:
        """Have a command done; returns when its event, if it made one, has been through this room."""
        started = self._now()
        answer = await self._core.command(self.session_id, ticket, command)
        self._metrics.command_seconds.observe(self._now() - started)
        if isinstance(answer, Denied):
            self._metrics.errors_out[answer.code] += 1
        elif isinstance(seq := answer.facts.get("seq"), int):
            await self._reach(seq)
        return answer

    def take_shares(self) -> list[Share]:
        """What the other replicas are to be told now."""
        self.handle(ShareDue(self.is_to_tell_all))
        self.is_to_tell_all = False
        shares, self._shares = self._shares, []
        return shares

    def stop(self) -> None:
        """Let nothing run on after the room is closed."""
        self._due.forget(self)
        if self._fetching is not None:
            self._fetching.cancel()
        for reading in self._readings:
            reading.cancel()

    def _carry_out(self, effects: list[Effect]) -> None:
        for effect in effects:
            match effect:
                case Send(to, message):
                    self._send(to, message if isinstance(message, bytes) else encoded(message))
                    if type(message) in _COUNTED:
                        self._count(message)
                case Report(report):
                    self._reports.offer(report)
                case Share():
                    self._shares.append(effect)
                case Forward() | Close() | Misbehaved():
                    self._tell_link(effect)
                case StoreDraft() | Fetch() | ReadReplica():
                    self._ask(effect)

    def _count(self, message: object) -> None:
        if isinstance(message, Error):
            self._metrics.errors_out[message.code] += 1
        else:
            self._metrics.snapshots += 1

    def _tell_link(self, effect: Forward | Close | Misbehaved) -> None:
        link = self._links.get(effect.connection)
        match effect:
            case _ if link is None:
                pass  # it went away at the same moment
            case Forward(_, command):
                link.forward(command)
            case Close(_, code):
                link.close(code)
            case Misbehaved():
                link.misbehaved()

    def _ask(self, effect: StoreDraft | Fetch | ReadReplica) -> None:
        match effect:
            case StoreDraft():
                self._store(effect)
            case Fetch(after):
                self._fetch_soon(after)
            case ReadReplica(replica):
                self._read_soon(replica)

    def _send(self, to: tuple[ConnectionId, ...], text: bytes) -> None:
        links = self._links
        for connection in to:
            if (link := links.get(connection)) is not None:
                link.queue(text)

    def _store(self, effect: StoreDraft) -> None:
        def told(is_kept: bool) -> None:
            outcome = DraftKept if is_kept else DraftLost
            self.handle(outcome(effect.report.student_id, effect.connection, effect.draft, effect.id))

        self._reports.store(effect.report, told)

    def _fetch_soon(self, after: Seq) -> None:
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetch_and_rest(after))

    def _read_soon(self, replica: ReplicaId) -> None:
        reading = asyncio.create_task(self._read(replica))
        self._readings.add(reading)
        reading.add_done_callback(self._readings.discard)

    async def _read(self, replica: ReplicaId) -> None:
        try:
            found = await self._bus.load_replica(self.session_id, replica)
        except BusDown:
            found = None
        self.handle(ReplicaRead(replica, found))

    async def _fetch_and_rest(self, after: Seq) -> None:
        """One look at a time; after a failure, or when it brought nothing, not again at once."""
        await self._fetch(after)
        if self.room.seq <= after:
            await asyncio.sleep(_FETCH_PAUSE_SECONDS)

    async def _fetch(self, after: Seq) -> None:
        try:
            page = await self._core.events(self.session_id, self.centre_id, after)
        except (CoreUnavailable, NoSuchRoom) as problem:
            logger.warning("missed events could not be fetched", session=self.session_id, problem=repr(problem))
            return
        before = self.room.seq
        self.handle(Fetched(page.events, page.head))
        self._metrics.gaps_healed += self.room.seq - before

    async def _reach(self, seq: Seq) -> None:
        """Wait until the room has an event, so that who was told of it finds the room to know it."""
        self.handle(HeadSeen(seq))
        if self.room.seq >= seq:
            return
        reached = asyncio.get_running_loop().create_future()
        self._waiting.append((seq, reached))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(reached, _REACH_SECONDS)

    def _wake_waiting(self) -> None:
        for seq, reached in self._waiting:
            if seq <= self.room.seq and not reached.done():
                reached.set_result(None)
        self._waiting = [(seq, reached) for seq, reached in self._waiting if not reached.done()]
