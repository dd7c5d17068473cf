"""What is old goes by itself, as the centre has set it; what is young stays."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.centres.models import Centre
from core_service.foundation.jobs import schedule
from core_service.identity.models import UserRole
from core_service.live.models import SessionMessage
from core_service.live.rules import MessageKind
from core_service.privacy.jobs import PLAN_RETENTION
from core_service.privacy.models import PersonErasure
from core_service.privacy.service.retention import RETAIN
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus
from shared.ids import new_id
from tests.core_service.conftest import NOW, World

RunJobs = Callable[[str], int]
YEAR = timedelta(days=366)


def retain(db: Session, world: World, run_jobs: RunJobs) -> None:
    """Riverside's daily look."""
    schedule(db, RETAIN, centre_id=world.riverside.id, due_at=NOW)
    assert run_jobs(RETAIN) == 1


def test_every_centre_looks_once_a_day(db: Session, world: World, run_jobs: RunJobs) -> None:
    """However often it is promised."""
    for hour in range(2):
        schedule(db, PLAN_RETENTION, centre_id=world.riverside.id, due_at=NOW + timedelta(hours=hour))
    assert run_jobs(PLAN_RETENTION) == 2
    assert run_jobs(RETAIN) == 2


def test_old_messages_and_drafts_go(db: Session, world: World, run_jobs: RunJobs) -> None:
    """After the centre's days; the attempt stays, empty, to go on with."""
    here = world.riverside
    for days in (10, 400):
        db.add(
            SessionMessage(
                centre_id=here.id,
                session_id=world.session_id,
                from_id=here.tutor.id,
                student_id=here.student1.id,
                text=f"{days} days ago",
                kind=MessageKind.MESSAGE,
                created_at=NOW - timedelta(days=days),
            )
        )
    for student, days in ((here.student1, 10), (here.student2, 200)):
        at = NOW - timedelta(days=days)
        db.add(
            ExerciseAttempt(
                id=new_id(),
                centre_id=here.id,
                content_centre_id=world.course.centre_id,
                student_id=student.id,
                exercise_id=world.course.exercises[4][0],
                answers=[{"questionIndex": 0, "answer": "4"}],
                max_score=10,
                status=AttemptStatus.IN_PROGRESS,
                started_at=at,
                updated_at=at,
            )
        )
    retain(db, world, run_jobs)
    assert db.scalars(sa.select(SessionMessage.text)).all() == ["10 days ago"]
    drafts = {row.student_id: row.answers for row in db.scalars(sa.select(ExerciseAttempt))}
    assert (len(drafts[here.student1.id]), drafts[here.student2.id]) == (1, [])


def test_old_audit_goes_as_configured(db: Session, world: World, run_jobs: RunJobs) -> None:
    """In this centre alone."""
    for where in (world.riverside, world.hillcrest):
        db.add(
            AuditLog(
                centre_id=where.id,
                action="OLD",
                resource_type="Centre",
                resource_id=where.id,
                created_at=NOW - 2 * YEAR,
            )
        )
    db.get_one(Centre, world.riverside.id).settings = {"auditRetentionDays": 400}
    retain(db, world, run_jobs)
    assert db.scalars(sa.select(AuditLog.centre_id).where(AuditLog.action == "OLD")).all() == [world.hillcrest.id]


def test_who_left_long_ago_waits_for_erasure(db: Session, world: World, run_jobs: RunJobs) -> None:
    """Once, and with the time to take it back; who is still here does not."""
    here = world.riverside
    for student, days in ((here.student1, 800), (here.student2, 10)):
        left = sa.update(UserRole).where(UserRole.user_id == student.id)
        db.execute(left.values(is_active=False, updated_at=NOW - timedelta(days=days)))
    for _ in range(2):
        schedule(db, RETAIN, centre_id=here.id, due_at=NOW, key=str(new_id()))
        run_jobs(RETAIN)
    [erasure] = db.scalars(sa.select(PersonErasure)).all()
    assert (erasure.subject_id, erasure.requested_by_id, erasure.status.value) == (here.student1.id, None, "WAITING")
