"""What tests of the worker share: a database that other processes see, promised jobs, and the real process."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.foundation.db import NOTHING
from core_service.foundation.jobs import ENQUEUE_AGAIN_AFTER, schedule
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.known_jobs import JOBS, Job, all_jobs
from shared.clock import SystemClock
from tests.core_service.committed import process_environment
from tests.core_service.conftest import NOW
from tests.core_service.letters import KeptLetters

PATIENCE_SECONDS = 20.0
KNOWN = frozenset({"test", *JOBS})


def every_job() -> Mapping[str, Job]:
    """As the worker composes them; their letters would be kept."""
    return all_jobs(KeptLetters(), "https://learn.example")


class Recorded:
    """A job that keeps what it was called with, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.calls: list[tuple[Mapping[str, Any], Any]] = []
        self.failures = failures

    def __call__(self, db: Session, arguments: Mapping[str, Any], *, now: Any) -> None:
        """Does nothing but remember; the centre's own row must be visible."""
        self.calls.append((arguments, now))
        if len(self.calls) <= self.failures:
            raise ValueError("not today")


class KeptQueue:
    """What would be handed to RQ."""

    def __init__(self) -> None:
        self.ids: list[UUID] = []

    def enqueue(self, job_id: UUID) -> None:
        """Keep it."""
        self.ids.append(job_id)


def promise(run: Runtime, name: str, centre_id: UUID, **more: Any) -> UUID:
    """A committed promise, due now."""
    with run.database.transaction(NOTHING) as db:
        schedule(db, name, centre_id=centre_id, due_at=NOW, **more)
        return db.scalars(
            sa.select(PendingJob.id).where(PendingJob.name == name, PendingJob.centre_id == centre_id)
        ).one()


def job_of(run: Runtime, job_id: UUID) -> PendingJob:
    """As it stands."""
    with run.database.open() as db:
        return db.get_one(PendingJob, job_id)


@contextmanager
def worker_process(run: Runtime) -> Iterator["subprocess.Popen[bytes]"]:
    """The real process; it is killed at the end."""
    command = [sys.executable, "-m", "core_service.worker"]
    worker = subprocess.Popen(command, env=process_environment(run.settings), start_new_session=True)
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()


def wait_for(is_true: Callable[[], bool]) -> None:
    """Fails if it takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@contextmanager
def killed_worker(run: Runtime, job_id: UUID) -> Iterator[None]:
    """A worker that has begun the job and is killed within it; what it waited for is held by the caller."""
    with worker_process(run):
        wait_for(lambda: job_of(run, job_id).tries == 1)
        yield


def let_another_do(run: Runtime, job_id: UUID) -> None:
    """The sweep comes back to what was lost, and another worker does it."""
    with run.database.transaction(NOTHING) as db:
        db.get_one(PendingJob, job_id).enqueued_at = SystemClock().now() - 2 * ENQUEUE_AGAIN_AFTER
    with worker_process(run):
        wait_for(lambda: job_of(run, job_id).done_at is not None)
