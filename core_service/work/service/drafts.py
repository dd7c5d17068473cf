"""Saves what a student has answered so far, on top of what was saved before (R166)."""

from datetime import datetime
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import RelationMissing
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.catalogue.queries import content_as_begun
from core_service.foundation.errors import NotFound
from core_service.foundation.notices import announce
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.work.errors import AlreadySubmitted, DraftConflict, SessionLongOver, TimeIsUp
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.answers import checked_answers
from core_service.work.rules.questions import questions_of
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.timing import is_session_long_over, is_time_up
from shared.events.notices import DraftSaved, encoded_notice, room_channel
from shared.events.shapes import Answers
from shared.events.values import AttemptId, SessionId, UserId


def save_draft(
    db: Session, actor: Actor, *, attempt_id: UUID, base: int, answers: object, now: datetime
) -> ExerciseAttempt:
    """Saves the student's own draft unless a newer one than `base` is stored.

    A `base` that is ahead of what is stored comes from the room: its reports are still on their way.
    Raises NotFound, RelationMissing, AlreadySubmitted, TimeIsUp, SessionLongOver, InvalidAnswer, DraftConflict.
    """
    attempt = db.get(ExerciseAttempt, attempt_id)
    if attempt is None:
        raise NotFound("attempt")
    if attempt.student_id != actor.user_id:
        raise RelationMissing("Only the student writes their answers.")
    session = demand_open(db, attempt, now=now)
    content = content_as_begun(db, attempt.exercise_id, attempt.exercise_revision)
    checked_answers(questions_of(content.questions, content.expected_answers), answers)
    earlier = attempt.draft_revision
    _replace_draft(db, attempt, base, answers)
    record_row(
        db,
        actor,
        Permission.OWN_WORK,
        "DRAFT_SAVE",
        attempt,
        before={"revision": earlier},
        after={"revision": attempt.draft_revision},
    )
    if session is not None:
        announce(db, room_channel(str(session.id)), encoded_notice(_notice(session, attempt)))
    return attempt


def demand_open(db: Session, attempt: ExerciseAttempt, *, now: datetime) -> TutoringSession | None:
    """The session that the attempt was begun in, None at home; raises what says that its answers are closed."""
    if attempt.status is not AttemptStatus.IN_PROGRESS:
        raise AlreadySubmitted
    session = session_of(db, attempt)
    if is_session_long_over(session.actual_end if session else None, now):
        raise SessionLongOver
    if is_time_up(attempt.deadline_at, now):
        raise TimeIsUp
    return session


def session_of(db: Session, attempt: ExerciseAttempt) -> TutoringSession | None:
    """The session that an attempt was begun or gone on with in."""
    if attempt.session_enrollment_id is None:
        return None
    return db.scalars(
        sa.select(TutoringSession)
        .join(StudentSessionEnrollment, StudentSessionEnrollment.session_id == TutoringSession.id)
        .where(StudentSessionEnrollment.id == attempt.session_enrollment_id)
    ).one()


def _replace_draft(db: Session, attempt: ExerciseAttempt, base: int, answers: object) -> None:
    """One statement decides who was first, the hub's reports included."""
    saved = db.scalar(
        sa.update(ExerciseAttempt)
        .where(
            ExerciseAttempt.id == attempt.id,
            ExerciseAttempt.status == AttemptStatus.IN_PROGRESS,
            ExerciseAttempt.draft_revision <= base,
        )
        .values(answers=answers, draft_revision=base + 1)
        .returning(ExerciseAttempt.id)
        .execution_options(synchronize_session=False)
    )
    db.refresh(attempt)
    if saved is None:
        if attempt.status is not AttemptStatus.IN_PROGRESS:
            raise AlreadySubmitted
        raise DraftConflict(revision=attempt.draft_revision, answers=attempt.answers)


def _notice(session: TutoringSession, attempt: ExerciseAttempt) -> DraftSaved:
    return DraftSaved(
        session_id=SessionId(str(session.id)),
        student_id=UserId(str(attempt.student_id)),
        attempt_id=AttemptId(str(attempt.id)),
        revision=attempt.draft_revision,
        answers=msgspec.convert(attempt.answers, Answers),
    )
