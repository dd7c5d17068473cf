"""What a room wants done. Effects are carried out in order; each names connections by id."""

import msgspec

from shared.events.codes import CloseCode
from shared.events.commands import DurableCommand
from shared.events.control import ControlMessage
from shared.events.replicas import LiveFact
from shared.events.reports import ActivityReport, DraftReport, PresenceReport
from shared.events.room import LiveMessage
from shared.events.shapes import DraftSnapshot
from shared.events.values import CommandId, ConnectionId, ReplicaId, Seq


class _Effect(msgspec.Struct, frozen=True, gc=False):
    pass


class Send(_Effect, frozen=True):
    """One message for these connections: a struct to encode once, or JSON that stands already."""

    to: tuple[ConnectionId, ...]
    message: LiveMessage | ControlMessage | bytes


class Close(_Effect, frozen=True):
    """End a connection; the room has forgotten it."""

    connection: ConnectionId
    code: CloseCode


class Forward(_Effect, frozen=True):
    """Pass a command to the core with the member's ticket."""

    connection: ConnectionId
    command: DurableCommand


class Misbehaved(_Effect, frozen=True):
    """Count a bad message against the connection."""

    connection: ConnectionId


class Fetch(_Effect, frozen=True):
    """Ask the core for the log after `after`."""

    after: Seq


class Report(_Effect, frozen=True):
    """Put into the reports stream, some time soon; a newer one of the same key may replace it."""

    report: ActivityReport | PresenceReport


class StoreDraft(_Effect, frozen=True):
    """Put into the reports stream and say whether it arrived (DraftKept, DraftLost)."""

    report: DraftReport
    draft: DraftSnapshot
    connection: ConnectionId
    id: CommandId | None


class Share(_Effect, frozen=True):
    """Tell the other replicas: what is new, what is gone, under the next number."""

    number: int
    facts: tuple[LiveFact, ...]
    gone: tuple[str, ...]
    is_whole: bool


class ReadReplica(_Effect, frozen=True):
    """Read all facts of another replica, some of whose batches are missing here (ReplicaRead)."""

    replica: ReplicaId


Effect = Send | Close | Forward | Misbehaved | Fetch | Report | StoreDraft | Share | ReadReplica
