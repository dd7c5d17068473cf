"""Keeps what a student worked on in a session, newest last (R043, R167)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.sessions.models import StudentSessionEnrollment
from core_service.work.models import ExerciseAttempt, StudentSessionActivity
from core_service.work.rules.answers import is_blank
from core_service.work.rules.states import ActivityStatus
from shared.ids import new_id


def begin_activity(
    db: Session, enrollment: StudentSessionEnrollment, attempt: ExerciseAttempt, *, now: datetime
) -> bool:
    """Whether this is news: the student was not already at work on the attempt."""
    newest = _newest(db, enrollment)
    if newest is not None and newest.attempt_id == attempt.id and newest.status is not ActivityStatus.COMPLETED:
        return False
    _add(db, enrollment, attempt, ActivityStatus.WORKING, now=now)
    return True


def finish_activity(
    db: Session, enrollment: StudentSessionEnrollment, attempt: ExerciseAttempt, *, now: datetime
) -> None:
    """The attempt was handed in or marked complete, whatever the student looks at meanwhile."""
    rows = db.scalars(
        sa.select(StudentSessionActivity).where(
            StudentSessionActivity.enrollment_id == enrollment.id, StudentSessionActivity.attempt_id == attempt.id
        )
    ).all()
    for row in rows or [_add(db, enrollment, attempt, ActivityStatus.WORKING, now=now)]:
        row.status = ActivityStatus.COMPLETED
        row.completed_at = row.completed_at or now
        row.progress_pct = 100
        row.answered_count = sum(not is_blank(answer.get("answer")) for answer in attempt.answers)


def add_reading(
    db: Session, enrollment: StudentSessionEnrollment, *, lesson_id: UUID, content_centre_id: UUID, now: datetime
) -> None:
    """A lesson was read to its end."""
    db.add(
        StudentSessionActivity(
            id=new_id(),
            centre_id=enrollment.centre_id,
            content_centre_id=content_centre_id,
            enrollment_id=enrollment.id,
            lesson_id=lesson_id,
            status=ActivityStatus.COMPLETED,
            started_at=now,
            completed_at=now,
            progress_pct=100,
        )
    )


def _newest(db: Session, enrollment: StudentSessionEnrollment) -> StudentSessionActivity | None:
    return db.scalar(
        sa.select(StudentSessionActivity)
        .where(StudentSessionActivity.enrollment_id == enrollment.id)
        .order_by(StudentSessionActivity.created_at.desc(), StudentSessionActivity.id.desc())
        .limit(1)
    )


def _add(
    db: Session,
    enrollment: StudentSessionEnrollment,
    attempt: ExerciseAttempt,
    status: ActivityStatus,
    *,
    now: datetime,
) -> StudentSessionActivity:
    row = StudentSessionActivity(
        id=new_id(),
        centre_id=enrollment.centre_id,
        content_centre_id=attempt.content_centre_id,
        enrollment_id=enrollment.id,
        attempt_id=attempt.id,
        exercise_id=attempt.exercise_id,
        lesson_id=None,
        status=status,
        started_at=now,
    )
    db.add(row)
    return row
