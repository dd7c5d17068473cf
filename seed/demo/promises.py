"""What the demo's history has promised, kept as the worker would have kept it then: points, badges, notifications."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.foundation.models import PendingJob
from core_service.notifications.jobs import JOBS as NOTIFICATIONS
from core_service.notifications.models import Notification
from core_service.notifications.service.telling import LETTER
from core_service.rewards.jobs import JOBS as REWARDS
from core_service.rewards.service.crediting import credit_past
from seed.demo.centres import KnownCentre

_LONG_AGO = timedelta(days=1)
"""What is younger is the worker's."""

_USUALLY_READ_AFTER = timedelta(hours=5)
_UNREAD_FOR = timedelta(days=3)
_JOBS = {**NOTIFICATIONS, **REWARDS}


def keep_old_promises(db: Session, centre_id: UUID, *, now: datetime, say: Callable[[str], None]) -> None:
    """Runs old jobs of this centre in their order, each at its time. Needs the centre's scope alone.

    Nobody wants letters about what is long over: those are marked as done and never sent.
    """
    kept = 0
    while jobs := _old_promises(db, centre_id, now - _LONG_AGO):
        for job in jobs:
            if job.name != LETTER:
                _JOBS[job.name](db, job.arguments, now=job.due_at)
                kept += 1
            job.done_at = job.due_at
        db.flush()
    _read_old_ones(db, centre_id, now)
    if kept:
        say(f"{kept} promises of the past were kept: points, badges, notifications")


def credit_past_weeks(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """The weeks that were written as rows count like all others. Needs the centre's scope alone."""
    for student in centre.cast.students:
        credit_past(db, centre_id=centre.id, student_id=centre.people[student.account], now=now)


def _old_promises(db: Session, centre_id: UUID, before: datetime) -> list[PendingJob]:
    """Those that no worker holds just now."""
    found = sa.select(PendingJob).where(
        PendingJob.centre_id == centre_id,
        PendingJob.name.in_([*_JOBS, LETTER]),
        PendingJob.done_at.is_(None),
        PendingJob.failed_at.is_(None),
        PendingJob.due_at < before,
    )
    in_order = found.order_by(PendingJob.due_at, PendingJob.id).limit(200)
    return list(db.scalars(in_order.with_for_update(skip_locked=True)))


def _read_old_ones(db: Session, centre_id: UUID, now: datetime) -> None:
    """The demo's people have looked at what is some days old."""
    row = Notification
    db.execute(
        sa.update(row)
        .where(row.centre_id == centre_id, row.read_at.is_(None), row.created_at < now - _UNREAD_FOR)
        .values(read_at=row.created_at + _USUALLY_READ_AFTER)
        .execution_options(synchronize_session=False)
    )
