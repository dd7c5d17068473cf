"""What the students have handed in during a session (R122, completion tracker)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import Exercise, ExerciseRevision
from core_service.sessions.models import StudentSessionEnrollment
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.begun import begun_with, question_count_begun, title_begun
from shared.events.values import AttemptStatus


@dataclass(frozen=True, slots=True)
class Result:
    """One exercise that a student has handed in; `score` None until somebody has marked it."""

    student_id: UUID
    attempt_id: UUID
    exercise_id: UUID
    title: str
    status: AttemptStatus
    question_count: int
    score: float | None
    max_score: int
    started_at: datetime
    submitted_at: datetime


def results_of(db: Session, session_id: UUID) -> Sequence[Result]:
    """All students', oldest first, in one statement."""
    place = StudentSessionEnrollment
    rows = db.execute(
        sa.select(
            ExerciseAttempt.student_id,
            ExerciseAttempt.id.label("attempt_id"),
            ExerciseAttempt.exercise_id,
            title_begun().label("title"),
            ExerciseAttempt.status,
            question_count_begun().label("question_count"),
            ExerciseAttempt.score,
            ExerciseAttempt.max_score,
            ExerciseAttempt.started_at,
            sa.func.coalesce(ExerciseAttempt.submitted_at, ExerciseAttempt.graded_at).label("submitted_at"),
        )
        .join(Exercise, Exercise.id == ExerciseAttempt.exercise_id)
        .outerjoin(ExerciseRevision, begun_with())
        .join(place, place.id == ExerciseAttempt.session_enrollment_id)
        .where(
            place.session_id == session_id,
            ExerciseAttempt.status != AttemptStatus.IN_PROGRESS,
            sa.or_(ExerciseAttempt.submitted_at.is_not(None), ExerciseAttempt.graded_at.is_not(None)),
        )
        .order_by("submitted_at", ExerciseAttempt.id)
    )
    return [Result(**row._mapping) for row in rows]
