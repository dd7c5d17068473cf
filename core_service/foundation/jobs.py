"""Promises of work: a row in the transaction, an RQ job after it, a sweep for what was lost (ARCHITECTURE 5)."""

import smtplib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

import redis
import rq
import rq.serializers
import sqlalchemy as sa
import sqlalchemy.exc
import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core_service.foundation.models import JobProgress, PendingJob
from shared.ids import new_id

_log = structlog.get_logger(__name__)

QUEUE = "core"
ENTRY_POINT = "core_service.worker.run_pending_job"
ENQUEUE_AGAIN_AFTER = timedelta(minutes=2)
"""A job that was enqueued so long ago and is not done was lost with a worker or with Redis."""
KEPT_FOR = timedelta(days=30)
"""So long the row of a job stays that is done, or that no worker has known."""

_RUNNING = "running_job"
_LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a failed job rests before each further try; after the last one it is given up."""

    pauses: tuple[timedelta, ...]

    @property
    def most_tries(self) -> int:
        """The first one counted."""
        return len(self.pauses) + 1

    def pause_after(self, tries: int) -> timedelta:
        """Before the next try, when so many have failed."""
        return self.pauses[tries - 1]


USUAL_PATIENCE = Patience(tuple(timedelta(seconds=seconds) for seconds in (10, 40, 160, 640)))
LETTER_PATIENCE = Patience(
    (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), *[timedelta(minutes=20)] * 3)
    + (timedelta(hours=1),) * 48
)
"""The post of others may be away for a whole day or a weekend's night: two days, every hour."""


def next_try_at(job: PendingJob, now: datetime) -> datetime | None:
    """When a failed job comes again; None for one that rests no longer, or did not fail."""
    if job.enqueued_at is None or job.error is None or job.done_at is not None or job.failed_at is not None:
        return None
    at = job.enqueued_at + ENQUEUE_AGAIN_AFTER
    return at if at > now else None


class Hopeless(Exception):
    """What no further try would change: the job is given up at once.

    Its words are kept for those who look after jobs, so they tell what to do and no names, addresses or values.
    """


class JobQueue(Protocol):
    """Takes the ids of jobs that are due."""

    def enqueue(self, job_id: UUID) -> None:
        """Hand the job to a worker, at least once; never fails."""
        ...


class RedisJobQueue:
    """RQ with its JSON serializer: nothing that is read from Redis is ever executed as pickle."""

    def __init__(self, client: redis.Redis) -> None:
        self._queue = rq.Queue(QUEUE, connection=client, serializer=rq.serializers.JSONSerializer)

    def enqueue(self, job_id: UUID) -> None:
        """Enqueue; with Redis away the sweep comes back to it."""
        try:
            self._queue.enqueue(ENTRY_POINT, str(job_id), result_ttl=60, failure_ttl=3600)
        except redis.RedisError as error:
            _log.warning("job not enqueued", job=str(job_id), error=str(error))


@dataclass(frozen=True, slots=True)
class Promise:
    """One run of a job; `key` tells two of one name, centre and time apart: the row they are about."""

    due_at: datetime
    key: str
    arguments: Mapping[str, Any]


def schedule(
    db: Session,
    name: str,
    *,
    centre_id: UUID,
    due_at: datetime,
    key: str = "",
    arguments: Mapping[str, Any] | None = None,
) -> None:
    """Promise that job `name` runs at `due_at`; promising the same again changes nothing."""
    schedule_each(db, name, centre_id=centre_id, promises=[Promise(due_at, key, arguments or {})])


def schedule_each(db: Session, name: str, *, centre_id: UUID, promises: Sequence[Promise]) -> None:
    """The same for several, in one statement, however many."""
    if not promises:
        return
    shared = {"name": name, "centre_id": centre_id, "tries": 0}
    rows = [
        shared
        | {"id": new_id(), "key": each.key, "due_at": each.due_at, "created_at": each.due_at}
        | {"arguments": dict(each.arguments)}
        for each in promises
    ]
    db.execute(insert(PendingJob).values(rows).on_conflict_do_nothing())


def claim_due(db: Session, names: Iterable[str], *, now: datetime, most: int = 100) -> Sequence[UUID]:
    """Marks what is due, or was lost, as enqueued now; returns its ids. Several sweepers share the work.

    Only jobs of these names: what a newer release has promised waits for a worker that knows it.
    """
    waiting = (
        sa.select(PendingJob.id)
        .where(
            PendingJob.name.in_(list(names)),
            PendingJob.done_at.is_(None),
            PendingJob.failed_at.is_(None),
            PendingJob.due_at <= now,
            sa.or_(PendingJob.enqueued_at.is_(None), PendingJob.enqueued_at < now - ENQUEUE_AGAIN_AFTER),
        )
        .order_by(PendingJob.due_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    ids = db.scalars(waiting).all()
    if ids:
        db.execute(sa.update(PendingJob).where(PendingJob.id.in_(ids)).values(enqueued_at=now))
    return ids


def report_progress(db: Session, progress: int, total: int, *, now: datetime) -> None:
    """Says how far the running job is (`progress` of `total` steps), at once; each word of it costs a commit.

    In a transaction of its own, since the job's own is seen only at its end; outside of a job nothing happens.
    """
    job_id = db.info.get(_RUNNING)
    if job_id is None:
        return
    row = {"progress": progress, "total": total, "updated_at": now}
    stored = insert(JobProgress).values(job_id=job_id, created_at=now, **row)
    with db.get_bind().engine.begin() as connection:
        connection.execute(stored.on_conflict_do_update(index_elements=["job_id"], set_=row))


def progress_told(db: Session, name: str, keys: Collection[str]) -> Mapping[str, tuple[int, int]]:
    """How far the jobs of that name and these keys say that they are: `(progress, total)` for each that says it."""
    found = (
        sa.select(PendingJob.key, JobProgress.progress, JobProgress.total)
        .join(JobProgress, JobProgress.job_id == PendingJob.id)
        .where(PendingJob.name == name, PendingJob.key.in_(keys))
    )
    return {key: (progress, total) for key, progress, total in db.execute(found)}


def name_running_job(db: Session, job_id: UUID) -> None:
    """Tells the job's session which job it is, for `report_progress`."""
    db.info[_RUNNING] = job_id


def told_of(error: Exception) -> str:
    """What may stay of a job's error: only its kind, where databases and mail servers quote rows and addresses."""
    kind = type(error).__name__
    match error:
        case Hopeless():
            return str(error)[:_LONGEST_ERROR]
        case sqlalchemy.exc.DBAPIError():
            return f"{kind}: {type(error.orig).__name__}"
        case smtplib.SMTPResponseException():
            return f"{kind}: {error.smtp_code}"
        case smtplib.SMTPException():
            return kind
        case _:
            return f"{kind}: {error}"[:_LONGEST_ERROR]


def forget_past(db: Session, *, now: datetime) -> None:
    """Deletes jobs that are done, or were never known to a worker, for long; failed ones stay to be looked at."""
    long_ago = now - KEPT_FOR
    unknown = sa.and_(PendingJob.enqueued_at.is_(None), PendingJob.due_at < long_ago)
    db.execute(sa.delete(PendingJob).where(sa.or_(PendingJob.done_at < long_ago, unknown)))
    db.execute(sa.delete(JobProgress).where(JobProgress.updated_at < long_ago))
