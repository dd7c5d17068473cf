"""How a promised job stands, for whoever looks after the installation (R291)."""

from datetime import datetime
from enum import StrEnum


class JobState(StrEnum):
    """A job's way: due later, due and on its way, failed and tried again, given up, done."""

    SCHEDULED = "SCHEDULED"
    QUEUED = "QUEUED"
    RETRYING = "RETRYING"
    FAILED = "FAILED"
    DONE = "DONE"


def job_state(
    *, due_at: datetime, done_at: datetime | None, failed_at: datetime | None, error: str | None, now: datetime
) -> JobState:
    """The first that holds."""
    if done_at is not None:
        return JobState.DONE
    if failed_at is not None:
        return JobState.FAILED
    if error is not None:
        return JobState.RETRYING
    return JobState.QUEUED if due_at <= now else JobState.SCHEDULED
