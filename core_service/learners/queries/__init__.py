"""Where a student stands in a course now, and how they came there (R005, R184, C33)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import ContentUnit, Course, GradeLevel
from core_service.foundation.paging import Cursor, newest_first
from core_service.identity.models import AppUser
from core_service.identity.rules import FORMER_MEMBER
from core_service.learners.models import AcademicProfileLog, SubjectAssessment, UnitMastery
from core_service.learners.rules import Learner


@dataclass(frozen=True, slots=True)
class CourseProfile:
    """A student's level and metrics in one course of a centre; `notes` are for staff."""

    assessment: SubjectAssessment
    course_name: str
    level: GradeLevel
    assessed_by: str
    notes: str | None


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """One line of the log, with names; `reason` is for staff."""

    entry: AcademicProfileLog
    course_name: str
    updated_by: str
    reason: str | None


def working_level(db: Session, learner: Learner) -> GradeLevel | None:
    """The learner's level of now; None until they are placed (C34, C47)."""
    return working_levels(db, [learner]).get(learner)


def working_levels(db: Session, learners: Collection[Learner]) -> dict[Learner, GradeLevel]:
    """The same for several, in one statement; who is not placed yet is missing."""
    placed = SubjectAssessment
    found = (
        sa.select(placed.centre_id, placed.student_id, placed.course_id, GradeLevel)
        .join(GradeLevel, GradeLevel.id == placed.grade_level_id)
        .where(are_of(learners, placed.centre_id, placed.student_id, placed.course_id))
    )
    return {Learner(centre, student, course): level for centre, student, course, level in db.execute(found)}


def confirmed_units(db: Session, learners: Collection[Learner]) -> defaultdict[Learner, set[UUID]]:
    """The units that an assessor has confirmed as mastered, in one statement (C18)."""
    found = (
        sa.select(UnitMastery.centre_id, UnitMastery.student_id, ContentUnit.course_id, UnitMastery.unit_id)
        .join(ContentUnit, ContentUnit.id == UnitMastery.unit_id)
        .where(
            are_of(learners, UnitMastery.centre_id, UnitMastery.student_id, ContentUnit.course_id),
            UnitMastery.ended_at.is_(None),
        )
    )
    return by_learner(db, found)


def are_of(
    learners: Collection[Learner],
    centre_id: sa.SQLColumnExpression[UUID],
    student_id: sa.SQLColumnExpression[UUID],
    course_id: sa.SQLColumnExpression[UUID],
) -> sa.ColumnElement[bool]:
    """Rows of any of these students in any of these courses: of several learners there may be others among them."""
    return sa.and_(
        centre_id.in_({each.centre_id for each in learners}),
        student_id.in_({each.student_id for each in learners}),
        course_id.in_({each.course_id for each in learners}),
    )


def by_learner(db: Session, found: sa.Select[UUID, UUID, UUID, UUID]) -> defaultdict[Learner, set[UUID]]:
    """Ids by their learner, of rows of centre, student, course and id."""
    ids: defaultdict[Learner, set[UUID]] = defaultdict(set)
    for centre, student, course, id in db.execute(found):
        ids[Learner(centre, student, course)].add(id)
    return ids


def course_profiles(
    db: Session, *, student_id: UUID, centre_ids: Collection[UUID], course_id: UUID | None = None
) -> Sequence[CourseProfile]:
    """By course name, in one statement."""
    found = (
        sa.select(SubjectAssessment, Course.name, GradeLevel, AppUser.name)
        .join(Course, Course.id == SubjectAssessment.course_id)
        .join(GradeLevel, GradeLevel.id == SubjectAssessment.grade_level_id)
        .outerjoin(AppUser, AppUser.id == SubjectAssessment.assessed_by_id)
        .where(SubjectAssessment.student_id == student_id, SubjectAssessment.centre_id.in_(centre_ids))
        .order_by(Course.name, SubjectAssessment.id)
    )
    if course_id is not None:
        found = found.where(SubjectAssessment.course_id == course_id)
    return [
        CourseProfile(assessment, course_name, level, name or FORMER_MEMBER, assessment.notes)
        for assessment, course_name, level, name in db.execute(found)
    ]


def profile_changes(
    db: Session,
    *,
    student_id: UUID,
    centre_ids: Collection[UUID],
    course_id: UUID | None,
    cursor: Cursor | None,
    limit: int,
) -> Sequence[ProfileChange]:
    """`limit` + 1 lines of the log, newest first."""
    log = AcademicProfileLog
    found = (
        sa.select(log, Course.name, AppUser.name)
        .join(Course, Course.id == log.course_id)
        .outerjoin(AppUser, AppUser.id == log.updated_by_id)
        .where(log.student_id == student_id, log.centre_id.in_(centre_ids))
    )
    if course_id is not None:
        found = found.where(log.course_id == course_id)
    return [
        ProfileChange(entry, course_name, name or FORMER_MEMBER, entry.reason)
        for entry, course_name, name in db.execute(newest_first(found, (log.created_at, log.id), cursor, limit))
    ]
