"""Handing an attempt in: graded, told to the room, and done for every assignment that waited for it (R161 to R164)."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.learners.rules import Learner
from core_service.sessions.service.log import append_event
from core_service.work.models import ContentAssignment, ExerciseAttempt
from core_service.work.queries.situation import assigned_in_course, tries_of
from core_service.work.rules.grading import Grade, MarkedAnswer
from core_service.work.service.activities import finish_activity
from core_service.work.service.marking import course_of, promise_after_marks
from core_service.work.service.places import Place
from shared.events.room import ExerciseSubmitted
from shared.events.values import AttemptId, ExerciseId, UserId


def hand_in(
    db: Session,
    actor: Actor | None,
    *,
    attempt: ExerciseAttempt,
    result: Grade,
    place: Place,
    now: datetime,
) -> int | None:
    """Gives a held open attempt this result; `actor` None is the time limit. The event's `seq`, None at home."""
    attempt.answers = [_stored(answer) for answer in result.answers]
    attempt.status, attempt.score, attempt.auto_graded = result.status, result.score, result.is_automatic
    attempt.submitted_at = min(now, attempt.deadline_at or now)
    attempt.graded_at = now if result.is_automatic else None
    db.flush()
    course_id = course_of(db, attempt.exercise_id)
    end_done_assignments(db, attempt, course_id, now=now)
    if result.is_automatic:
        promise_after_marks(db, attempt, course_id, now=now)
    record_row(
        db,
        actor,
        Permission.OWN_WORK,
        "EXERCISE_SUBMIT",
        attempt,
        before={"status": "IN_PROGRESS"},
        after={"status": attempt.status, "score": attempt.score, "maxScore": attempt.max_score},
    )
    return _tell_the_room(db, attempt, place, now=now)


def _tell_the_room(db: Session, attempt: ExerciseAttempt, place: Place, *, now: datetime) -> int | None:
    """The event's `seq`; None for work at home."""
    if place.session is None or place.enrollment is None:
        return None
    finish_activity(db, place.enrollment, attempt, now=now)
    student_id = UserId(str(attempt.student_id))
    event = ExerciseSubmitted(
        student_id=student_id,
        attempt_id=AttemptId(str(attempt.id)),
        exercise_id=ExerciseId(str(attempt.exercise_id)),
        status=attempt.status,
        score=attempt.score if attempt.auto_graded else None,
        max_score=attempt.max_score,
    )
    return append_event(db, place.session, (student_id,), event, now=now)


def _stored(answer: MarkedAnswer) -> dict[str, Any]:
    marks = {"isCorrect": answer.is_correct, "score": answer.score}
    known = {name: mark for name, mark in marks.items() if mark is not None}
    return {"questionIndex": answer.question_index, "answer": answer.answer} | known


def end_done_assignments(db: Session, attempt: ExerciseAttempt, course_id: UUID, *, now: datetime) -> None:
    """Ends every assignment of which nothing is left to do now (C17: an override completes at submission)."""
    learner = Learner(attempt.centre_id, attempt.student_id, course_id)
    assigned = assigned_in_course(db, learner)
    if assigned:
        tries = tries_of(db, [learner])[learner]
        done = [each.id for each in assigned if each.to_do(tries) is None]
        ended = sa.update(ContentAssignment).where(ContentAssignment.id.in_(done))
        db.execute(ended.values(is_active=False, ended_at=now, updated_at=now))
