"""The tree of content: courses, their levels, units and lessons, as lists and as the outline of one level."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.catalogue.models import ContentUnit, Course, Exercise, GradeLevel, Lesson
from core_service.catalogue.queries.content import READS_ANSWERS
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, in_order


@dataclass(frozen=True, slots=True)
class CourseFilter:
    """Which courses are wanted; only staff see those out of use."""

    words: str | None = None
    include_inactive: bool = False


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """Which units are wanted."""

    course_id: UUID | None = None
    level: int | None = None
    words: str | None = None
    include_inactive: bool = False


@dataclass(frozen=True, slots=True)
class LessonFilter:
    """Which lessons are wanted."""

    unit_id: UUID | None = None
    course_id: UUID | None = None
    level: int | None = None
    words: str | None = None
    include_inactive: bool = False


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit with its level."""

    unit: ContentUnit
    level: GradeLevel


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson without what it says, as lists show it."""

    lesson: Lesson
    unit_title: str
    course_id: UUID
    level: int


@dataclass(frozen=True, slots=True)
class LevelOfCourse:
    """How much of a course there is at a level."""

    level: int
    label: str
    unit_count: int
    exercise_count: int


@dataclass(frozen=True, slots=True)
class OutlineExercise:
    """An exercise in the tree."""

    id: UUID
    title: str
    exercise_type: ExerciseType
    difficulty: int
    question_count: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class OutlineLesson:
    """A lesson in the tree."""

    lesson: Lesson
    exercises: Sequence[OutlineExercise]


@dataclass(frozen=True, slots=True)
class OutlineUnit:
    """A unit in the tree."""

    unit: ContentUnit
    lessons: Sequence[OutlineLesson]


def courses(db: Session, actor: Actor, wanted: CourseFilter, *, cursor: Cursor | None, limit: int) -> Sequence[Course]:
    """`limit` + 1 courses of the actor's centres and the franchise, oldest first."""
    found = in_order(sa.select(Course), (Course.created_at, Course.id), cursor, limit)
    if not (wanted.include_inactive and actor.centres_with(*READS_ANSWERS)):
        found = found.where(Course.is_active)
    if wanted.words:
        found = found.where(Course.name.icontains(wanted.words, autoescape=True))
    return db.scalars(found).all()


def course_by_id(db: Session, actor: Actor, course_id: UUID) -> Course:
    """Raises NotFound; one that is out of use is there for staff alone."""
    course = db.get(Course, course_id)
    if course is None or not (course.is_active or actor.centres_with(*READS_ANSWERS)):
        raise NotFound("course")
    return course


def grade_levels(db: Session) -> Sequence[GradeLevel]:
    """The whole scale, which is short (R047), from the lowest."""
    return db.scalars(sa.select(GradeLevel).order_by(GradeLevel.level)).all()


def levels_of(db: Session, course_id: UUID) -> Sequence[LevelOfCourse]:
    """Every level of the scale with what the course has there, in one statement."""
    in_course = sa.and_(ContentUnit.grade_level_id == GradeLevel.id, ContentUnit.course_id == course_id)
    rows = db.execute(
        sa.select(
            GradeLevel.level,
            GradeLevel.label,
            sa.func.count(ContentUnit.id.distinct()),
            sa.func.count(Exercise.id),
        )
        .outerjoin(ContentUnit, in_course)
        .outerjoin(Lesson, Lesson.unit_id == ContentUnit.id)
        .outerjoin(Exercise, Exercise.lesson_id == Lesson.id)
        .group_by(GradeLevel.id)
        .order_by(GradeLevel.level)
    )
    return [LevelOfCourse(*row) for row in rows]


def unit_by_id(db: Session, unit_id: UUID) -> UnitView:
    """Raises NotFound."""
    found = db.execute(_units().where(ContentUnit.id == unit_id)).one_or_none()
    if found is None:
        raise NotFound("unit")
    return UnitView(*found)


def lesson_by_id(db: Session, lesson_id: UUID) -> Lesson:
    """Raises NotFound."""
    lesson = db.get(Lesson, lesson_id)
    if lesson is None:
        raise NotFound("lesson")
    return lesson


def _units() -> sa.Select[ContentUnit, GradeLevel]:
    return sa.select(ContentUnit, GradeLevel).join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)


def units(db: Session, wanted: UnitFilter, *, cursor: Cursor | None, limit: int) -> Sequence[UnitView]:
    """`limit` + 1 units, oldest first."""
    found = in_order(_units(), (ContentUnit.created_at, ContentUnit.id), cursor, limit)
    if wanted.course_id is not None:
        found = found.where(ContentUnit.course_id == wanted.course_id)
    if wanted.level is not None:
        found = found.where(GradeLevel.level == wanted.level)
    if wanted.words:
        found = found.where(ContentUnit.title.icontains(wanted.words, autoescape=True))
    if not wanted.include_inactive:
        found = found.where(ContentUnit.is_active)
    return [UnitView(*row) for row in db.execute(found)]


def lessons(db: Session, wanted: LessonFilter, *, cursor: Cursor | None, limit: int) -> Sequence[LessonRow]:
    """`limit` + 1 lessons, oldest first."""
    found = (
        sa.select(Lesson, ContentUnit.title, ContentUnit.course_id, GradeLevel.level)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
    )
    for column, value in (
        (Lesson.unit_id, wanted.unit_id),
        (ContentUnit.course_id, wanted.course_id),
        (GradeLevel.level, wanted.level),
    ):
        if value is not None:
            found = found.where(column == value)
    if wanted.words:
        found = found.where(Lesson.title.icontains(wanted.words, autoescape=True))
    if not wanted.include_inactive:
        found = found.where(Lesson.is_active)
    page = in_order(found, (Lesson.created_at, Lesson.id), cursor, limit)
    return [LessonRow(*row) for row in db.execute(page)]


def outline_of(db: Session, course_id: UUID, *, level: int, include_inactive: bool) -> Sequence[OutlineUnit]:
    """A course's content at one level in the order in which it is taught, in one statement."""
    in_use = (Exercise.is_active, Lesson.is_active, ContentUnit.is_active)
    exercise_is_shown, lesson_is_shown, unit_is_shown = (sa.true(),) * 3 if include_inactive else in_use
    rows = db.execute(
        sa.select(
            ContentUnit,
            Lesson,
            Exercise.id,
            Exercise.title,
            Exercise.exercise_type,
            Exercise.difficulty,
            sa.func.coalesce(sa.func.jsonb_array_length(Exercise.questions), 0),
            Exercise.is_active,
        )
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .outerjoin(Lesson, sa.and_(Lesson.unit_id == ContentUnit.id, lesson_is_shown))
        .outerjoin(Exercise, sa.and_(Exercise.lesson_id == Lesson.id, exercise_is_shown))
        .where(ContentUnit.course_id == course_id, GradeLevel.level == level, unit_is_shown)
        .order_by(ContentUnit.sequence_order, ContentUnit.id, Lesson.sequence_order, Lesson.id, Exercise.sequence_order)
    )
    by_unit = groupby(rows, key=lambda row: row[0])
    return [OutlineUnit(unit, _outline_lessons(list(of_unit))) for unit, of_unit in by_unit]


def _outline_lessons(rows: Sequence[Any]) -> list[OutlineLesson]:
    by_lesson = groupby((row for row in rows if row[1] is not None), key=lambda row: row[1])
    return [
        OutlineLesson(lesson, [OutlineExercise(*row[2:]) for row in of_lesson if row[2] is not None])
        for lesson, of_lesson in by_lesson
    ]
