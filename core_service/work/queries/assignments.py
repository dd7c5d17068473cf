"""Reads of what tutors have assigned."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import Exercise, Lesson
from core_service.sessions.models import StudentSessionEnrollment
from core_service.work.models import ContentAssignment
from core_service.work.rules.states import AssignmentScope


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """An assignment with the name of what was assigned."""

    assignment: ContentAssignment
    title: str


def _assignments() -> sa.Select[ContentAssignment, str]:
    return (
        sa.select(ContentAssignment, sa.func.coalesce(Exercise.title, Lesson.title))
        .outerjoin(Exercise, Exercise.id == ContentAssignment.exercise_id)
        .outerjoin(Lesson, Lesson.id == ContentAssignment.lesson_id)
    )


def assignment_view(db: Session, assignment: ContentAssignment) -> AssignmentView:
    """One that is known to exist."""
    return AssignmentView(*db.execute(_assignments().where(ContentAssignment.id == assignment.id)).one())


def active_assignments(db: Session, *, session_id: UUID, student_ids: Collection[UUID]) -> Sequence[AssignmentView]:
    """What counts for these students in the session (C17), latest first, in one statement."""
    places = sa.select(StudentSessionEnrollment.id).where(StudentSessionEnrollment.session_id == session_id)
    found = _assignments().where(
        ContentAssignment.student_id.in_(student_ids),
        ContentAssignment.is_active,
        sa.or_(
            ContentAssignment.scope == AssignmentScope.PERSISTENT,
            ContentAssignment.session_enrollment_id.in_(places),
        ),
    )
    rows = db.execute(found.order_by(ContentAssignment.assigned_at.desc(), ContentAssignment.id.desc()))
    return [AssignmentView(*row) for row in rows]
