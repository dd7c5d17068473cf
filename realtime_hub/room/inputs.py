"""What can happen to a room. Handling the same inputs at the same times gives the same effects."""

from enum import IntEnum

import msgspec

from shared.events.commands import RoomMessage
from shared.events.notices import DraftSaved, LoggedEvent, Revocation
from shared.events.replicas import LiveBatch, ReplicaFacts
from shared.events.shapes import DraftSnapshot
from shared.events.values import CommandId, ConnectionId, LoginId, ReplicaId, RoomRole, Seq, UserId


class Backlog(IntEnum):
    """How far a connection's reader is behind (PROTOCOL, Limits)."""

    OPEN = 0
    MERGING = 1
    STOPPED = 2


class _Input(msgspec.Struct, frozen=True, gc=False):
    pass


class Joined(_Input, frozen=True, kw_only=True):
    """A connection said hello with a good ticket; `until` is in seconds since 1970."""

    connection: ConnectionId
    user_id: UserId
    login_id: LoginId
    role: RoomRole
    device: str
    until: float
    epoch: int
    resume_seq: Seq | None


class Said(_Input, frozen=True):
    """A member's message, well-formed but not yet allowed."""

    connection: ConnectionId
    message: RoomMessage


class Left(_Input, frozen=True):
    """The socket is gone."""

    connection: ConnectionId


class Logged(_Input, frozen=True):
    """A row of the session's log, by pub/sub: perhaps late, twice, or after a gap."""

    event: LoggedEvent


class Fetched(_Input, frozen=True):
    """What the core answered to a Fetch."""

    events: tuple[LoggedEvent, ...]
    head: Seq


class HistoryFetched(_Input, frozen=True):
    """Events from before the room opened here, so that clients can resume across a restart."""

    events: tuple[LoggedEvent, ...]


class HeadSeen(_Input, frozen=True):
    """The core is known to have the log up to here."""

    head: Seq


class NoticesMissed(_Input, frozen=True):
    """Pub/sub was interrupted: whatever it carried may be lost."""


class DraftNoted(_Input, frozen=True):
    """A draft came by REST."""

    saved: DraftSaved


class DraftKept(_Input, frozen=True):
    """A StoreDraft is in the reports stream."""

    student_id: UserId
    connection: ConnectionId
    draft: DraftSnapshot
    id: CommandId | None


class DraftLost(_Input, frozen=True):
    """A StoreDraft did not reach the stream."""

    student_id: UserId
    connection: ConnectionId
    draft: DraftSnapshot
    id: CommandId | None


class Revoked(_Input, frozen=True):
    """Somebody signed out or lost a right."""

    revocation: Revocation


class BacklogChanged(_Input, frozen=True):
    """A connection's unsent bytes crossed a mark."""

    connection: ConnectionId
    level: Backlog


class Tick(_Input, frozen=True):
    """Time to send what was conflated, and to look at gaps."""


class Second(_Input, frozen=True):
    """About once a second: quiet and offline, departures, pings, reports, ends."""


class DrainStarted(_Input, frozen=True):
    """This replica stops: absences are now changes of replica."""


class BusLost(_Input, frozen=True):
    """Redis does not answer."""


class BusBack(_Input, frozen=True):
    """Redis answers again."""


class Heard(_Input, frozen=True):
    """Another replica told what changed there: perhaps after a gap, or our own batch came back."""

    batch: LiveBatch


class ReplicaRead(_Input, frozen=True):
    """What a ReadReplica found; None when there is nothing, or Redis did not answer."""

    replica: ReplicaId
    found: ReplicaFacts | None


class ShareDue(_Input, frozen=True):
    """Time to tell the other replicas what has changed, or everything."""

    is_whole: bool


RoomInput = (
    Said
    | Tick
    | Second
    | Logged
    | Joined
    | Left
    | Fetched
    | HistoryFetched
    | HeadSeen
    | NoticesMissed
    | DraftNoted
    | DraftKept
    | DraftLost
    | Revoked
    | BacklogChanged
    | DrainStarted
    | BusLost
    | BusBack
    | Heard
    | ReplicaRead
    | ShareDue
)
