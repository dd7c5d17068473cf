"""Which exercises a student has mastered so that it counts: those of a level that is confirmed, or a tutor's choice.

What the sequence serves as a preview of the next level, or before a student is placed, counts once an assessor has
confirmed that level (C34, C40); a level that was reached once stays reached here, though work goes on below it now.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from core_service.catalogue.models import ContentUnit, Course, Exercise, GradeLevel, Lesson
from core_service.learners.models import AcademicProfileLog, SubjectAssessment
from core_service.learners.rules import ProfileMetric
from core_service.work.models import ContentAssignment, ExerciseAttempt
from core_service.work.rules.tries import GRADED_STATES


def has_mastered(db: Session, centre_id: UUID, student_id: UUID, exercise_id: UUID, threshold: float) -> bool:
    """Whether any marked attempt reaches the share of points that counts as mastery, and the exercise counts."""
    found = (
        sa.select(Exercise.id)
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .join(ExerciseAttempt, ExerciseAttempt.exercise_id == Exercise.id)
        .where(Exercise.id == exercise_id, *_is_mastery(centre_id, student_id, threshold))
        .where(_counts(centre_id, student_id))
    )
    return db.scalar(found.limit(1)) is not None


def first_masteries(
    db: Session, centre_id: UUID, student_id: UUID, threshold: float, course_id: UUID | None = None
) -> Sequence[tuple[UUID, int, datetime, UUID, UUID]]:
    """Each exercise that the student has mastered: its id, difficulty, when first, and its course with its centre."""
    attempt = ExerciseAttempt
    first = (
        sa.select(attempt.exercise_id, sa.func.min(attempt.submitted_at).label("at"))
        .where(*_is_mastery(centre_id, student_id, threshold), attempt.submitted_at.is_not(None))
        .group_by(attempt.exercise_id)
        .subquery()
    )
    found = (
        sa.select(Exercise.id, Exercise.difficulty, first.c.at, Course.id, Course.centre_id)
        .join(first, first.c.exercise_id == Exercise.id)
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .join(Course, Course.id == ContentUnit.course_id)
        .where(_counts(centre_id, student_id))
    )
    if course_id is not None:
        found = found.where(Course.id == course_id)
    return [(id, difficulty, at, course, centre) for id, difficulty, at, course, centre in db.execute(found)]


def _is_mastery(centre_id: UUID, student_id: UUID, threshold: float) -> tuple[sa.ColumnElement[bool], ...]:
    attempt = ExerciseAttempt
    return (
        attempt.centre_id == centre_id,
        attempt.student_id == student_id,
        attempt.status.in_(GRADED_STATES),
        attempt.score >= threshold * attempt.max_score,
    )


def _counts(centre_id: UUID, student_id: UUID) -> sa.ColumnElement[bool]:
    """Of the exercise, lesson, unit and level of the row."""
    assigned = sa.exists().where(
        ContentAssignment.centre_id == centre_id,
        ContentAssignment.student_id == student_id,
        sa.or_(ContentAssignment.exercise_id == Exercise.id, ContentAssignment.lesson_id == Lesson.id),
    )
    return sa.or_(GradeLevel.level <= _confirmed_level(centre_id, student_id), assigned)


def _confirmed_level(centre_id: UUID, student_id: UUID) -> sa.ColumnElement[float]:
    """The highest that was ever confirmed in the row's course; null before the student is placed."""
    now, level = SubjectAssessment, aliased(GradeLevel)
    current = (
        sa.select(level.level)
        .join(now, now.grade_level_id == level.id)
        .where(now.centre_id == centre_id, now.student_id == student_id, now.course_id == ContentUnit.course_id)
        .correlate(ContentUnit)
        .scalar_subquery()
    )
    log = AcademicProfileLog
    before = (
        sa.select(sa.func.max(log.new_value))
        .where(
            log.centre_id == centre_id,
            log.student_id == student_id,
            log.course_id == ContentUnit.course_id,
            log.metric == ProfileMetric.LEVEL,
        )
        .correlate(ContentUnit)
        .scalar_subquery()
    )
    return sa.func.greatest(current, before)
