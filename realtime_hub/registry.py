"""All open rooms of this replica: opening, ticking, positions, closing."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from realtime_hub.auth import Gate
from realtime_hub.background import ended
from realtime_hub.bus import Bus, BusDown
from realtime_hub.core_client import CoreClient, CoreUnavailable, NoSuchRoom
from realtime_hub.due_rooms import DueRooms
from realtime_hub.metrics import Metrics
from realtime_hub.pacing import Pacing
from realtime_hub.replication import Replication
from realtime_hub.report_sender import ReportSender
from realtime_hub.room.inputs import (
    BusBack,
    BusLost,
    DraftNoted,
    DrainStarted,
    HeadSeen,
    Heard,
    Logged,
    NoticesMissed,
    ReplicaRead,
    Revoked,
    RoomInput,
    Tick,
)
from realtime_hub.room.room import Room
from realtime_hub.room.state import RoomRules
from realtime_hub.runner import Runner
from shared.events.notices import LoggedEvent, PositionsQuestion, Revocation, RoomNotice, RoomPosition
from shared.events.replicas import LiveBatch, ReplicaFacts
from shared.events.values import SessionId, UserId
from shared.tickets import RoomTicket

_BEATS_PER_SECOND = 20
_POSITIONS_SECONDS = 2.0
_EMPTY_ROOM_SECONDS = 60.0

logger = structlog.get_logger(__name__)


class Registry:
    """Session id → runner. It listens to the bus for all of them."""

    def __init__(
        self,
        *,
        core: CoreClient,
        bus: Bus,
        gate: Gate,
        reports: ReportSender,
        metrics: Metrics,
        pacing: Pacing,
        rules: RoomRules,
        now: Callable[[], float],
    ) -> None:
        self._core = core
        self._bus = bus
        self._gate = gate
        self._reports = reports
        self._metrics = metrics
        self._pacing = pacing
        self._rules = rules
        self._now = now
        self._runners: dict[SessionId, Runner] = {}
        self._opening: dict[SessionId, asyncio.Task[Runner]] = {}
        self._early: dict[SessionId, list[RoomInput]] = {}
        self._epochs: dict[tuple[SessionId, UserId], int] = {}
        self._due: DueRooms[Runner] = DueRooms()
        self._replication = Replication(bus, self._due, pacing, metrics, now, rules.tick)
        self._cursor: str | None = None
        self._tasks: list[asyncio.Task[None]] = []
        metrics.rooms = lambda: len(self._runners)

    async def start(self) -> None:
        """Begin to listen and to tick."""
        await self._bus.start(self)
        self._tasks = [
            asyncio.create_task(work)
            for work in (
                self._tick_for_ever(),
                self._beat_for_ever(),
                self._ask_positions_for_ever(),
                self._replication.run(),
            )
        ]

    async def stop(self) -> None:
        """Stop ticking, and tell the other replicas how it ended; what is still to be reported is the sender's."""
        for opening in self._opening.values():
            opening.cancel()
        await ended(self._tasks)
        await self._replication.tell()
        for runner in self._runners.values():
            runner.stop()

    async def room_for(self, ticket: RoomTicket) -> Runner:
        """The open room of a ticket's session, opened if need be. Raises NoSuchRoom or CoreUnavailable."""
        session_id = ticket.session_id
        if session_id in self._runners:
            return self._runners[session_id]
        if session_id not in self._opening:
            opening = asyncio.create_task(self._open(ticket))
            self._opening[session_id] = opening
            opening.add_done_callback(lambda _: self._opening.pop(session_id, None))
        return await asyncio.shield(self._opening[session_id])

    def room(self, session_id: SessionId) -> Room:
        """An open room. Raises KeyError when it is not open."""
        return self._runners[session_id].room

    async def next_epoch(self, runner: Runner, user_id: UserId) -> int:
        """From Redis, and above any that was seen; while Redis is away, one more than the highest seen."""
        key = (runner.session_id, user_id)
        seen = max(runner.room.state.highest_epoch(user_id), self._epochs.get(key, 0))
        try:
            epoch = await self._bus.next_epoch(runner.session_id, user_id, seen)
        except BusDown:
            epoch = max(seen, self._epochs.get(key, 0)) + 1
        self._epochs[key] = max(self._epochs.get(key, 0), epoch)
        return epoch

    def start_drain(self) -> None:
        """Absences are now changes of replica."""
        self._tell_all(DrainStarted())

    def noticed(self, session_id: SessionId, notice: RoomNotice) -> None:
        """A notice of the core for a room."""
        if session_id in self._runners:
            self._runners[session_id].take_notice(notice)
        else:
            self._tell(session_id, Logged(notice) if isinstance(notice, LoggedEvent) else DraftNoted(notice))

    def heard(self, session_id: SessionId, batch: LiveBatch) -> None:
        """To its room; a replica that is new in it is told our number at once, to see what it has missed."""
        self._pacing.expect_more()
        runner = self._runners.get(session_id)
        if runner is not None and batch.replica not in runner.room.state.others:
            runner.repeat_number_soon()
        self._tell(session_id, Heard(batch))

    def missed(self, session_id: SessionId) -> None:
        """The room looks at the core's log, and reads what other replicas have told."""
        self._tell(session_id, NoticesMissed())

    def revoked(self, revocation: Revocation) -> None:
        """Every room looks whether it is meant, and later tickets of before are refused."""
        self._gate.remember(revocation)
        self._tell_all(Revoked(revocation))

    def lost(self) -> None:
        """Members are told that live facts and reports are held up."""
        self._tell_all(BusLost())

    def back(self) -> None:
        """Members are told that it is over, other replicas everything."""
        for runner in self._runners.values():
            runner.tell_all_soon()
        self._tell_all(BusBack())

    def _tell(self, session_id: SessionId, happened: RoomInput) -> None:
        """To the room, or set aside while it opens."""
        if session_id in self._runners:
            self._runners[session_id].handle(happened)
        elif session_id in self._early:
            self._early[session_id].append(happened)

    def _tell_all(self, happened: RoomInput) -> None:
        for runner in list(self._runners.values()):
            runner.handle(happened)

    async def _open(self, ticket: RoomTicket) -> Runner:
        """Subscribe, set aside what arrives, read core's and replicas' state, count in what was set aside."""
        session_id = ticket.session_id
        self._early[session_id] = []
        try:
            await self._subscribe(session_id)
            bootstrap = await self._core.bootstrap(session_id, ticket.centre_id)
            told = await self._live_facts(session_id)
            room = Room(bootstrap, self._rules, self._now(), self._bus.replica)
            runner = Runner(room, self._core, self._bus, self._reports, self._metrics, self._due, self._now)
            self._runners[session_id] = runner
            runner.tell_all_soon()
        except (CoreUnavailable, NoSuchRoom):
            await self._bus.unsubscribe(session_id)
            raise
        finally:
            early = self._early.pop(session_id)
        for happened in (*(ReplicaRead(facts.replica, facts) for facts in told), *early):
            runner.handle(happened)
        if not self._bus.is_up:
            runner.handle(BusLost())
        return runner

    async def _subscribe(self, session_id: SessionId) -> None:
        try:
            await self._bus.subscribe(session_id)
        except BusDown:
            logger.warning("a room opens without redis", session=session_id)

    async def _live_facts(self, session_id: SessionId) -> Sequence[ReplicaFacts]:
        try:
            return await self._bus.load_live(session_id)
        except BusDown:
            return ()

    async def _tick_for_ever(self) -> None:
        async for _ in self._pacing.ticks(self._rules.tick or self._rules.gap_patience):
            for runner in self._due.take_for_tick():
                runner.handle(Tick())

    async def _beat_for_ever(self) -> None:
        """Each room has its turn once a second, not all at the same time."""
        loop = asyncio.get_running_loop()
        beat = 0
        while True:
            due = loop.time() + 1 / _BEATS_PER_SECOND
            await asyncio.sleep(1 / _BEATS_PER_SECOND)
            self._metrics.loop_lag_seconds.observe(max(0.0, loop.time() - due))
            beat = (beat + 1) % _BEATS_PER_SECOND
            for runner in list(self._runners.values())[beat::_BEATS_PER_SECOND]:
                runner.second()
                await self._close_if_empty(runner)
                await asyncio.sleep(0)  # the sockets come first

    async def _close_if_empty(self, runner: Runner) -> None:
        is_empty = runner.room.has_been_empty_for(_EMPTY_ROOM_SECONDS, self._now())
        if is_empty and not runner.expected_joins:
            del self._runners[runner.session_id]
            runner.stop()
            await self._bus.unsubscribe(runner.session_id)

    async def _ask_positions_for_ever(self) -> None:
        while True:
            await asyncio.sleep(_POSITIONS_SECONDS)
            try:
                await self._ask_positions()
            except (CoreUnavailable, NoSuchRoom) as problem:
                logger.warning("positions could not be asked", problem=repr(problem))

    async def _ask_positions(self) -> None:
        """One look for all rooms: heals lost notices and lost revocations."""
        rooms = tuple(
            RoomPosition(session_id=runner.session_id, centre_id=runner.centre_id, seq=runner.room.seq)
            for runner in self._runners.values()
        )
        answer = await self._core.positions(PositionsQuestion(cursor=self._cursor, rooms=rooms))
        self._cursor = answer.cursor
        for position in answer.rooms:
            if position.session_id in self._runners:
                self._runners[position.session_id].handle(HeadSeen(position.head))
        for revocation in answer.revoked:
            self.revoked(revocation)
