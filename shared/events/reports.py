"""Hub → core: what must survive a hub, on the Redis stream `reports`; ingest upserts by key and version."""

from datetime import datetime

import msgspec

from shared.events.shapes import Answers
from shared.events.values import (
    ActivityStatus,
    AttemptId,
    CentreId,
    ConnectionId,
    Count,
    EnrollmentId,
    ExerciseId,
    Percent,
    SessionId,
    UserId,
    Version,
)

REPORTS_STREAM = "reports"
REPORT_FIELD = "report"
DEAD_STREAM = f"{REPORTS_STREAM}:dead"
"""Where ingest sets aside what it could not write, with the error; whoever looks after the installation sees it."""


class _Report(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True, tag_field="type"):
    session_id: SessionId
    centre_id: CentreId
    version: Version


class ActivityReport(_Report, frozen=True, kw_only=True, tag="activity"):
    """How far a student has come; at most one per student per 5 s."""

    student_id: UserId
    enrollment_id: EnrollmentId
    exercise_id: ExerciseId
    attempt_id: AttemptId | None = None
    status: ActivityStatus
    progress_pct: Percent
    answered_count: Count
    at: datetime


class DraftReport(_Report, frozen=True, kw_only=True, tag="draft"):
    """The answers of an open attempt; the student's device is told of a revision only once this is in the stream."""

    student_id: UserId
    attempt_id: AttemptId
    revision: int
    answers: Answers
    at: datetime


class PresenceReport(_Report, frozen=True, kw_only=True, tag="presence"):
    """One connection's stay, extended every 30 s; `left_at` closes it."""

    user_id: UserId
    connection_id: ConnectionId
    joined_at: datetime
    seen_at: datetime
    left_at: datetime | None = None


Report = ActivityReport | DraftReport | PresenceReport


def encoded_report(report: Report) -> bytes:
    """The JSON that stands in the stream's field `report`."""
    return msgspec.json.encode(report)


def decoded_report(text: bytes | str) -> Report:
    """The report in a stream's entry; raises msgspec.ValidationError or DecodeError for anything else."""
    return _DECODER.decode(text)


_DECODER: msgspec.json.Decoder[Report] = msgspec.json.Decoder(Report)
