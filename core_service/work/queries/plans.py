"""Courses as the decisions about next content see them: their levels, with lessons and exercises in their order."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any  # rows of statements that take further columns

import sqlalchemy as sa

from core_service.catalogue.models import ContentUnit, Exercise, GradeLevel, Lesson
from core_service.work.rules.plans import LevelPlan, PlannedExercise, PlannedLesson

LESSON_COLUMNS = (
    Lesson.id.label("lesson_id"),
    Lesson.title.label("lesson_title"),
    Lesson.content_type,
    Lesson.estimated_mins,
    ContentUnit.id.label("unit_id"),
    ContentUnit.title.label("unit_title"),
)
EXERCISE_COLUMNS = (Exercise.id, Exercise.title, Exercise.is_auto_gradable)


def content_in_order(*more: sa.SQLColumnExpression[Any]) -> sa.Select[*tuple[Any, ...]]:
    """What is taught, course by course and level by level, as `plans_of` reads it, with further columns if wanted.

    A row per exercise in use, or one for a lesson that has none.
    """
    return (
        sa.select(ContentUnit.course_id, GradeLevel.level, GradeLevel.label, *LESSON_COLUMNS, *EXERCISE_COLUMNS, *more)
        .join(ContentUnit, ContentUnit.grade_level_id == GradeLevel.id)
        .join(Lesson, Lesson.unit_id == ContentUnit.id)
        .outerjoin(Exercise, sa.and_(Exercise.lesson_id == Lesson.id, Exercise.is_active))
        .where(ContentUnit.is_active, Lesson.is_active)
        .order_by(
            ContentUnit.course_id,
            GradeLevel.level,
            ContentUnit.sequence_order,
            Lesson.sequence_order,
            Lesson.id,
            Exercise.sequence_order,
        )
    )


def plans_of(rows: Iterable[Any]) -> tuple[LevelPlan, ...]:
    """One course's rows as its levels, from the lowest."""
    return tuple(
        LevelPlan(level, label, tuple(_lessons(of_level)))
        for (level, label), of_level in groupby(rows, key=lambda row: (row.level, row.label))
    )


def _lessons(rows: Iterable[Any]) -> Iterable[PlannedLesson]:
    for _, of_lesson in groupby(rows, key=lambda row: row.lesson_id):
        yield planned_lesson(list(of_lesson))


def planned_lesson(rows: Sequence[Any]) -> PlannedLesson:
    """One lesson's rows, of LESSON_COLUMNS and EXERCISE_COLUMNS."""
    first = rows[0]
    return PlannedLesson(
        id=first.lesson_id,
        title=first.lesson_title,
        content_type=first.content_type,
        unit_id=first.unit_id,
        unit_title=first.unit_title,
        estimated_mins=first.estimated_mins,
        exercises=tuple(PlannedExercise(row.id, row.title, row.is_auto_gradable) for row in rows if row.id is not None),
    )
