"""Fixtures that keep promises as the worker does, and keep the letters that it would send."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.foundation.db import DataScope
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.known_jobs import all_jobs
from core_service.notifications.models import Notification
from shared.clock import FixedClock
from tests.core_service.conftest import World
from tests.core_service.letters import KeptLetters

PUBLIC_URL = "https://learn.example"
Keep = Callable[..., int]


@pytest.fixture
def letters() -> KeptLetters:
    """What went out by e-mail."""
    return KeptLetters()


@pytest.fixture
def keep_promises(run: Runtime, world: World, letters: KeptLetters, clock: FixedClock) -> Keep:
    """Runs what is due of the given names (all of this domain's by default), in its order; how many jobs ran."""
    jobs = all_jobs(letters, PUBLIC_URL)

    def keep(prefix: str = "notifications.", *, after: timedelta = timedelta()) -> int:
        clock.advance(seconds=after.total_seconds())
        ran = 0
        while due := _due(run, prefix, clock.now()):
            for job_id in due:
                _run(run, job_id, jobs, clock.now())
                ran += 1
        return ran

    return keep


def _due(run: Runtime, prefix: str, now: datetime) -> list[UUID]:
    with run.database.open() as db:
        found = sa.select(PendingJob.id).where(
            PendingJob.name.startswith(prefix), PendingJob.done_at.is_(None), PendingJob.due_at <= now
        )
        return list(db.scalars(found.order_by(PendingJob.due_at, PendingJob.id)))


def _run(run: Runtime, job_id: UUID, jobs: Any, now: datetime) -> None:
    with run.database.open() as looking:
        centre_id = looking.get_one(PendingJob, job_id).centre_id
    with run.unit_of_work(DataScope(frozenset({centre_id}))) as db:
        job = db.get_one(PendingJob, job_id)
        jobs[job.name](db, job.arguments, now=now)
        job.done_at = now


def told(db: Session, user_id: UUID) -> list[tuple[str, str]]:
    """Kind and title of what somebody was told, oldest first."""
    found = sa.select(Notification).where(Notification.user_id == user_id).order_by(Notification.id)
    return [(row.kind.value, row.title) for row in db.scalars(found)]
