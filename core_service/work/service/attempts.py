"""Attempts: begun once and handed in once, whoever asks how often (R164, C48)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.catalogue.models import Exercise
from core_service.catalogue.queries import (
    ExerciseSummary,
    content_as_begun,
    is_active_exercise,
    stored_exercise,
    summaries_of,
    summary_with,
)
from core_service.foundation.errors import NotFound
from core_service.foundation.jobs import schedule
from core_service.sessions.service.log import append_event
from core_service.work.errors import SessionLongOver
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.attempts import has_gone_on, newest_attempt
from core_service.work.rules.answers import checked_answers, read_answers
from core_service.work.rules.grading import grade
from core_service.work.rules.questions import questions_of
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.timing import GRACE, deadline_of, is_session_long_over, is_time_up
from core_service.work.rules.tries import GRADED_STATES
from core_service.work.service.activities import begin_activity
from core_service.work.service.handing_in import hand_in
from core_service.work.service.places import Place, hold_exercise, place_of, student_place
from shared.events.room import ExerciseStarted
from shared.events.values import AttemptId, EnrollmentId, ExerciseId, UserId
from shared.ids import new_id

SUBMIT_AT_LIMIT = "work.submit_at_limit"
"""The pending job that hands in a saved draft; its arguments are `{attemptId}`."""


@dataclass(frozen=True, slots=True)
class Started:
    """An open attempt; `seq` of the event, None at home or if the student was at it already."""

    attempt: ExerciseAttempt
    is_new: bool
    seq: int | None


@dataclass(frozen=True, slots=True)
class Submitted:
    """An attempt that is handed in; `seq` of the event, None at home or if it had been before."""

    attempt: ExerciseAttempt
    seq: int | None


def start_exercise(
    db: Session,
    actor: Actor,
    *,
    exercise_id: UUID,
    session_id: UUID | None,
    centre_id: UUID | None,
    begun_as: UUID | None = None,
    now: datetime,
) -> Started:
    """Opens an exercise for the actor, or goes on with the attempt that is open, here rather than where it was begun.

    Sent again with the same `begun_as`, it answers with what was begun, also once that is handed in.
    Raises NotFound, RelationMissing, WrongSessionStatus, NotEnrolledInCourse, ChooseCentre.
    """
    exercise, summary = _served(db, exercise_id)
    place = student_place(
        db,
        actor,
        session_id=session_id,
        centre_id=centre_id,
        content_centre_id=exercise.centre_id,
        course_id=summary.course_id,
    )
    hold_exercise(db, actor.user_id, exercise_id)
    id = None if begun_as is None else _id_of_begun(actor, place, exercise_id, begun_as)
    if id is not None and (begun_before := db.get(ExerciseAttempt, id)) is not None:
        return Started(begun_before, is_new=False, seq=None)
    attempt = newest_attempt(db, actor.user_id, exercise_id, place.centre_id)
    if attempt is not None and attempt.status is AttemptStatus.IN_PROGRESS and is_time_up(attempt.deadline_at, now):
        submit_draft(db, attempt, now=now)
    is_new = attempt is None or attempt.status is not AttemptStatus.IN_PROGRESS
    if attempt is None or is_new:
        attempt = open_attempt(db, actor, student_id=actor.user_id, exercise=exercise, place=place, now=now, id=id)
    attempt.session_enrollment_id = place.enrollment.id if place.enrollment else None
    db.flush()
    begun = summary_with(summary, content_as_begun(db, exercise_id, attempt.exercise_revision))
    return Started(attempt, is_new, _announce_start(db, place, attempt, begun, now=now))


def _id_of_begun(actor: Actor, place: Place, exercise_id: UUID, begun_as: UUID) -> UUID:
    """Nobody but the student can meet it; their device finds the same one without a network (see DECISIONS)."""
    return uuid5(actor.user_id, f"{place.centre_id}/{exercise_id}/{begun_as}")


def _served(db: Session, exercise_id: UUID) -> tuple[Exercise, ExerciseSummary]:
    exercise = stored_exercise(db, exercise_id)
    if not is_active_exercise(db, exercise_id):
        raise NotFound("exercise")
    return exercise, summaries_of(db, [exercise_id])[exercise_id]


def open_attempt(
    db: Session,
    actor: Actor,
    *,
    student_id: UUID,
    exercise: Exercise,
    place: Place,
    now: datetime,
    id: UUID | None = None,
) -> ExerciseAttempt:
    """A new attempt, with its time limit running (C48); the student's exercise is held."""
    attempt = ExerciseAttempt(
        id=id or new_id(),
        centre_id=place.centre_id,
        content_centre_id=exercise.centre_id,
        student_id=student_id,
        exercise_id=exercise.id,
        exercise_revision=exercise.revision,
        session_enrollment_id=place.enrollment.id if place.enrollment else None,
        answers=[],
        draft_revision=0,
        max_score=exercise.max_score,
        status=AttemptStatus.IN_PROGRESS,
        started_at=now,
        deadline_at=deadline_of(now, exercise.time_limit),
        auto_graded=False,
    )
    db.add(attempt)
    db.flush()
    if attempt.deadline_at is not None:
        due_at, key = attempt.deadline_at + GRACE, str(attempt.id)
        schedule(db, SUBMIT_AT_LIMIT, centre_id=place.centre_id, due_at=due_at, key=key, arguments={"attemptId": key})
    permission = Permission.OWN_WORK if student_id == actor.user_id else Permission.CONTENT_ASSIGN
    record_row(
        db,
        actor,
        permission,
        "EXERCISE_START",
        attempt,
        after={"studentId": student_id, "exerciseId": exercise.id, "enrollmentId": attempt.session_enrollment_id},
    )
    return attempt


