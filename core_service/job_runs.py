"""Keeps one promise: its job is done and marked as done in one transaction, or tried again later, or given up."""

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa
import structlog

from core_service.foundation.db import NOTHING, DataScope
from core_service.foundation.jobs import (
    ENQUEUE_AGAIN_AFTER,
    LETTER_PATIENCE,
    USUAL_PATIENCE,
    Hopeless,
    Patience,
    name_running_job,
    told_of,
)
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.known_jobs import JOBS, LETTERS, Job

_log = structlog.get_logger(__name__)


def carry_out(run: Runtime, job_id: UUID, jobs: Mapping[str, Job] = JOBS) -> None:
    """Does a job and marks it as done in one transaction: it may come twice, it happens once."""
    centre_id = _begin(run, job_id)
    if centre_id is None:
        return
    try:
        with run.unit_of_work(DataScope(frozenset({centre_id}))) as db:
            job = db.scalar(_open(job_id).with_for_update(skip_locked=True))
            if job is None:
                return
            name_running_job(db, job_id)
            jobs[job.name](db, job.arguments, now=run.clock.now())
            job.done_at = run.clock.now()
    except Exception as error:  # noqa: BLE001 - whatever a job raises is kept with it, and tried again
        _log.warning("a job failed", job=str(job_id), exc_info=error)
        _fail(run, job_id, error)


def _open(job_id: UUID) -> sa.Select[PendingJob]:
    return sa.select(PendingJob).where(
        PendingJob.id == job_id, PendingJob.done_at.is_(None), PendingJob.failed_at.is_(None)
    )


def _begin(run: Runtime, job_id: UUID) -> UUID | None:
    """Counts the try before it, so that a job which kills its worker is given up too; its centre, None if over."""
    with run.unit_of_work(NOTHING) as db:
        job = db.scalar(_open(job_id).with_for_update(skip_locked=True))
        if job is None:
            return None
        if job.tries >= patience_with(job.name).most_tries:
            job.failed_at = run.clock.now()
            job.error = job.error or "its worker ended each time"
            return None
        job.tries += 1
        return job.centre_id


def _fail(run: Runtime, job_id: UUID, error: Exception) -> None:
    with run.unit_of_work(NOTHING) as db:
        job = db.scalars(sa.select(PendingJob).where(PendingJob.id == job_id).with_for_update()).one()
        job.error = told_of(error)
        patience = patience_with(job.name)
        if isinstance(error, Hopeless) or job.tries >= patience.most_tries:
            job.failed_at = run.clock.now()
            _log.error("a job was given up", job=str(job_id), name=job.name, error=job.error)
        else:
            job.enqueued_at = run.clock.now() + patience.pause_after(job.tries) - ENQUEUE_AGAIN_AFTER


def patience_with(name: str) -> Patience:
    """How often a job of this name is tried, and after which pauses."""
    return LETTER_PATIENCE if name in LETTERS else USUAL_PATIENCE
