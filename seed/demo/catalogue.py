"""Writes the franchise-wide catalogue from the content files, and changes what the files have changed since."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.audit.service import record
from core_service.catalogue.models import ContentUnit, Course, Exercise, GradeLevel, Lesson
from core_service.catalogue.rules import ContentType, ExerciseType
from core_service.foundation.db import FRANCHISE_ID
from seed.demo.content_files import (
    CourseLevelContent,
    ExerciseContent,
    LessonContent,
    UnitContent,
)
from shared.ids import new_id

COURSES = {
    "english": ("English", "Reading, spelling, grammar and writing."),
    "mathematics": ("Mathematics", "Numbers, shapes, measures and algebra."),
    "science": ("Science", "Living things, materials, forces and the Earth."),
}
"""Slug to name and description; the slug is the content files' course."""

HIGHEST_CLASS = 12
Row = TypeVar("Row", GradeLevel, Course, ContentUnit, Lesson, Exercise)


def write_catalogue(db: Session, contents: list[CourseLevelContent]) -> int:
    """Bring the catalogue to what the files say; returns how many rows were added or changed.

    Needs the franchise in the scope. Rows keep their ids, so that attempts stay attached to their exercises.
    """
    writer = _Writer(db)
    levels = {number: writer.level(number) for number in range(1, HIGHEST_CLASS + 1)}
    courses = {slug: writer.course(slug) for slug in COURSES}
    for content in contents:
        for order, unit in enumerate(content.units, start=1):
            writer.unit(courses[content.course], levels[content.level], order, unit)
    writer.add_new_rows()
    if writer.changes:
        record(
            db,
            None,
            None,
            "CATALOGUE_IMPORT",
            centre_id=FRANCHISE_ID,
            resource_type="Centre",
            resource_id=FRANCHISE_ID,
            details={"rows": writer.changes},
        )
    return writer.changes


class _Writer:
    """Finds each row by its place in the hierarchy; everything that exists is read once, before the first change."""

    def __init__(self, db: Session) -> None:
        self.changes = 0
        self._db = db
        self._new: list[GradeLevel | Course | ContentUnit | Lesson | Exercise] = []
        self._levels = self._existing(GradeLevel, lambda row: row.level)
        self._courses = self._existing(Course, lambda row: row.slug)
        self._units = self._existing(ContentUnit, lambda row: (row.course_id, row.grade_level_id, row.sequence_order))
        self._lessons = self._existing(Lesson, lambda row: (row.unit_id, row.sequence_order))
        self._exercises = self._existing(Exercise, lambda row: (row.lesson_id, row.sequence_order))

    def level(self, number: int) -> GradeLevel:
        """The level of a class at school, 1 to 12."""
        found = self._levels.get(number)
        return self._kept(found or GradeLevel(level=number), {"label": f"Class {number}"})

    def course(self, slug: str) -> Course:
        """One of COURSES, by its slug."""
        name, description = COURSES[slug]
        found = self._courses.get(slug)
        return self._kept(found or Course(slug=slug), {"name": name, "description": description, "subject_area": name})

    def unit(self, course: Course, level: GradeLevel, order: int, unit: UnitContent) -> None:
        """A unit with all below it."""
        found = self._units.get((course.id, level.id, order))
        row = found or ContentUnit(course_id=course.id, grade_level_id=level.id, sequence_order=order)
        self._kept(row, {"title": unit.title, "description": unit.description})
        for place, lesson in enumerate(unit.lessons, start=1):
            self._lesson(row, place, lesson)

    def _lesson(self, unit: ContentUnit, order: int, lesson: LessonContent) -> None:
        row = self._lessons.get((unit.id, order)) or Lesson(unit_id=unit.id, sequence_order=order)
        fields = {
            "title": lesson.title,
            "content_type": ContentType(lesson.content_type),
            "content": {"blocks": lesson.content},
            "estimated_mins": lesson.estimated_mins,
        }
        self._kept(row, fields)
        for place, exercise in enumerate(lesson.exercises, start=1):
            self._exercise(row, place, exercise)

    def _exercise(self, lesson: Lesson, order: int, exercise: ExerciseContent) -> None:
        row = self._exercises.get((lesson.id, order)) or Exercise(lesson_id=lesson.id, sequence_order=order)
        fields = {
            "title": exercise.title,
            "exercise_type": ExerciseType(exercise.exercise_type),
            "instructions": exercise.instructions,
            "questions": exercise.questions,
            "expected_answers": exercise.expected_answers,
            "explanation": exercise.explanation,
            "max_score": exercise.max_score,
            "time_limit": exercise.time_limit_minutes,
            "difficulty": exercise.difficulty,
            "is_auto_gradable": exercise.is_auto_gradable,
        }
        self._kept(row, fields)

    def add_new_rows(self) -> None:
        """Parents before their children."""
        for table in (GradeLevel, Course, ContentUnit, Lesson, Exercise):
            self._db.add_all(row for row in self._new if isinstance(row, table))
            self._db.flush()

    def _existing(self, table: type[Row], key: Callable[[Row], object]) -> dict[object, Row]:
        rows = self._db.scalars(sa.select(table).where(table.centre_id == FRANCHISE_ID))
        return {key(row): row for row in rows}

    def _kept(self, row: Row, fields: Mapping[str, Any]) -> Row:
        """The row with these fields, added if it is new."""
        if row not in self._db:
            row.id, row.centre_id = new_id(), FRANCHISE_ID
            self._new.append(row)
        elif all(getattr(row, name) == value for name, value in fields.items()):
            return row
        for name, value in fields.items():
            setattr(row, name, value)
        self.changes += 1
        return row
