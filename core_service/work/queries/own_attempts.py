"""A student's own attempts as a list: what was handed in, marked or given back, newest news first (UI 15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.catalogue.models import ContentUnit, Course, Exercise, ExerciseRevision, Lesson
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.paging import Cursor, newest_first
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.begun import begun_with, title_begun, type_begun
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import AWAITING_STATES, GRADED_STATES


@dataclass(frozen=True, slots=True)
class OwnWork:
    """Which of the own attempts a list shows; what is None is not asked for."""

    course_id: UUID | None = None
    status: AttemptStatus | None = None
    is_returned: bool | None = None
    is_handed_in: bool | None = None


@dataclass(frozen=True, slots=True)
class OwnAttempt:
    """An attempt with names; marks and words only once it is graded or given back, answers never."""

    attempt: ExerciseAttempt
    exercise_title: str
    exercise_type: ExerciseType
    unit_title: str
    course_id: UUID
    course_name: str
    news_at: datetime

    @property
    def is_graded(self) -> bool:
        """Marked by the core or by a person."""
        return self.attempt.status in GRADED_STATES

    @property
    def is_returned(self) -> bool:
        """An assessor gave it back: it is open again, with their words."""
        return self.attempt.is_returned

    @property
    def score(self) -> float | None:
        """None until all of it is marked."""
        return self.attempt.score if self.is_graded else None

    @property
    def feedback(self) -> str | None:
        """The assessor's words."""
        return self.attempt.feedback if self.is_graded or self.is_returned else None

    @property
    def questions_to_revisit(self) -> Sequence[int]:
        """Indexes of those that were not right; empty until it is graded."""
        answers: Sequence[dict[str, Any]] = self.attempt.answers if self.is_graded else []
        return [each["questionIndex"] for each in answers if each.get("isCorrect") is False]


def own_attempts(
    db: Session, actor: Actor, wanted: OwnWork, *, cursor: Cursor | None, limit: int
) -> Sequence[OwnAttempt]:
    """`limit` + 1 of the actor's attempts, in one statement."""
    attempt = ExerciseAttempt
    news_at = sa.case(
        (attempt.is_returned, attempt.updated_at),
        else_=sa.func.coalesce(attempt.graded_at, attempt.submitted_at, attempt.started_at),
    )
    found = (
        sa.select(attempt, title_begun(), type_begun(), ContentUnit.title, Course.id, Course.name, news_at)
        .join(Exercise, Exercise.id == attempt.exercise_id)
        .outerjoin(ExerciseRevision, begun_with())
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(Course, Course.id == ContentUnit.course_id)
        .where(attempt.student_id == actor.user_id, *_conditions(wanted))
    )
    return [OwnAttempt(*row) for row in db.execute(newest_first(found, (news_at, attempt.id), cursor, limit))]


def _conditions(wanted: OwnWork) -> Sequence[sa.ColumnElement[bool]]:
    attempt = ExerciseAttempt
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.course_id is not None:
        conditions.append(Course.id == wanted.course_id)
    if wanted.status is not None:
        conditions.append(attempt.status == wanted.status)
    if wanted.is_returned is not None:
        conditions.append(attempt.is_returned.is_(wanted.is_returned))
    if wanted.is_handed_in is not None:
        is_handed_in = attempt.status.in_(GRADED_STATES | AWAITING_STATES)
        conditions.append(is_handed_in if wanted.is_handed_in else sa.not_(is_handed_in))
    return conditions
