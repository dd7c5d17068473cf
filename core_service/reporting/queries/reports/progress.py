"""Who progresses, who stalls? Each student's level in each course now and 90 days ago (R270)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import LateralFromClause

from core_service.catalogue.models import Course, GradeLevel
from core_service.cohorts.models import ClassMembership
from core_service.identity.models import AppUser
from core_service.learners.models import AcademicProfileLog, SubjectAssessment
from core_service.learners.rules import ProfileMetric
from core_service.reporting.queries.report_scope import ReportScope
from core_service.reporting.queries.streaming import streamed
from core_service.reporting.rules.levels import (
    COMPARED_WITH,
    Movement,
    MovementCounts,
    movement,
    movement_counts,
    progress_reading,
    weeks_between,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """One end of a dumbbell and the other; `level_then` is None for who was not placed 90 days ago."""

    student_id: UUID
    student_name: str
    course_id: UUID
    course_name: str
    level_then: int | None
    level: int
    weeks_at_level: int
    movement: Movement


def progress_rows(db: Session, scope: ReportScope) -> Iterator[Progress]:
    """By student and course, streamed: a franchise has many."""
    stands, level = SubjectAssessment, GradeLevel.level
    then, changed = _level_then(scope), _last_change()
    found = (
        sa.select(
            stands.student_id,
            AppUser.name,
            stands.course_id,
            Course.name,
            then.c.new_value,
            level,
            sa.func.coalesce(changed.c.created_at, stands.created_at),
        )
        .join(AppUser, AppUser.id == stands.student_id)
        .join(Course, Course.id == stands.course_id)
        .join(GradeLevel, GradeLevel.id == stands.grade_level_id)
        .outerjoin(then, sa.true())
        .outerjoin(changed, sa.true())
        .where(scope.student_rows(stands.centre_id, stands.student_id), AppUser.is_active, *_wanted(scope))
        .order_by(AppUser.name, stands.student_id, Course.name, stands.course_id)
    )
    for student_id, name, course_id, course, before, now, since in streamed(db, found):
        level_then, weeks = None if before is None else int(before), weeks_between(since, scope.now)
        moved = movement(level_then, now, weeks)
        yield Progress(student_id, name, course_id, course, level_then, now, weeks, moved)


def _wanted(scope: ReportScope) -> Iterator[sa.ColumnElement[bool]]:
    stands, wanted, member = SubjectAssessment, scope.wanted, ClassMembership
    if wanted.student_id is not None:
        yield stands.student_id == wanted.student_id
    if wanted.course_id is not None:
        yield stands.course_id == wanted.course_id
    if wanted.cohort_id is not None:
        today = scope.now.astimezone(scope.period.zone).date()
        is_in = sa.or_(member.ends_on.is_(None), member.ends_on >= today)
        members = sa.select(member.student_id).where(member.cohort_id == wanted.cohort_id, is_in)
        yield stands.student_id.in_(members)


def _levels() -> sa.Select[float, object]:
    """The log's lines about the level of a joined standing, newest first."""
    log, stands = AcademicProfileLog, SubjectAssessment
    return (
        sa.select(log.new_value, log.created_at)
        .where(
            log.centre_id == stands.centre_id,
            log.student_id == stands.student_id,
            log.course_id == stands.course_id,
            log.metric == ProfileMetric.LEVEL,
        )
        .order_by(log.created_at.desc(), log.id.desc())
        .limit(1)
        .correlate(stands)
    )


def _level_then(scope: ReportScope) -> LateralFromClause:
    return _levels().where(AcademicProfileLog.created_at <= scope.now - COMPARED_WITH).lateral("level_then")


def _last_change() -> LateralFromClause:
    """When the level became what it is: a line that confirms the same level changes nothing."""
    log = AcademicProfileLog
    differs = sa.or_(log.previous_value.is_(None), log.previous_value != log.new_value)
    return _levels().where(differs).lateral("last_change")


def counts(db: Session, scope: ReportScope, rows: Sequence[Progress]) -> MovementCounts:
    """How many courses of students move which way."""
    return movement_counts([row.movement for row in rows])


def reading(rows: Sequence[Progress], figures: MovementCounts) -> str:
    """How many move, how many stand still."""
    return progress_reading(figures)
