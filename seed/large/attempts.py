"""A million attempts: what students of a crowd did in the exercises at and below their levels."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import ContentUnit, Exercise, GradeLevel, Lesson
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.db import FRANCHISE_ID
from core_service.work.rules.states import AttemptStatus
from seed.large.population import CrowdCentre, Person

_LEVELS_BACK = 2
_ALL_RIGHT, _HALF_RIGHT = 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an attempt at an exercise looks like when all of it is right, and when half of it is."""

    exercise_id: UUID
    max_score: int
    status: AttemptStatus
    answers: Mapping[float, list[dict[str, Any]]]


SheetsByLevel = Mapping[tuple[UUID, int], Sequence[Sheet]]


def sheets_by_level(db: Session) -> SheetsByLevel:
    """Every exercise of the franchise, by course and level, in the order of the sequence."""
    rows = db.execute(
        sa.select(ContentUnit.course_id, GradeLevel.level, Exercise)
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .where(Exercise.centre_id == FRANCHISE_ID)
        .order_by(ContentUnit.sequence_order, Lesson.sequence_order, Exercise.sequence_order)
    )
    sheets: defaultdict[tuple[UUID, int], list[Sheet]] = defaultdict(list)
    for course_id, level, exercise in rows:
        sheets[course_id, level].append(_sheet(exercise))
    return sheets


def attempt_rows(
    centre: CrowdCentre, sheets: SheetsByLevel, *, per_student: int, now: datetime
) -> Iterator[dict[str, Any]]:
    """`per_student` attempts of each student over the last year, two of three mastered."""
    random = Random(centre.slug)
    for student in centre.students:
        choices = [sheet for course_id, level in student.levels.items() for sheet in _within(sheets, course_id, level)]
        for number in range(per_student):
            started_at = now - timedelta(days=365 - 365 * number / per_student, minutes=random.randint(0, 600))
            yield _attempt_row(student, random.choice(choices), started_at, random)


def _within(sheets: SheetsByLevel, course_id: UUID, level: int) -> Iterator[Sheet]:
    for each in range(max(1, level - _LEVELS_BACK), level + 1):
        yield from sheets[course_id, each]


def _sheet(exercise: Exercise) -> Sheet:
    status = AttemptStatus.AUTO_GRADED
    if not exercise.is_auto_gradable:
        on_paper = exercise.exercise_type is ExerciseType.WORKSHEET
        status = AttemptStatus.SUBMITTED if on_paper else AttemptStatus.GRADED
    expected = [each["answer"] for each in exercise.expected_answers or []]
    all_right = [_answer(index, answer, is_right=True) for index, answer in enumerate(expected)]
    half_right = [_answer(index, answer, is_right=index % 2 == 0) for index, answer in enumerate(expected)]
    return Sheet(exercise.id, exercise.max_score, status, {_ALL_RIGHT: all_right, _HALF_RIGHT: half_right})


def _answer(index: int, answer: object, *, is_right: bool) -> dict[str, Any]:
    given = answer if is_right else None
    return {"questionIndex": index, "answer": given, "isCorrect": is_right, "score": float(is_right)}


def _attempt_row(student: Person, sheet: Sheet, started_at: datetime, random: Random) -> dict[str, Any]:
    part = random.choice((_ALL_RIGHT, _ALL_RIGHT, _HALF_RIGHT))
    submitted_at = started_at + timedelta(minutes=random.randint(2, 20))
    is_graded = sheet.status is not AttemptStatus.SUBMITTED
    return {
        "centre_id": student.centre_id,
        "content_centre_id": FRANCHISE_ID,
        "student_id": student.id,
        "exercise_id": sheet.exercise_id,
        "answers": sheet.answers[part],
        "score": sheet.max_score * part if is_graded else None,
        "max_score": sheet.max_score,
        "status": sheet.status,
        "started_at": started_at,
        "submitted_at": submitted_at,
        "graded_at": submitted_at if is_graded else None,
        "auto_graded": sheet.status is AttemptStatus.AUTO_GRADED,
        "created_at": started_at,
        "updated_at": submitted_at,
    }
