"""What replicas and the core tell each other through Redis: one interface, with its twin in memory for tests."""

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from realtime_hub.live_store import LiveWrite
from shared.events.notices import Revocation, RoomNotice
from shared.events.replicas import LiveBatch, ReplicaFacts, known_facts
from shared.events.values import ReplicaId, SessionId, UserId


class BusDown(Exception):
    """Redis does not answer; what was asked may or may not have happened."""


class BusListener(Protocol):
    """Who hears from the bus. Calls come from the event loop and must not block."""

    def noticed(self, session_id: SessionId, notice: RoomNotice) -> None:
        """A notice of the core for a room that is subscribed."""

    def heard(self, session_id: SessionId, batch: LiveBatch) -> None:
        """Another replica told of a room that is subscribed."""

    def missed(self, session_id: SessionId) -> None:
        """Notices and batches for this room may have been lost."""

    def revoked(self, revocation: Revocation) -> None:
        """Somebody signed out or lost a right."""

    def lost(self) -> None:
        """The bus does not answer any more."""

    def back(self) -> None:
        """The bus answers again."""


class Bus(Protocol):
    """Redis as the hub uses it. Everything awaited raises BusDown when Redis does not answer in time."""

    @property
    def replica(self) -> ReplicaId:
        """What other replicas call this one; new with every start."""

    @property
    def is_up(self) -> bool:
        """Whether the last probe came back."""

    def seconds_down(self) -> float:
        """For how long it has not answered; 0 while it is up."""

    async def start(self, listener: BusListener) -> None:
        """Begin to listen; returns at once when Redis is away and goes on trying."""

    async def close(self) -> None:
        """Hear and tell nothing any more; the connections are dropped."""

    async def subscribe(self, session_id: SessionId) -> None:
        """Hear a room's notices and batches, confirmed when it returns; after BusDown as soon as possible."""

    async def unsubscribe(self, session_id: SessionId) -> None:
        """Hear them no more."""

    async def next_epoch(self, session_id: SessionId, user_id: UserId, above: int) -> int:
        """A number higher than any before for this member of this room, and than one seen (ARCHITECTURE 2)."""

    async def publish_live(self, writes: Sequence[LiveWrite]) -> Sequence[SessionId]:
        """Write through and tell, in one go; the rooms of which Redis had forgotten what this replica told."""

    async def load_live(self, session_id: SessionId) -> Sequence[ReplicaFacts]:
        """What all replicas have told of a room."""

    async def load_replica(self, session_id: SessionId, replica: ReplicaId) -> ReplicaFacts | None:
        """What one replica has told of a room; None when it has ended."""

    async def claim_ticket(self, ticket_id: str, seconds: int) -> bool:
        """Whether this is the first use of a ticket on any replica; remembered for so long."""

    async def append_reports(self, reports: Sequence[bytes]) -> None:
        """Append to the reports stream, in order, in one round trip."""


async def is_first_use(bus: Bus, ticket_id: str, seconds: int) -> bool:
    """Whether no other replica has seen a ticket, as far as anybody can tell while Redis is away."""
    try:
        return await bus.claim_ticket(ticket_id, seconds)
    except BusDown:
        return True


@dataclass(slots=True)
class LiveTold:
    """What this process has told of a room."""

    number: int = 0
    facts: dict[str, bytes] = field(default_factory=dict)


class MemoryBus:
    """The bus of a single process without Redis, for unit tests: it can be taken down and brought back."""

    def __init__(self) -> None:
        self.reports: list[bytes] = []
        self.subscribed: set[SessionId] = set()
        self.replica = ReplicaId("memory")
        self.live: dict[SessionId, LiveTold] = {}
        self._epochs: defaultdict[SessionId, Counter[UserId]] = defaultdict(Counter)
        self._claimed: set[str] = set()
        self._listener: BusListener | None = None
        self._down_since: float | None = None

    @property
    def is_up(self) -> bool:
        """Until `take_down`."""
        return self._down_since is None

    def seconds_down(self) -> float:
        """Since `take_down`."""
        return 0.0 if self._down_since is None else time.monotonic() - self._down_since

    async def start(self, listener: BusListener) -> None:
        """Remember whom to tell."""
        self._listener = listener

    async def close(self) -> None:
        """Forget whom to tell."""
        self._listener = None

    async def subscribe(self, session_id: SessionId) -> None:
        """Hear a room's notices."""
        self.subscribed.add(session_id)
        self._check()

    async def unsubscribe(self, session_id: SessionId) -> None:
        """Hear them no more."""
        self.subscribed.discard(session_id)

    async def next_epoch(self, session_id: SessionId, user_id: UserId, above: int) -> int:
        """Counted in this process."""
        self._check()
        epochs = self._epochs[session_id]
        epochs[user_id] = max(epochs[user_id], above) + 1
        return epochs[user_id]

    async def publish_live(self, writes: Sequence[LiveWrite]) -> Sequence[SessionId]:
        """Into `live`: nobody else hears."""
        self._check()
        for write in writes:
            told = self.live.setdefault(write.session_id, LiveTold())
            if write.is_whole:
                told.facts.clear()
            told.number = write.number
            told.facts |= write.facts
            for gone in write.gone:
                told.facts.pop(gone, None)
        return ()

    async def load_live(self, session_id: SessionId) -> Sequence[ReplicaFacts]:
        """What this process told before, should the room open again."""
        found = await self.load_replica(session_id, self.replica)
        return () if found is None else (found,)

    async def load_replica(self, session_id: SessionId, replica: ReplicaId) -> ReplicaFacts | None:
        """There is no other."""
        self._check()
        told = self.live.get(session_id)
        if told is None or replica != self.replica:
            return None
        return ReplicaFacts(replica=replica, number=told.number, facts=tuple(known_facts(told.facts.values())))

    async def claim_ticket(self, ticket_id: str, seconds: int) -> bool:
        """Remembered for good: tests are short."""
        self._check()
        is_first = ticket_id not in self._claimed
        self._claimed.add(ticket_id)
        return is_first

    async def append_reports(self, reports: Sequence[bytes]) -> None:
        """Kept in `reports`, in their order."""
        self._check()
        self.reports.extend(reports)

    def publish(self, notice: RoomNotice) -> None:
        """Do as the core does; lost without a trace while the bus is down or nobody is subscribed."""
        if self.is_up and self._listener is not None and notice.session_id in self.subscribed:
            self._listener.noticed(notice.session_id, notice)

    def revoke(self, revocation: Revocation) -> None:
        """Do as the core does when somebody signs out."""
        if self.is_up and self._listener is not None:
            self._listener.revoked(revocation)

    def take_down(self) -> None:
        """From now on nothing arrives."""
        self._down_since = time.monotonic()
        if self._listener is not None:
            self._listener.lost()

    def bring_back(self) -> None:
        """Works again; what was published in between is lost."""
        self._down_since = None
        if self._listener is not None:
            self._listener.back()
            for session_id in self.subscribed:
                self._listener.missed(session_id)

    def _check(self) -> None:
        if not self.is_up:
            raise BusDown
