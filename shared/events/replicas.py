"""Hub ↔ hub: the live facts that replicas tell each other through Redis; unknown fields and kinds are tolerated.

Each replica keeps the newest of its own facts in a hash (`replica_key`) and publishes what changed as a LiveBatch on
`live_channel`. Facts of several replicas about the same thing are settled by version, then by the replica's name.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from shared.events.shapes import Answers
from shared.events.values import (
    ActivityStatus,
    AttemptId,
    ClientTime,
    ConnectionId,
    Count,
    ExerciseId,
    Percent,
    ReplicaId,
    RoomRole,
    Seq,
    SessionId,
    UserId,
    Version,
)

NUMBER_FIELD = b"#"
"""In a replica's hash: the number of its newest batch for this room."""


def live_channel(session_id: SessionId | str) -> str:
    """The channel on which replicas tell each other of a room."""
    return f"live:{session_id}"


def replicas_key(session_id: SessionId | str) -> str:
    """The set of replicas that have, or had, facts about a room."""
    return f"live:{session_id}:replicas"


def replica_key(session_id: SessionId | str, replica: ReplicaId | str) -> str:
    """The hash of one replica's facts about a room: field → JSON of the fact."""
    return f"live:{session_id}:{replica}"


class _Fact(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True, tag_field="kind"):
    pass


class ConnectionFact(_Fact, frozen=True, kw_only=True, tag="connection"):
    """A member is connected here. Gone when its field is."""

    connection_id: ConnectionId
    user_id: UserId
    role: RoomRole
    device: str
    epoch: int


class PresenceFact(_Fact, frozen=True, kw_only=True, tag="presence"):
    """Whether a student is there, and what their card shows since when."""

    student_id: UserId
    version: Version
    online: bool
    has_joined: bool
    is_quiet: bool
    status: str
    status_since: datetime


class ProgressFact(_Fact, frozen=True, kw_only=True, tag="progress"):
    """How far a student has come in an exercise."""

    student_id: UserId
    version: Version
    seq: Seq
    """Up to where the teller had the session's log: an exercise opened anew after that begins at nothing again."""
    exercise_id: ExerciseId
    attempt_id: AttemptId | None = None
    status: ActivityStatus
    progress_pct: Percent
    answered_count: Count
    question_index: Count | None = None
    ts: ClientTime | None = None


class DraftFact(_Fact, frozen=True, kw_only=True, tag="draft"):
    """The answers of an open attempt, which are in the reports stream already."""

    student_id: UserId
    version: Version
    attempt_id: AttemptId
    revision: int
    answers: Answers


LiveFact = ConnectionFact | PresenceFact | ProgressFact | DraftFact


class LiveBatch(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """What changed at one replica since its batch before; with neither facts nor gone fields it repeats its number."""

    replica: ReplicaId
    number: int
    facts: tuple[LiveFact, ...] = ()
    gone: tuple[str, ...] = ()
    is_whole: bool = False


class ReplicaFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All facts of one replica as its hash has them, up to and with its batch `number`."""

    replica: ReplicaId
    number: int
    facts: tuple[LiveFact, ...]
    silent_seconds: float = 0.0
    """For how long at least it has not been heard of."""


class _RawBatch(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    replica: ReplicaId
    number: int
    facts: tuple[msgspec.Raw, ...] = ()
    gone: tuple[str, ...] = ()
    is_whole: bool = False


def field_of(fact: LiveFact) -> str:
    """Where a fact stands in its replica's hash."""
    match fact:
        case ConnectionFact(connection_id=connection):
            return f"connection:{connection}"
        case PresenceFact(student_id=student):
            return f"presence:{student}"
        case ProgressFact(student_id=student):
            return f"progress:{student}"
        case DraftFact(attempt_id=attempt):
            return f"draft:{attempt}"


def encoded_fact(fact: LiveFact) -> bytes:
    """The JSON that stands in the hash and in batches."""
    return _ENCODER.encode(fact)


def encoded_batch(
    replica: ReplicaId, number: int, facts: Iterable[bytes], gone: Iterable[str], *, is_whole: bool
) -> bytes:
    """The JSON of a LiveBatch whose facts are encoded already."""
    raw = tuple(msgspec.Raw(fact) for fact in facts)
    return _ENCODER.encode(_RawBatch(replica=replica, number=number, facts=raw, gone=tuple(gone), is_whole=is_whole))


def decoded_batch(text: bytes) -> LiveBatch:
    """A batch without the facts that only a later release knows. Raises msgspec.DecodeError for anything else."""
    try:
        return _BATCHES.decode(text)
    except msgspec.ValidationError:
        raw = _RAW_BATCHES.decode(text)
    facts = tuple(known_facts(raw.facts))
    return LiveBatch(replica=raw.replica, number=raw.number, facts=facts, gone=raw.gone, is_whole=raw.is_whole)


def known_facts(texts: Iterable[bytes | msgspec.Raw]) -> Iterator[LiveFact]:
    """The facts that this release can read."""
    for text in texts:
        try:
            yield _FACTS.decode(text)
        except msgspec.ValidationError:
            continue


_ENCODER = msgspec.json.Encoder()
_FACTS: msgspec.json.Decoder[LiveFact] = msgspec.json.Decoder(LiveFact)
_BATCHES: msgspec.json.Decoder[LiveBatch] = msgspec.json.Decoder(LiveBatch)
_RAW_BATCHES: msgspec.json.Decoder[_RawBatch] = msgspec.json.Decoder(_RawBatch)
