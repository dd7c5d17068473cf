"""Is the child moving? One student's levels in all their courses over time (R270)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.errors import RelationMissing
from core_service.catalogue.models import Course
from core_service.foundation.errors import Invalid, NotFound
from core_service.identity.models import AppUser, CentreMember
from core_service.identity.rules import FORMER_MEMBER
from core_service.learners.models import AcademicProfileLog
from core_service.learners.rules import ProfileMetric, ProfileUpdateType
from core_service.reporting.queries.report_scope import ReportScope
from core_service.reporting.queries.reports.progress import Progress, progress_rows
from core_service.reporting.rules.levels import CourseStanding, student_reading


@dataclass(frozen=True, slots=True)
class LevelStep:
    """A point of a course's step line; the first has no previous level."""

    course_id: UUID
    course_name: str
    at: datetime
    previous_level: int | None
    level: int
    update_type: ProfileUpdateType


@dataclass(frozen=True, slots=True)
class StudentLevels:
    """Where the student stands in each course now, and since when."""

    student_id: UUID
    student_name: str
    courses: Sequence[Progress]


def level_steps(db: Session, scope: ReportScope) -> Iterator[LevelStep]:
    """From the first placement on, by course and time."""
    log = AcademicProfileLog
    found = (
        sa.select(log.course_id, Course.name, log.created_at, log.previous_value, log.new_value, log.update_type)
        .join(Course, Course.id == log.course_id)
        .where(
            log.centre_id.in_(scope.centre_ids),
            log.student_id == _demanded(scope),
            log.metric == ProfileMetric.LEVEL,
            log.created_at < scope.period.ends_at,
        )
        .order_by(Course.name, log.course_id, log.created_at, log.id)
    )
    if scope.wanted.course_id is not None:
        found = found.where(log.course_id == scope.wanted.course_id)
    for course_id, course, at, previous, new, kind in db.execute(found):
        yield LevelStep(course_id, course, at, None if previous is None else int(previous), int(new), kind)


def student_levels(db: Session, scope: ReportScope, rows: Sequence[LevelStep]) -> StudentLevels:
    """One statement for the courses, one for the name."""
    student_id = scope.wanted.student_id
    name = db.scalar(sa.select(AppUser.name).where(AppUser.id == student_id)) or FORMER_MEMBER
    courses = list(progress_rows(db, scope))
    return StudentLevels(courses[0].student_id if courses else _demanded(scope), name, courses)


def _demanded(scope: ReportScope) -> UUID:
    if scope.wanted.student_id is None:
        raise Invalid.field("studentId", "names whom the report is about")
    return scope.wanted.student_id


def demand_student(db: Session, scope: ReportScope) -> None:
    """Raises Invalid without one, NotFound for one outside the centres, RelationMissing for another's."""
    student_id, member = _demanded(scope), CentreMember
    is_own = scope.student_rows(member.centre_id, member.user_id)
    found = sa.select(is_own).where(member.user_id == student_id, member.centre_id.in_(scope.centre_ids))
    seen = db.scalars(found).all()
    if not seen:
        raise NotFound("student")
    if not any(seen):
        raise RelationMissing("This is for who teaches or assesses the student, and for the centre's supervisors.")


def reading(rows: Sequence[LevelStep], figures: StudentLevels) -> str:
    """About each of the courses."""
    standings = [
        CourseStanding(each.course_name, each.level_then, each.level, each.weeks_at_level, each.movement)
        for each in figures.courses
    ]
    return student_reading(figures.student_name, standings)
