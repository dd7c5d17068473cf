"""A small course of the franchise: two levels, units with a reading and exercises of every type."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import ContentUnit, Course, Exercise, GradeLevel, Lesson
from core_service.catalogue.rules import OBJECTIVE_TYPES, ContentType, ExerciseType
from core_service.foundation.db import FRANCHISE_ID
from core_service.learners.models import SubjectAssessment
from shared.ids import new_id
from tests.factories.people import TestCentre, TestPerson

QUESTIONS: dict[ExerciseType, tuple[dict[str, Any], dict[str, Any], Any]] = {
    ExerciseType.MULTIPLE_CHOICE: (
        {"question": "2 + 2?", "type": "MULTIPLE_CHOICE", "options": ["3", "4", "5"]},
        {"answer": "4"},
        "3",
    ),
    ExerciseType.FILL_IN_BLANK: (
        {"question": "A ___ barks.", "type": "FILL_IN_BLANK"},
        {"answer": "dog", "acceptableVariants": ["hound"]},
        "cat",
    ),
    ExerciseType.NUMERICAL: ({"question": "10 / 4", "type": "NUMERICAL"}, {"answer": 2.5}, 3),
    ExerciseType.MATCHING: (
        {"question": "Match.", "type": "MATCHING", "left": ["cat", "dog"], "options": ["puppy", "kitten"]},
        {"answer": {"cat": "kitten", "dog": "puppy"}},
        {"cat": "puppy", "dog": "kitten"},
    ),
    ExerciseType.SHORT_ANSWER: (
        {"question": "Why?", "type": "SHORT_ANSWER"},
        {"answer": "Because."},
        "No idea.",
    ),
    ExerciseType.LONG_ANSWER: ({"question": "Tell.", "type": "LONG_ANSWER"}, {"answer": "A story."}, "Short."),
    ExerciseType.WORKSHEET: ({"question": "Draw it.", "type": "WORKSHEET"}, {"answer": "A drawing."}, None),
}
"""Per type: a question, its expected answer, and a wrong answer."""


@dataclass(slots=True)
class TestCourse:
    """A course's ids; `exercises[level]` in the order of the sequence."""

    __test__ = False

    id: UUID
    centre_id: UUID
    levels: dict[int, UUID] = field(default_factory=dict)
    lessons: dict[int, list[UUID]] = field(default_factory=dict)
    exercises: dict[int, list[UUID]] = field(default_factory=dict)


def level(db: Session, number: int) -> UUID:
    """The grade level, made when it is first needed."""
    found = db.scalar(sa.select(GradeLevel.id).where(GradeLevel.level == number))
    if found is None:
        row = GradeLevel(id=new_id(), centre_id=FRANCHISE_ID, level=number, label=f"Class {number}")
        db.add(row)
        db.flush()
        found = row.id
    return found


def course(
    db: Session,
    *,
    levels: tuple[int, ...] = (4, 5),
    units: int = 1,
    kinds: tuple[ExerciseType, ...] = (ExerciseType.MULTIPLE_CHOICE, ExerciseType.NUMERICAL),
    centre_id: UUID = FRANCHISE_ID,
    readings: bool = False,
) -> TestCourse:
    """A course whose every unit has a lesson with one exercise per kind, after a reading if wanted."""
    row = Course(id=new_id(), centre_id=centre_id, name="Mathematics", slug=secrets.token_hex(8), subject_area="maths")
    db.add(row)
    db.flush()
    made = TestCourse(row.id, centre_id)
    for number in levels:
        made.levels[number] = level(db, number)
        made.lessons[number], made.exercises[number] = [], []
        for order in range(1, units + 1):
            _unit(db, made, number, order, kinds, readings)
    return made


def _unit(
    db: Session, made: TestCourse, number: int, order: int, kinds: tuple[ExerciseType, ...], readings: bool
) -> None:
    unit = ContentUnit(
        id=new_id(),
        centre_id=made.centre_id,
        course_id=made.id,
        grade_level_id=made.levels[number],
        sequence_order=order,
        title=f"Unit {order}",
    )
    db.add(unit)
    db.flush()
    if readings:
        made.lessons[number].append(lesson(db, unit, 1, ContentType.READING))
    practice = lesson(db, unit, 2, ContentType.EXERCISE)
    made.lessons[number].append(practice)
    for index, kind in enumerate(kinds, start=1):
        made.exercises[number].append(exercise(db, made.centre_id, practice, index, kind))


def lesson(db: Session, unit: ContentUnit, order: int, kind: ContentType) -> UUID:
    """A lesson of the unit."""
    row = Lesson(
        id=new_id(),
        centre_id=unit.centre_id,
        unit_id=unit.id,
        sequence_order=order,
        title=f"{kind.value.title()} {unit.sequence_order}.{order}",
        content_type=kind,
        content={"blocks": [{"kind": "paragraph", "text": "Read this."}]},
        estimated_mins=5,
    )
    db.add(row)
    db.flush()
    return row.id


def exercise(
    db: Session,
    centre_id: UUID,
    lesson_id: UUID,
    order: int,
    kind: ExerciseType,
    *,
    time_limit: int | None = None,
) -> UUID:
    """An exercise of two questions of one type."""
    question, expected, _ = QUESTIONS[kind]
    row = Exercise(
        id=new_id(),
        centre_id=centre_id,
        lesson_id=lesson_id,
        sequence_order=order,
        exercise_type=kind,
        title=f"{kind.value.replace('_', ' ').title()} {order}",
        instructions="Answer.",
        questions=[question, question],
        expected_answers=[expected, expected],
        explanation="SECRET explanation",
        max_score=10,
        time_limit=time_limit,
        difficulty=2,
        is_auto_gradable=kind in OBJECTIVE_TYPES,
    )
    db.add(row)
    db.flush()
    return row.id


def right_answers(kind: ExerciseType) -> list[dict[str, Any]]:
    """What earns full marks in an exercise of `exercise()`."""
    return [{"questionIndex": index, "answer": QUESTIONS[kind][1]["answer"]} for index in (0, 1)]


def wrong_answers(kind: ExerciseType) -> list[dict[str, Any]]:
    """What earns nothing."""
    return [{"questionIndex": index, "answer": QUESTIONS[kind][2]} for index in (0, 1)]


def place_at(
    db: Session, where: TestCentre, student: TestPerson, made: TestCourse, number: int, *, by: TestPerson, now: datetime
) -> None:
    """Sets a student's level in a course."""
    db.add(
        SubjectAssessment(
            centre_id=where.id,
            content_centre_id=made.centre_id,
            student_id=student.id,
            course_id=made.id,
            grade_level_id=made.levels[number],
            last_assessed_at=now,
            assessed_by_id=by.id,
        )
    )
    db.flush()
