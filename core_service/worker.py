"""The worker: runs what transactions have promised, and sweeps up what was promised or lost (ARCHITECTURE 5).

One process, one queue: the main thread is an RQ worker that runs jobs itself, a second thread looks every second for
jobs that are due. Jobs that somebody else runs, or has done, are left alone; a failed one is tried again later.
"""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from types import FrameType
from typing import Any
from uuid import UUID

import redis
import rq
import rq.serializers
import sqlalchemy as sa
import sqlalchemy.exc
import structlog
from sqlalchemy.orm import Session

from core_service.assessment import jobs as assessment
from core_service.foundation.db import FRANCHISE_ID, NOTHING, DataScope
from core_service.foundation.idempotency import forget_old
from core_service.foundation.jobs import (
    ENQUEUE_AGAIN_AFTER,
    LETTER_PATIENCE,
    QUEUE,
    USUAL_PATIENCE,
    Hopeless,
    JobQueue,
    Patience,
    RedisJobQueue,
    claim_due,
    forget_past,
    name_running_job,
    schedule,
    told_of,
)
from core_service.foundation.mail import Post, post_for
from core_service.foundation.metrics import JobFigures, PoolFigures, WaitingJobs, own_registry, serve_figures
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime, connect
from core_service.identity import jobs as identity
from core_service.live import jobs as live
from core_service.notifications import jobs as notifications
from core_service.privacy import jobs as privacy
from core_service.reporting.jobs import export_jobs
from core_service.rewards import jobs as rewards
from core_service.sessions import jobs as sessions
from core_service.tables import load_tables
from core_service.work import jobs as work
from shared.logs import configure_logging
from shared.settings import CoreSettings

Job = Callable[..., None]
"""Called as `job(db, arguments, now=…)` in the promise's centre; commits nothing itself."""

FORGET_ANSWERS = "foundation.forget_answers"
SWEEP_SECONDS = 1.0
_RECONNECT_SECONDS = 2.0

_log = structlog.get_logger(__name__)


