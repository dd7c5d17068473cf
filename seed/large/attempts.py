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

from core_service.assessment.models import AssessmentReview
from core_service.assessment.rules.states import AssessmentStatus
from core_service.catalogue.models import ContentUnit, Exercise, GradeLevel, Lesson as CatalogueLesson
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.db import FRANCHISE_ID
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus
from seed.copying import copy_rows
from seed.large.lessons import Lesson
from seed.large.population import CrowdCentre, Person
from shared.ids import new_id

_LEVELS_BACK = 2
_IN_LESSONS, _WAITS = timedelta(days=30), timedelta(days=8)
_ALL_RIGHT, _HALF_RIGHT = 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an attempt at an exercise looks like when all of it is right, and when half of it is."""

    exercise_id: UUID
    lesson_id: UUID
    max_score: int
    status: AttemptStatus
    answers: Mapping[float, list[dict[str, Any]]]


SheetsByLevel = Mapping[tuple[UUID, int], Sequence[Sheet]]


def sheets_by_level(db: Session) -> SheetsByLevel:
    """Every exercise of the franchise, by course and level, in the order of the sequence."""
    rows = db.execute(
        sa.select(ContentUnit.course_id, GradeLevel.level, Exercise)
        .join(CatalogueLesson, CatalogueLesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == CatalogueLesson.unit_id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .where(Exercise.centre_id == FRANCHISE_ID)
        .order_by(ContentUnit.sequence_order, CatalogueLesson.sequence_order, Exercise.sequence_order)
    )
    sheets: defaultdict[tuple[UUID, int], list[Sheet]] = defaultdict(list)
    for course_id, level, exercise in rows:
        sheets[course_id, level].append(_sheet(exercise))
    return sheets


def write_attempts(
    db: Session,
    centre: CrowdCentre,
    sheets: SheetsByLevel,
    lessons: Sequence[Lesson],
    *,
    per_student: int,
    now: datetime,
) -> None:
    """`per_student` attempts of each student over the last year, two of three mastered; those of the last month in
    the past lessons. What a person marks was marked within three days, but for the last eight days' work.
    """
    random = Random(centre.slug)
    visits = _visits(lessons)
    reviews: list[dict[str, Any]] = []

    def rows() -> Iterator[dict[str, Any]]:
        for student in centre.students:
            taken = student.levels.items()
            choices = [sheet for course_id, level in taken for sheet in _within(sheets, course_id, level)]
            for number in range(per_student):
                started_at = now - timedelta(days=365 - 365 * number / per_student, minutes=random.randint(0, 600))
                row = _attempt_row(student, random.choice(choices), started_at, random)
                if started_at > now - _IN_LESSONS and visits[student.id]:
                    row["session_enrollment_id"] = random.choice(visits[student.id])
                reviews.extend(_review_rows(row, centre, random, now))
                yield row

    copy_rows(db, ExerciseAttempt, rows())
    copy_rows(db, AssessmentReview, reviews)


def _visits(lessons: Sequence[Lesson]) -> Mapping[UUID, Sequence[UUID]]:
    """Enrolments by student."""
    visits: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for lesson in lessons:
        for place in lesson.places:
            visits[place.student.id].append(place.enrollment_id)
    return visits


def _review_rows(
    attempt: dict[str, Any], centre: CrowdCentre, random: Random, now: datetime
) -> Iterator[dict[str, Any]]:
    """None for what the core marks, nor for the newest work: that waits."""
    if attempt["status"] is not AttemptStatus.GRADED:
        return
    if attempt["submitted_at"] > now - _WAITS:
        attempt |= {"status": AttemptStatus.UNDER_REVIEW, "score": None, "graded_at": None}
        return
    attempt["graded_at"] = attempt["submitted_at"] + timedelta(hours=random.randint(1, 70))
    yield {
        "centre_id": centre.id,
        "assessor_id": centre.assessor.id,
        "student_id": attempt["student_id"],
        "exercise_attempt_id": attempt["id"],
        "overall_score": attempt["score"],
        "max_score": attempt["max_score"],
        "status": AssessmentStatus.COMPLETED,
        "reviewed_at": attempt["graded_at"],
    }


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
    return Sheet(
        exercise.id, exercise.lesson_id, exercise.max_score, status, {_ALL_RIGHT: all_right, _HALF_RIGHT: half_right}
    )


def _answer(index: int, answer: object, *, is_right: bool) -> dict[str, Any]:
    given = answer if is_right else None
    return {"questionIndex": index, "answer": given, "isCorrect": is_right, "score": float(is_right)}


def _attempt_row(student: Person, sheet: Sheet, started_at: datetime, random: Random) -> dict[str, Any]:
    part = random.choice((_ALL_RIGHT, _ALL_RIGHT, _HALF_RIGHT))
    submitted_at = started_at + timedelta(minutes=random.randint(2, 20))
    is_graded = sheet.status is not AttemptStatus.SUBMITTED
    return {
        "id": new_id(),
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
