"""Reads of rubrics: a centre's own wins over the franchise's (R187, C55)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.assessment.rules.scoring import Criterion
from core_service.catalogue.models import AssessmentRubric, ContentUnit, Course, Exercise, GradeLevel, Lesson
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, in_order


@dataclass(frozen=True, slots=True)
class RubricView:
    """A rubric with the names of its course and level."""

    rubric: AssessmentRubric
    course_name: str
    level: GradeLevel


@dataclass(frozen=True, slots=True)
class RubricFilter:
    """Which rubrics are wanted."""

    course_id: UUID | None = None
    level: int | None = None
    exercise_type: ExerciseType | None = None
    include_inactive: bool = False


def _rubrics() -> sa.Select[AssessmentRubric, str, GradeLevel]:
    return (
        sa.select(AssessmentRubric, Course.name, GradeLevel)
        .join(Course, Course.id == AssessmentRubric.course_id)
        .join(GradeLevel, GradeLevel.id == AssessmentRubric.grade_level_id)
    )


def rubric_by_id(db: Session, rubric_id: UUID) -> RubricView:
    """Raises NotFound."""
    row = db.execute(_rubrics().where(AssessmentRubric.id == rubric_id)).one_or_none()
    if row is None:
        raise NotFound("rubric")
    return RubricView(*row)


def rubrics(db: Session, wanted: RubricFilter, *, cursor: Cursor | None, limit: int) -> Sequence[RubricView]:
    """`limit` + 1 rubrics of the actor's centres and the franchise, oldest first."""
    found = in_order(_rubrics(), (AssessmentRubric.created_at, AssessmentRubric.id), cursor, limit)
    if wanted.course_id is not None:
        found = found.where(AssessmentRubric.course_id == wanted.course_id)
    if wanted.level is not None:
        found = found.where(GradeLevel.level == wanted.level)
    if wanted.exercise_type is not None:
        found = found.where(AssessmentRubric.exercise_type == wanted.exercise_type)
    if not wanted.include_inactive:
        found = found.where(AssessmentRubric.is_active)
    return [RubricView(*row) for row in db.execute(found)]


def rubric_for(db: Session, *, centre_id: UUID, exercise_id: UUID) -> AssessmentRubric | None:
    """The active rubric by which a centre marks an exercise; its own wins (C55)."""
    found = (
        sa.select(AssessmentRubric)
        .join(ContentUnit, ContentUnit.course_id == AssessmentRubric.course_id)
        .join(Lesson, Lesson.unit_id == ContentUnit.id)
        .join(Exercise, Exercise.lesson_id == Lesson.id)
        .where(
            Exercise.id == exercise_id,
            AssessmentRubric.grade_level_id == ContentUnit.grade_level_id,
            AssessmentRubric.exercise_type == Exercise.exercise_type,
            AssessmentRubric.centre_id.in_((centre_id, FRANCHISE_ID)),
            AssessmentRubric.is_active,
        )
        .order_by((AssessmentRubric.centre_id == FRANCHISE_ID).asc())
    )
    return db.scalar(found.limit(1))


def criteria_of(rubric: AssessmentRubric | None) -> tuple[Criterion, ...]:
    """What is scored by it; nothing without a rubric."""
    return tuple(Criterion(each["name"], each["maxPoints"]) for each in (rubric.criteria if rubric else ()))
