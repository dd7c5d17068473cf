"""Students who have no level yet in a course that they take or have begun (C34)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from core_service.assessment.models import ProgressRecommendation
from core_service.assessment.rules.states import RecommendationKind, RecommendationStatus
from core_service.catalogue.models import Course
from core_service.foundation.paging import Cursor, in_order
from core_service.identity.models import AppUser
from core_service.learners.models import SubjectAssessment
from core_service.sessions.models import StudentSessionEnrollment


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A student who waits for a level; `suggestion` once placement exercises are handed in."""

    cursor: Cursor
    centre_id: UUID
    student: AppUser
    course: Course
    waiting_since: datetime
    suggestion: ProgressRecommendation | None


def unplaced_students(db: Session, *, course_id: UUID | None, cursor: Cursor | None, limit: int) -> Sequence[Unplaced]:
    """`limit` + 1, who waits longest first, in one statement."""
    first = _first_signs().subquery()
    suggestion = aliased(ProgressRecommendation)
    has_level = sa.exists().where(
        SubjectAssessment.centre_id == first.c.centre_id,
        SubjectAssessment.student_id == first.c.student_id,
        SubjectAssessment.course_id == first.c.course_id,
    )
    found = (
        sa.select(first.c.id, first.c.created_at, first.c.centre_id, AppUser, Course, suggestion)
        .join(AppUser, AppUser.id == first.c.student_id)
        .join(Course, Course.id == first.c.course_id)
        .outerjoin(
            suggestion,
            sa.and_(
                suggestion.centre_id == first.c.centre_id,
                suggestion.student_id == first.c.student_id,
                suggestion.course_id == first.c.course_id,
                suggestion.kind == RecommendationKind.PLACEMENT,
                suggestion.status == RecommendationStatus.OPEN,
            ),
        )
        .where(sa.not_(has_level))
    )
    if course_id is not None:
        found = found.where(first.c.course_id == course_id)
    return [_unplaced(row) for row in db.execute(in_order(found, (first.c.created_at, first.c.id), cursor, limit))]


def _unplaced(row: Any) -> Unplaced:
    id, created_at, centre_id, student, course, suggestion = row
    return Unplaced(Cursor(created_at, id), centre_id, student, course, created_at, suggestion)


def _first_signs() -> sa.Select[Any]:
    """The earliest place without a level, or the open placement, of each student and course."""
    place, open_one = StudentSessionEnrollment, ProgressRecommendation
    signs = sa.union_all(
        sa.select(place.id, place.created_at, place.centre_id, place.student_id, place.course_id).where(
            place.assessed_level_id.is_(None), place.is_taken
        ),
        sa.select(open_one.id, open_one.created_at, open_one.centre_id, open_one.student_id, open_one.course_id).where(
            open_one.kind == RecommendationKind.PLACEMENT, open_one.status == RecommendationStatus.OPEN
        ),
    ).subquery()
    key = (signs.c.centre_id, signs.c.student_id, signs.c.course_id)
    return sa.select(signs).ext(distinct_on(*key)).order_by(*key, signs.c.created_at, signs.c.id)