def forget_answers(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """Deletes answers that were kept for repeated requests for long enough, and promises that are long past."""
    forget_old(db, now=now)
    forget_past(db, now=now)


JOBS: Mapping[str, Job] = {
    **identity.JOBS,
    **sessions.JOBS,
    **work.JOBS,
    **assessment.JOBS,
    **live.JOBS,
    **notifications.JOBS,
    **rewards.JOBS,
    **privacy.JOBS,
    FORGET_ANSWERS: forget_answers,
}
"""The jobs that write no letters, by the name under which they are promised."""

LETTER_JOBS: Sequence[Callable[[Post, str], Mapping[str, Job]]] = (identity.letter_jobs, notifications.letter_jobs)
"""What makes the jobs that write letters, of the post and of the pages' address."""

LETTERS = frozenset({*identity.LETTERS, *notifications.LETTERS})
"""The names of those, which are tried for longer: the post is somebody else's."""

HOURLY = (
    FORGET_ANSWERS,
    identity.FORGET_LOGINS,
    sessions.PLAN_AHEAD,
    notifications.PLAN_AHEAD,
    privacy.PLAN_RETENTION,
)
"""What the worker promises itself, in the franchise's name."""


def all_jobs(post: Post, public_url: str) -> Mapping[str, Job]:
    """Every job there is, by the name under which it is promised."""
    return dict(JOBS) | {name: job for make in LETTER_JOBS for name, job in make(post, public_url).items()}


def file_jobs(run: Runtime) -> Mapping[str, Job]:
    """The jobs that write or remove files, by the name under which they are promised."""
    return {**export_jobs(run), **privacy.file_jobs(run.media, run.redis)}


def run_pending_job(job_id: str) -> None:
    """What RQ calls."""
    carry_out(_connected(), UUID(job_id), _measured_jobs())


@cache
def _connected() -> Runtime:
    load_tables()
    return connect(CoreSettings.from_environment(os.environ))


@cache
def _measured_jobs() -> Mapping[str, Job]:
    """All jobs, counted and timed where figures are asked for; the first call begins to serve them."""
    run = _connected()
    jobs = all_jobs(post_for(run.settings.mail_url, run.settings.mail_from), run.settings.public_url)
    jobs = {**jobs, **file_jobs(run)}
    if not run.settings.metrics_port:
        return jobs
    registry = own_registry()
    figures = JobFigures(registry)
    WaitingJobs(registry, run.database.engine, run.clock)
    PoolFigures(registry).watch(run.database.engine, run.database.most_connections)
    serve_figures(registry, run.settings.core_host, run.settings.metrics_port)
    return {name: figures.measured(name)(job) for name, job in jobs.items()}


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


class Sweep:
    """Looks for what is due, and hands it to the queue; several share the work."""

    def __init__(self, run: Runtime, queue: JobQueue, known: Collection[str]) -> None:
        self._run = run
        self._queue = queue
        self._known = known
        self._promised_for: datetime | None = None

    def once(self) -> int:
        """How many jobs it enqueued."""
        now = self._run.clock.now()
        self._promise_hourly(now)
        with self._run.unit_of_work(NOTHING) as db:
            due = claim_due(db, self._known, now=now)
        for job_id in due:
            self._queue.enqueue(job_id)
        return len(due)

    def _promise_hourly(self, now: datetime) -> None:
        hour = now.replace(minute=0, second=0, microsecond=0)
        if self._promised_for == hour:
            return
        with self._run.unit_of_work(NOTHING) as db:
            for name in HOURLY:
                schedule(db, name, centre_id=FRANCHISE_ID, due_at=hour)
        self._promised_for = hour

    def until(self, stop: threading.Event) -> None:
        """Once a second; while the database is away it keeps looking."""
        while not stop.wait(SWEEP_SECONDS):
            try:
                self.once()
            except sqlalchemy.exc.OperationalError as error:
                _log.warning("the sweep waits", error=str(error)[:300])
            except Exception as error:  # noqa: BLE001 - a thread that ends unnoticed would leave every promise unkept
                _log.error("the sweep failed", exc_info=error)


class Worker(rq.SimpleWorker):
    """RQ's worker without forks, which would copy the sweep's thread and the pool; knows if it was told to stop."""

    was_told_to_stop = False

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """The first SIGTERM or SIGINT: finish the job at hand."""
        self.was_told_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]


def main() -> int:
    """The process; its exit code is 0 only if it was told to stop."""
    run = _connected()
    configure_logging("worker", run.settings.environment, run.settings.log_level)
    logging.getLogger("rq.worker").setLevel(logging.WARNING)
    known = frozenset(_measured_jobs())
    run.database.refuse_unsafe_role()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda _signal, _frame: sys.exit(0))
    stop = threading.Event()
    look = Sweep(run, RedisJobQueue(run.redis), known).until
    sweep = threading.Thread(target=look, args=(stop,), name="sweep", daemon=True)
    sweep.start()
    _log.info("worker runs")
    try:
        return 0 if _work(run.settings.redis_url) else 1
    finally:
        stop.set()
        sweep.join(timeout=5)
        _log.info("worker stops")


def _work(redis_url: str) -> bool:
    """Runs jobs until it is told to stop; False if RQ gave up by itself."""
    while True:
        client = redis.Redis.from_url(redis_url)
        try:
            worker = Worker([QUEUE], connection=client, serializer=rq.serializers.JSONSerializer)
            worker.work(logging_level="WARNING")
        except redis.RedisError as error:
            _log.warning("the worker waits for Redis", error=str(error))
            threading.Event().wait(_RECONNECT_SECONDS)
        else:
            return worker.was_told_to_stop


if __name__ == "__main__":
    # RQ imports this module by its name: the runtime is made there, once
    from core_service.worker import main as work_until_stopped

    sys.exit(work_until_stopped())
