"""Reads of promised jobs, of the centres that one looks after; the franchise's are its own centre's (R291)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.foundation.errors import NotFound
from core_service.foundation.jobs import next_try_at
from core_service.foundation.models import JobProgress, PendingJob
from core_service.foundation.paging import Cursor, newest_first
from core_service.operations.rules import JobState, job_state


@dataclass(frozen=True, slots=True)
class JobView:
    """A job with how far it is, if it says so."""

    job: PendingJob
    state: JobState
    progress: int | None
    total: int | None
    next_try_at: datetime | None


@dataclass(frozen=True, slots=True)
class JobsWanted:
    """Which jobs a list shows; what is None is not asked for."""

    state: JobState | None = None
    name: str | None = None
    centre_id: UUID | None = None


def jobs_page(
    db: Session, actor: Actor, wanted: JobsWanted, *, now: datetime, cursor: Cursor | None, limit: int
) -> Sequence[JobView]:
    """`limit` + 1 jobs, those due last first."""
    job = PendingJob
    found = newest_first(_visible(actor, wanted.centre_id), (job.due_at, job.id), cursor, limit)
    if wanted.state is not None:
        found = found.where(_is_in(wanted.state, now))
    if wanted.name is not None:
        found = found.where(job.name == wanted.name)
    return [_view(*row, now) for row in db.execute(found)]


def job_by_id(db: Session, actor: Actor, job_id: UUID, *, now: datetime) -> JobView:
    """Raises NotFound, also for a job of another centre."""
    row = db.execute(_visible(actor, None).where(PendingJob.id == job_id)).one_or_none()
    if row is None:
        raise NotFound("job")
    return _view(*row, now)


def job_counts(db: Session, actor: Actor, *, centre_id: UUID | None, now: datetime) -> dict[JobState, int]:
    """How many there are in each state, in one statement."""
    counted = [sa.func.count().filter(_is_in(state, now)) for state in JobState]
    row = db.execute(sa.select(*counted).select_from(PendingJob).where(_is_visible(actor, centre_id))).one()
    return dict(zip(JobState, row, strict=True))


def _visible(actor: Actor, centre_id: UUID | None) -> sa.Select[PendingJob, int | None, int | None]:
    return (
        sa.select(PendingJob, JobProgress.progress, JobProgress.total)
        .outerjoin(JobProgress, JobProgress.job_id == PendingJob.id)
        .where(_is_visible(actor, centre_id))
        .execution_options(populate_existing=True)
    )


def _is_visible(actor: Actor, centre_id: UUID | None) -> sa.ColumnElement[bool]:
    centres = actor.centres_with(Permission.SYSTEM_SETTINGS)
    return PendingJob.centre_id.in_(centres if centre_id is None else centres & {centre_id})


def _view(job: PendingJob, progress: int | None, total: int | None, now: datetime) -> JobView:
    state = job_state(due_at=job.due_at, done_at=job.done_at, failed_at=job.failed_at, error=job.error, now=now)
    return JobView(job, state, progress, total, next_try_at(job, now))


def _is_in(state: JobState, now: datetime) -> sa.ColumnElement[bool]:
    """`job_state` once more, for the database."""
    job = PendingJob
    is_open = sa.and_(job.done_at.is_(None), job.failed_at.is_(None))
    match state:
        case JobState.DONE:
            return job.done_at.is_not(None)
        case JobState.FAILED:
            return sa.and_(job.failed_at.is_not(None), job.done_at.is_(None))
        case JobState.RETRYING:
            return sa.and_(is_open, job.error.is_not(None))
        case JobState.QUEUED:
            return sa.and_(is_open, job.error.is_(None), job.due_at <= now)
        case JobState.SCHEDULED:
            return sa.and_(is_open, job.error.is_(None), job.due_at > now)
