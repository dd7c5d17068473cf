"""The worker dies in the middle of a reward, a notification or a letter: nothing is lost, nothing comes twice."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.service.marking import REWARD_ATTENDANCE, TELL_ABSENCE
from core_service.centres.models import Centre
from core_service.foundation.db import NOTHING
from core_service.foundation.jobs import name_running_job, report_progress
from core_service.foundation.models import JobProgress, PendingJob
from core_service.foundation.runtime import Runtime
from core_service.notifications.models import Notification
from core_service.notifications.service.telling import LETTER
from core_service.rewards.models import RewardStanding, XpCredit
from shared.clock import SystemClock
from shared.ids import new_id
from tests.core_service.committed import run as run, settings_of_its_own as settings_of_its_own
from tests.core_service.conftest import NOW, World
from tests.core_service.running_jobs import (
    job_of,
    killed_worker,
    let_another_do,
    promise,
    wait_for,
    worker_process,
)


def mark(run: Runtime, world: World, status: AttendanceStatus) -> dict[str, str]:
    """Twenty minutes ago by the machine's own clock, in a centre that is never quiet; the promise's arguments."""
    student = world.riverside.student1
    with run.database.transaction(world.everything) as db:
        db.get_one(Centre, world.riverside.id).settings = {"quietFrom": "00:00", "quietUntil": "00:00"}
        db.add(
            AttendanceRecord(
                centre_id=world.riverside.id,
                session_id=world.session_id,
                student_id=student.id,
                status=status,
                marked_at=SystemClock().now() - timedelta(minutes=20),
                marked_by_id=world.riverside.tutor.id,
            )
        )
    return {"sessionId": str(world.session_id), "studentId": str(student.id)}


@pytest.fixture
def mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the worker's letters go."""
    monkeypatch.setenv("MAIL_URL", str(tmp_path / "letters"))
    return tmp_path / "letters"


def test_reward_survives_its_worker(run: Runtime, world: World) -> None:
    """Killed while it waits for the student's standing: the ten points come once, from the next worker."""
    arguments = mark(run, world, AttendanceStatus.PRESENT)
    job_id = promise(run, REWARD_ATTENDANCE, world.riverside.id, key=arguments["studentId"], arguments=arguments)
    with run.database.open(world.everything) as holder:
        _begin_standing(holder, world)
        with killed_worker(run, job_id):
            pass
        holder.rollback()
    assert job_of(run, job_id).done_at is None
    let_another_do(run, job_id)
    with run.database.open(world.everything) as db:
        own = sa.select(XpCredit.points).where(XpCredit.student_id == world.riverside.student1.id)
        standing = sa.select(RewardStanding.points).where(RewardStanding.student_id == world.riverside.student1.id)
        assert (db.scalars(own).all(), db.scalar(standing)) == ([10], 10)


def _begin_standing(db: Session, world: World) -> None:
    """Not yet committed: whoever wants the same row waits."""
    values: dict[str, Any] = {"id": new_id(), "centre_id": world.riverside.id}
    db.add(RewardStanding(**values, student_id=world.riverside.student1.id, created_at=NOW, updated_at=NOW))
    db.flush()


def test_notification_and_letter_survive_their_worker(run: Runtime, world: World, mailbox: Path) -> None:
    """Killed before the letter's row is written: one notification, one letter, from the next worker."""
    arguments = mark(run, world, AttendanceStatus.ABSENT)
    told_id = promise(run, TELL_ABSENCE, world.riverside.id, key=arguments["studentId"], arguments=arguments)
    with worker_process(run):
        wait_for(lambda: job_of(run, told_id).done_at is not None)
    letter_id, notification_id = _letter_of(run, world)
    if not list(mailbox.glob("*.eml")):
        with run.database.open(world.everything) as holder:
            holder.scalars(sa.select(Notification).where(Notification.id == notification_id).with_for_update()).one()
            with killed_worker(run, letter_id):
                assert list(mailbox.glob("*.eml")) == []
            holder.rollback()
        let_another_do(run, letter_id)
    let_another_do(run, letter_id)
    assert [each.name for each in mailbox.glob("*.eml")] == [f"notification.{notification_id}.eml"]


def _letter_of(run: Runtime, world: World) -> tuple[UUID, UUID]:
    """The one promise of a letter, and what it tells."""
    with run.database.open(world.everything) as db:
        told = sa.select(Notification.id).where(Notification.user_id == world.riverside.parent.id)
        letter = sa.select(PendingJob.id).where(PendingJob.name == LETTER, PendingJob.centre_id == world.riverside.id)
        return db.scalars(letter).one(), db.scalars(told).one()


def test_progress_is_seen_before_the_job_ends(run: Runtime, world: World) -> None:
    """It is written beside the job's transaction, whose row is held; again, it is replaced."""
    job_id = promise(run, "test", world.riverside.id)
    with run.database.transaction(NOTHING) as job:
        job.scalars(sa.select(PendingJob).where(PendingJob.id == job_id).with_for_update()).one()
        report_progress(job, 1, 4, now=NOW)
        name_running_job(job, job_id)
        for done in (1, 2):
            report_progress(job, done, 4, now=NOW)
        with run.database.open() as other:
            seen = other.get_one(JobProgress, job_id)
            assert (seen.progress, seen.total) == (2, 4)
