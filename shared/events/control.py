"""Hub → client: the connection's own affairs, and the union of all that a client may receive."""

from datetime import datetime
from enum import StrEnum

from shared.events.codes import ERROR_WORDS, ErrorCode
from shared.events.room import DurableEvent, LiveMessage, Outgoing
from shared.events.shapes import DraftSnapshot
from shared.events.values import (
    AssignmentId,
    AttemptId,
    CommandId,
    ConnectionId,
    HelpRequestId,
    MessageId,
    NoteId,
    Seq,
)


class WelcomeMode(StrEnum):
    """Whether the missed events follow, or the snapshot stands for them."""

    RESUMED = "resumed"
    SNAPSHOT = "snapshot"


class Limits(Outgoing, frozen=True, kw_only=True):
    """What a client must keep to."""

    message_bytes: int
    messages_per_second: int
    messages_burst: int
    commands_waiting: int


class Welcome(Outgoing, frozen=True, kw_only=True, tag="welcome"):
    """The answer to hello."""

    connection: ConnectionId
    seq: Seq
    mode: WelcomeMode
    ping_seconds: int
    limits: Limits
    server_time: datetime


class Ping(Outgoing, frozen=True, kw_only=True, tag="ping"):
    """Up to `seq` everything for this connection has been queued: its place to resume from."""

    seq: Seq


class Ack(Outgoing, frozen=True, kw_only=True, tag="ack"):
    """A command is committed, or a draft is safe; what the command made is named. The core may add fields."""

    id: CommandId | None
    seq: Seq | None
    attempt_id: AttemptId | None = None
    revision: int | None = None
    request_id: HelpRequestId | None = None
    message_id: MessageId | None = None
    assignment_id: AssignmentId | None = None
    note_id: NoteId | None = None


class Error(Outgoing, frozen=True, kw_only=True, tag="error"):
    """A refusal; `code` is one of ErrorCode or the core's own; `current` comes with `draft_conflict`."""

    code: str
    message: str
    id: CommandId | None = None
    retry_after_seconds: float | None = None
    current: DraftSnapshot | None = None


def refusal(
    code: ErrorCode,
    *,
    command: CommandId | None = None,
    detail: str | None = None,
    retry_after: float | None = None,
    current: DraftSnapshot | None = None,
) -> Error:
    """An error in the words of its code, and behind them what is wrong with this message; `retry_after` in seconds."""
    words = ERROR_WORDS[code] if detail is None else f"{ERROR_WORDS[code]} {detail}"
    return Error(code=code, message=words, id=command, retry_after_seconds=retry_after, current=current)


class Degraded(Outgoing, frozen=True, kw_only=True, tag="degraded"):
    """Live facts of other replicas and reports are held up since then; nothing durable is lost."""

    since: datetime


class Recovered(Outgoing, frozen=True, kw_only=True, tag="recovered"):
    """All is well again."""


class GoAway(Outgoing, frozen=True, kw_only=True, tag="goaway"):
    """This replica stops: reconnect after so long."""

    reconnect_in_ms: int


ControlMessage = Welcome | Ping | Ack | Error | Degraded | Recovered | GoAway
HubMessage = DurableEvent | LiveMessage | ControlMessage
