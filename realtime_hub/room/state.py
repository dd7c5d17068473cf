"""What a room holds: its session's facts, its students, and who listens."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from realtime_hub.room.agenda import Agenda
from realtime_hub.room.inputs import Backlog
from realtime_hub.room.journal import Journal
from realtime_hub.room.student import Student, student_from_roster
from shared.events.control import Limits
from shared.events.notices import RoomBootstrap
from shared.events.replicas import ConnectionFact, LiveBatch
from shared.events.values import (
    AttemptId,
    CentreId,
    ConnectionId,
    LoginId,
    ReplicaId,
    RoomRole,
    Seq,
    SessionId,
    SessionStatus,
    UserId,
)

LiveKey = tuple[str, UserId | None]
"""What a live message is the latest of: ("activity" | "draft" | "presence", student) or ("tutor", None)."""

FactKey = tuple[str, str]
"""What a fact told to other replicas is about: ("connection", its id), ("presence" | "progress", student), ("draft",
attempt)."""

ONLY_REPLICA = ReplicaId("")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRules:
    """PROTOCOL's times and limits for one room; times in seconds."""

    limits: Limits
    tick: float = 0.05
    gap_patience: float = 0.05
    ping: int = 15
    unanswered_pings: int = 2
    departure: float = 15
    departure_while_draining: float = 45
    closing: float = 10
    progress_report: float = 5
    presence_report: float = 30
    early_progress: float = 5
    members: int = 64
    staff_devices: int = 3
    resume_events: int = 300
    resume_bytes: int = 256 * 1024
    replica_expiry: float = 45
    replica_read_again: float = 1


@dataclass(slots=True, kw_only=True)
class Listener:
    """A member's connection, as the room sees it."""

    id: ConnectionId
    user_id: UserId
    login_id: LoginId
    role: RoomRole
    device: str
    until: float
    epoch: int
    joined_at: float
    heard_at: float
    pinged_at: float
    presence_reported_at: float
    unanswered_pings: int = 0
    counter: int = 0
    live_at: float = float("-inf")
    pending: dict[LiveKey, None] = field(default_factory=dict)
    backlog: Backlog = Backlog.OPEN
    drafted: set[AttemptId] = field(default_factory=set)
    stopped_at_seq: Seq | None = None


@dataclass(slots=True, kw_only=True)
class OtherReplica:
    """Another replica with the same room: how far it was heard, and who is connected there."""

    heard_at: float
    number: int = 0
    whole_number: int = 0
    """Up to which batch everything is here; `number` is the newest that was heard."""
    connections: dict[ConnectionId, ConnectionFact] = field(default_factory=dict)
    is_behind: bool = True
    asked_at: float = float("-inf")
    heard_since_asked: list[LiveBatch] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class RoomState:
    """Mutable, owned by one Room."""

    rules: RoomRules
    session_id: SessionId
    centre_id: CentreId
    status: SessionStatus
    tutor_ids: frozenset[UserId]
    quiet_seconds: float
    offline_seconds: float
    students: dict[UserId, Student]
    students_due: Agenda[UserId]
    journal: Journal
    listeners: dict[ConnectionId, Listener] = field(default_factory=dict)
    listeners_due: Agenda[ConnectionId] = field(default_factory=Agenda)
    staff: tuple[Listener, ...] = ()
    last_roles: dict[UserId, RoomRole] = field(default_factory=dict)
    tutor_online: bool = False
    tutor_absent_since: float | None = None
    waiting: dict[ConnectionId, Listener] = field(default_factory=dict)
    """Who has live messages pending."""
    is_restless: bool = False
    is_draining: bool = False
    degraded_since: float | None = None
    closes_at: float | None = None
    emptied_at: float = 0.0
    replica: ReplicaId = ONLY_REPLICA
    others: dict[ReplicaId, OtherReplica] = field(default_factory=dict)
    epochs: dict[UserId, int] = field(default_factory=dict)
    unshared: dict[FactKey, None] = field(default_factory=dict)
    share_number: int = 0
    draft_owners: dict[AttemptId, UserId] = field(default_factory=dict)

    def add(self, listener: Listener) -> None:
        """From now on it is sent what it may see."""
        self.listeners[listener.id] = listener
        self.listeners_due.note_soon(listener.id)
        self.last_roles[listener.user_id] = listener.role
        self.epochs[listener.user_id] = max(listener.epoch, self.epochs.get(listener.user_id, 0))
        self.unshared[("connection", listener.id)] = None
        self._refresh_staff()

    def remove(self, connection: ConnectionId, now: float) -> Listener | None:
        """Forget a connection; None if it was forgotten before."""
        listener = self.listeners.pop(connection, None)
        self.waiting.pop(connection, None)
        self.unshared[("connection", connection)] = None
        self._refresh_staff()
        if not self.listeners:
            self.emptied_at = now
        return listener

    def of_user(self, user_id: UserId) -> list[Listener]:
        """The connections of one member, oldest first."""
        return [listener for listener in self.listeners.values() if listener.user_id == user_id]

    def elsewhere(self) -> Iterator[tuple[ReplicaId, ConnectionFact]]:
        """The connections at other replicas."""
        for replica, other in self.others.items():
            for connection in other.connections.values():
                yield replica, connection

    def has_tutor(self) -> bool:
        """Whether any connection, here or elsewhere, holds the tutor's role."""
        return any(listener.role is RoomRole.TUTOR for listener in self.staff) or any(
            connection.role is RoomRole.TUTOR for _, connection in self.elsewhere()
        )

    def highest_epoch(self, user_id: UserId) -> int:
        """The highest that any replica is known to have given this member (ARCHITECTURE 2)."""
        student = self.students.get(user_id)
        seen = 0 if student is None else max(student.presence_stamp[0], student.progress_stamp[0])
        return max(seen, self.epochs.get(user_id, 0))

    def _refresh_staff(self) -> None:
        self.staff = tuple(listener for listener in self.listeners.values() if listener.role.is_staff)


def opened(bootstrap: RoomBootstrap, rules: RoomRules, now: float, replica: ReplicaId) -> RoomState:
    """A room as the core describes it, with nobody in it. Who has not come yet has been missing since the lesson began,
    whichever replica says so."""
    since = min(now, bootstrap.scheduled_start.timestamp())
    return RoomState(
        rules=rules,
        replica=replica,
        session_id=bootstrap.session_id,
        centre_id=bootstrap.centre_id,
        status=bootstrap.status,
        tutor_ids=frozenset(bootstrap.tutor_ids),
        quiet_seconds=bootstrap.quiet_seconds,
        offline_seconds=bootstrap.offline_seconds,
        students={user_id: student_from_roster(user_id, known, since) for user_id, known in bootstrap.students.items()},
        students_due=Agenda(bootstrap.students),
        journal=Journal(bootstrap.seq),
        closes_at=now if has_ended(bootstrap.status) else None,
        emptied_at=now,
    )


def has_ended(status: SessionStatus) -> bool:
    """Whether nothing more happens in the session."""
    return status in (SessionStatus.COMPLETED, SessionStatus.CANCELLED)