def _announce_start(
    db: Session, place: Place, attempt: ExerciseAttempt, summary: ExerciseSummary, *, now: datetime
) -> int | None:
    if place.session is None or place.enrollment is None or not begin_activity(db, place.enrollment, attempt, now=now):
        return None
    student_id = UserId(str(attempt.student_id))
    event = ExerciseStarted(
        student_id=student_id,
        enrollment_id=EnrollmentId(str(place.enrollment.id)),
        attempt_id=AttemptId(str(attempt.id)),
        exercise_id=ExerciseId(str(attempt.exercise_id)),
        title=summary.title,
        exercise_type=summary.exercise_type,
        question_count=summary.question_count,
        lesson_title=summary.lesson_title,
        content_type=summary.lesson_type,
        estimated_mins=summary.lesson_mins,
    )
    return append_event(db, place.session, (student_id,), event, now=now)


def submit_answers(
    db: Session,
    actor: Actor,
    *,
    exercise_id: UUID,
    answers: object,
    session_id: UUID | None,
    centre_id: UUID | None,
    now: datetime,
) -> Submitted:
    """Hands in the actor's open attempt; repeated, it answers with what was handed in and changes nothing.

    Without any attempt one is begun first, and so it is for an exercise that comes back after another one was handed
    in. After the time limit the saved draft counts instead of `answers`.
    Raises InvalidAnswer, SessionLongOver, and what `start_exercise` raises.
    """
    exercise = stored_exercise(db, exercise_id)
    earlier = newest_attempt(db, actor.user_id, exercise_id, centre_id)
    is_over = earlier is not None and _is_over(db, earlier)
    if earlier is None or is_over:
        place = _first_place(db, actor, exercise, session_id, centre_id)
    else:
        place = place_of(db, earlier)
    hold_exercise(db, actor.user_id, exercise_id)
    attempt = newest_attempt(db, actor.user_id, exercise_id, place.centre_id)
    if attempt is None or (is_over and attempt is earlier):
        attempt = open_attempt(db, actor, student_id=actor.user_id, exercise=exercise, place=place, now=now)
    if attempt.status is not AttemptStatus.IN_PROGRESS:
        return Submitted(attempt, None)
    if is_session_long_over(place.session.actual_end if place.session else None, now):
        raise SessionLongOver
    if is_time_up(attempt.deadline_at, now):
        return Submitted(attempt, submit_draft(db, attempt, now=now))
    content = content_as_begun(db, exercise_id, attempt.exercise_revision)
    questions = questions_of(content.questions, content.expected_answers)
    result = grade(content.exercise_type, questions, checked_answers(questions, answers), attempt.max_score)
    seq = hand_in(db, actor, attempt=attempt, result=result, place=place, now=now)
    return Submitted(attempt, seq)


def _is_over(db: Session, attempt: ExerciseAttempt) -> bool:
    """Whether what comes now is another try: it is marked, and the student has gone on to something else since."""
    return attempt.status in GRADED_STATES and has_gone_on(db, attempt)


def _first_place(
    db: Session, actor: Actor, exercise: Exercise, session_id: UUID | None, centre_id: UUID | None
) -> Place:
    _, summary = _served(db, exercise.id)
    return student_place(
        db,
        actor,
        session_id=session_id,
        centre_id=centre_id,
        content_centre_id=exercise.centre_id,
        course_id=summary.course_id,
    )


def submit_draft(db: Session, attempt: ExerciseAttempt, *, now: datetime) -> int | None:
    """Hands in what was saved of an attempt whose time is over; what cannot be read earns nothing but is kept (C48)."""
    content = content_as_begun(db, attempt.exercise_id, attempt.exercise_revision)
    questions = questions_of(content.questions, content.expected_answers)
    written = {entry["questionIndex"]: entry.get("answer") for entry in attempt.answers}
    readable = read_answers(questions, attempt.answers).answers
    place = place_of(db, attempt)
    result = grade(content.exercise_type, questions, readable, attempt.max_score)
    seq = hand_in(db, None, attempt=attempt, result=result, place=place, now=now)
    attempt.answers = [each | {"answer": written.get(each["questionIndex"])} for each in attempt.answers]
    return seq


def submit_at_limit(db: Session, *, attempt_id: UUID, now: datetime) -> None:
    """The time limit's job: does nothing for an attempt that was handed in, or whose time is not over."""
    attempt = db.get(ExerciseAttempt, attempt_id)
    if attempt is None:
        return
    place_of(db, attempt)
    hold_exercise(db, attempt.student_id, attempt.exercise_id)
    db.refresh(attempt, with_for_update={"key_share": True})
    is_open = attempt.status is AttemptStatus.IN_PROGRESS
    if is_open and attempt.deadline_at is not None and now >= attempt.deadline_at:
        submit_draft(db, attempt, now=now)
