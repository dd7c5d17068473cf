"""Which planned sessions have nobody who teaches them, and why (R146, UI 4)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from core_service.sessions.rules import SessionStatus

LATE_AFTER = timedelta(minutes=5)
"""So long after its planned start a session that nobody has started counts as not covered."""

LOOKS_AHEAD = timedelta(days=7)


class CoverProblem(StrEnum):
    """NO_TUTOR: whoever should teach has left, or may not teach any more; NOT_STARTED: nobody is there."""

    NO_TUTOR = "NO_TUTOR"
    NOT_STARTED = "NOT_STARTED"


def cover_problem(
    status: SessionStatus,
    scheduled_start: datetime,
    scheduled_end: datetime,
    tutor_id: UUID,
    *,
    teaching: Collection[UUID],
    now: datetime,
) -> CoverProblem | None:
    """Of a session whose tutor (or substitute) is `tutor_id`; None where all is well, or it runs, or is over."""
    if status is not SessionStatus.SCHEDULED or scheduled_end <= now:
        return None
    if tutor_id not in teaching:
        return CoverProblem.NO_TUTOR
    return CoverProblem.NOT_STARTED if scheduled_start + LATE_AFTER <= now else None
