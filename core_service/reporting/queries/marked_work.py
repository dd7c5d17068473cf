"""Work that came back with marks: right or not yet per question, never the expected answers (R250)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import ContentUnit, Course, Exercise, ExerciseRevision, Lesson
from core_service.foundation.paging import Cursor, newest_first
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.begun import begun_with, question_count_begun, title_begun
from core_service.work.rules.tries import GRADED_STATES


@dataclass(frozen=True, slots=True)
class MarkedQuestion:
    """One question; `is_right` False means not yet, None that it was marked as a whole."""

    index: int
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class MarkedWork:
    """An attempt that is graded."""

    attempt: ExerciseAttempt
    exercise_title: str
    unit_title: str
    course: Course
    questions: Sequence[MarkedQuestion]

    @property
    def marked_at(self) -> datetime:
        """When it came back."""
        return self.attempt.graded_at or self.attempt.submitted_at or self.attempt.started_at

    @property
    def share(self) -> float:
        """The part of the points that it earned, 0 to 1."""
        return (self.attempt.score or 0) / self.attempt.max_score


def marked_work(
    db: Session, student_id: UUID, centre_ids: Collection[UUID], *, cursor: Cursor | None, limit: int
) -> Sequence[MarkedWork]:
    """`limit` + 1 attempts, newest first, in one statement."""
    attempt = ExerciseAttempt
    came_back = sa.func.coalesce(attempt.graded_at, attempt.submitted_at, attempt.started_at)
    found = (
        sa.select(attempt, title_begun(), question_count_begun(), ContentUnit.title, Course)
        .join(Exercise, Exercise.id == attempt.exercise_id)
        .outerjoin(ExerciseRevision, begun_with())
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(Course, Course.id == ContentUnit.course_id)
        .where(
            attempt.student_id == student_id,
            attempt.centre_id.in_(centre_ids),
            attempt.status.in_(GRADED_STATES),
            attempt.score.is_not(None),
        )
    )
    page = newest_first(found, (came_back, attempt.id), cursor, limit)
    return [
        MarkedWork(row, title, unit, course, _questions(row, count))
        for row, title, count, unit, course in db.execute(page)
    ]


def _questions(attempt: ExerciseAttempt, count: int) -> list[MarkedQuestion]:
    """What was left empty is not yet right, if anything was marked by the question."""
    marks = {answer["questionIndex"]: answer.get("isCorrect") for answer in attempt.answers}
    is_by_question = any(mark is not None for mark in marks.values())
    return [MarkedQuestion(index, marks.get(index, False if is_by_question else None)) for index in range(count)]


@dataclass(frozen=True, slots=True)
class Work:
    """An attempt in whatever state, as staff see it in a list."""

    attempt: ExerciseAttempt
    exercise_title: str
    course_id: UUID
    course_name: str


def recent_work(db: Session, student_id: UUID, centre_ids: Collection[UUID], *, limit: int) -> Sequence[Work]:
    """The attempts that were begun last, in one statement."""
    attempt = ExerciseAttempt
    found = (
        sa.select(attempt, title_begun(), Course.id, Course.name)
        .join(Exercise, Exercise.id == attempt.exercise_id)
        .outerjoin(ExerciseRevision, begun_with())
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(Course, Course.id == ContentUnit.course_id)
        .where(attempt.student_id == student_id, attempt.centre_id.in_(centre_ids))
        .order_by(attempt.started_at.desc(), attempt.id.desc())
        .limit(limit)
    )
    return [Work(*row) for row in db.execute(found)]
