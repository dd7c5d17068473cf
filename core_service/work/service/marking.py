"""What follows once an attempt has its marks, and what an assessor's word does to it (R182, R186, C20)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import ContentUnit, Exercise, Lesson
from core_service.foundation.jobs import schedule
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.sessions.service.log import append_event
from core_service.work.errors import NewerAttemptOpen
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.attempts import newest_attempt
from core_service.work.rules.states import AttemptStatus
from core_service.work.service.places import Place
from shared.events.room import ExerciseGraded
from shared.events.values import AttemptId, ExerciseId, UserId

LOOK_AT_PROGRESS = "assessment.look_at_progress"
"""Promised after each graded attempt; its arguments are `{studentId, courseId}`."""

EXERCISE_DONE = "rewards.exercise_done"
"""Promised after each attempt that was graded with a score; its arguments are `{attemptId}`."""

TELL_MARKS = "notifications.work_marked"
"""Promised where a person has marked what waited for it; its arguments are `{attemptId}`."""


def course_of(db: Session, exercise_id: UUID) -> UUID:
    """The course to which an exercise belongs."""
    return db.scalars(
        sa.select(ContentUnit.course_id)
        .join(Lesson, Lesson.unit_id == ContentUnit.id)
        .join(Exercise, Exercise.lesson_id == Lesson.id)
        .where(Exercise.id == exercise_id)
    ).one()


def promise_after_marks(db: Session, attempt: ExerciseAttempt, course_id: UUID, *, now: datetime) -> None:
    """An attempt was graded: somebody looks at the student's progress, and at the reward for a score."""
    wanted = {"studentId": str(attempt.student_id), "courseId": str(course_id)}
    key = f"{attempt.student_id} {course_id}"
    schedule(db, LOOK_AT_PROGRESS, centre_id=attempt.centre_id, due_at=now, key=key, arguments=wanted)
    if attempt.score is not None:
        arguments = {"attemptId": str(attempt.id)}
        schedule(db, EXERCISE_DONE, centre_id=attempt.centre_id, due_at=now, key=str(attempt.id), arguments=arguments)


def grade_by_hand(
    db: Session,
    *,
    attempt: ExerciseAttempt,
    place: Place,
    score: float,
    answers: Sequence[dict[str, Any]],
    feedback: str | None,
    now: datetime,
) -> int | None:
    """An assessor's marks: the held attempt becomes GRADED (C20). The event's `seq`, None unless its session runs."""
    attempt.status, attempt.score, attempt.graded_at = AttemptStatus.GRADED, score, now
    attempt.answers, attempt.feedback, attempt.auto_graded = list(answers), feedback, False
    db.flush()
    promise_after_marks(db, attempt, course_of(db, attempt.exercise_id), now=now)
    told = {"attemptId": str(attempt.id)}
    schedule(db, TELL_MARKS, centre_id=attempt.centre_id, due_at=now, key=str(attempt.id), arguments=told)
    if place.session is None or place.session.status is not SessionStatus.IN_PROGRESS:
        return None
    return tell_of_marks(db, place.session, attempt, now=now)


def tell_of_marks(db: Session, session: TutoringSession, attempt: ExerciseAttempt, *, now: datetime) -> int:
    """Tells a locked session's room that an attempt is GRADED, with its score or without; the event's `seq`."""
    member = UserId(str(attempt.student_id))
    event = ExerciseGraded(
        student_id=member,
        attempt_id=AttemptId(str(attempt.id)),
        exercise_id=ExerciseId(str(attempt.exercise_id)),
        status=attempt.status,
        score=attempt.score,
        max_score=attempt.max_score,
    )
    return append_event(db, session, (member,), event, now=now)


def give_back(db: Session, *, attempt: ExerciseAttempt, feedback: str) -> None:
    """The same attempt is open again, with its answers as the draft and the assessor's words (R186).

    It has no time limit any more. Raises NewerAttemptOpen where the student is at another attempt meanwhile.
    """
    newest = newest_attempt(db, attempt.student_id, attempt.exercise_id, attempt.centre_id)
    if newest is not None and newest.id != attempt.id and newest.status is AttemptStatus.IN_PROGRESS:
        raise NewerAttemptOpen
    attempt.status, attempt.feedback = AttemptStatus.IN_PROGRESS, feedback
    attempt.score = attempt.submitted_at = attempt.graded_at = attempt.deadline_at = None
    attempt.auto_graded = False
    attempt.answers = [_draft(each) for each in attempt.answers if each.get("answer") is not None]
    attempt.draft_revision += 1
    db.flush()


def _draft(answer: dict[str, Any]) -> dict[str, Any]:
    return {"questionIndex": answer["questionIndex"], "answer": answer["answer"]}
