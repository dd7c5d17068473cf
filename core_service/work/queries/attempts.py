"""Reads of attempts, as their student or staff may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.catalogue.models import KeptContent
from core_service.catalogue.queries import ExerciseView, content_as_begun, stored_exercise, view_of
from core_service.foundation.errors import NotFound
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.relations import demand_view
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import GRADED_STATES


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What a student may learn of one question once it is graded."""

    question_index: int
    explanation: str | None


@dataclass(frozen=True, slots=True)
class AttemptView:
    """An attempt; explanations only once it is graded (R073)."""

    attempt: ExerciseAttempt
    explanation: str | None
    question_results: Sequence[QuestionResult]
    exercise: ExerciseView | None = None


def attempt_by_id(db: Session, actor: Actor, attempt_id: UUID) -> ExerciseAttempt:
    """The student's own, or one of a student whose work the actor may look at. Raises NotFound, RelationMissing."""
    attempt = db.get(ExerciseAttempt, attempt_id)
    if attempt is None:
        raise NotFound("attempt")
    demand_view(db, actor, student_id=attempt.student_id, centre_id=attempt.centre_id)
    return attempt


def attempt_view(db: Session, attempt: ExerciseAttempt) -> AttemptView:
    """The attempt with what its state allows to be shown."""
    return _view(attempt, content_of(db, attempt), None)


def attempt_with_exercise(db: Session, actor: Actor, attempt: ExerciseAttempt) -> AttemptView:
    """The same with the exercise, whose answers only staff receive."""
    content = content_of(db, attempt)
    return _view(attempt, content, view_of(db, actor, stored_exercise(db, attempt.exercise_id), content))


def content_of(db: Session, attempt: ExerciseAttempt) -> KeptContent:
    """The exercise as it was when the attempt was begun."""
    return content_as_begun(db, attempt.exercise_id, attempt.exercise_revision)


def _view(attempt: ExerciseAttempt, exercise: KeptContent, shown: ExerciseView | None) -> AttemptView:
    if attempt.status not in GRADED_STATES:
        return AttemptView(attempt, None, [], shown)
    expected: Sequence[dict[str, Any]] = exercise.expected_answers or []
    results = [QuestionResult(index, each.get("explanation")) for index, each in enumerate(expected)]
    return AttemptView(attempt, exercise.explanation, results, shown)


def newest_attempt(db: Session, student_id: UUID, exercise_id: UUID, centre_id: UUID | None) -> ExerciseAttempt | None:
    """The open attempt if there is one, else the newest; fresh from the database; None if it was never started."""
    found = sa.select(ExerciseAttempt).where(
        ExerciseAttempt.student_id == student_id, ExerciseAttempt.exercise_id == exercise_id
    )
    if centre_id is not None:
        found = found.where(ExerciseAttempt.centre_id == centre_id)
    is_open = ExerciseAttempt.status == AttemptStatus.IN_PROGRESS
    newest = found.order_by(is_open.desc(), ExerciseAttempt.started_at.desc(), ExerciseAttempt.id.desc()).limit(1)
    return db.scalar(newest.execution_options(populate_existing=True))


def has_gone_on(db: Session, attempt: ExerciseAttempt) -> bool:
    """Whether the student has handed in another exercise after this attempt."""
    others = sa.exists().where(
        ExerciseAttempt.centre_id == attempt.centre_id,
        ExerciseAttempt.student_id == attempt.student_id,
        ExerciseAttempt.exercise_id != attempt.exercise_id,
        ExerciseAttempt.submitted_at > attempt.submitted_at,
    )
    return bool(db.scalar(sa.select(others)))


def open_attempt_of(db: Session, enrollment_ids: Sequence[UUID]) -> ExerciseAttempt | None:
    """The attempt that a student works on in a session: the newest open one of these enrolments."""
    return db.scalar(
        sa.select(ExerciseAttempt)
        .where(
            ExerciseAttempt.session_enrollment_id.in_(enrollment_ids),
            ExerciseAttempt.status == AttemptStatus.IN_PROGRESS,
        )
        .order_by(ExerciseAttempt.started_at.desc())
        .limit(1)
    )
