"""A tutor's "that will do": an exercise is complete without proof of mastery (R119, PROTOCOL)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.catalogue.queries import stored_exercise, summaries_of
from core_service.sessions.service import hold_as_staff
from core_service.work.errors import AwaitsReview
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.attempts import newest_attempt
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import AWAITING_STATES
from core_service.work.service.activities import finish_activity
from core_service.work.service.attempts import Submitted, open_attempt
from core_service.work.service.handing_in import end_done_assignments
from core_service.work.service.marking import promise_after_marks, tell_of_marks
from core_service.work.service.places import Place, demand_running, hold_exercise, place_in


def mark_complete(
    db: Session, actor: Actor, *, session_id: UUID, student_id: UUID, exercise_id: UUID, now: datetime
) -> Submitted:
    """Completes the student's attempt, or one that is made for it, as GRADED without a score: no mastery.

    Marked complete already, nothing changes. Raises NotFound, RelationMissing, WrongSessionStatus,
    NotEnrolledInCourse, AwaitsReview.
    """
    session = hold_as_staff(db, actor, session_id, Permission.CONTENT_ASSIGN)
    demand_running(session)
    exercise = stored_exercise(db, exercise_id)
    course_id = summaries_of(db, [exercise_id])[exercise_id].course_id
    place = place_in(db, session, student_id=student_id, content_centre_id=exercise.centre_id, course_id=course_id)
    hold_exercise(db, student_id, exercise_id)
    attempt = newest_attempt(db, student_id, exercise_id, session.centre_id)
    if attempt is not None and attempt.status in AWAITING_STATES:
        raise AwaitsReview
    if attempt is not None and attempt.status is AttemptStatus.GRADED and attempt.score is None:
        return Submitted(attempt, None)
    if attempt is None or attempt.status is not AttemptStatus.IN_PROGRESS:
        attempt = open_attempt(db, actor, student_id=student_id, exercise=exercise, place=place, now=now)
    return Submitted(attempt, _complete(db, actor, place, attempt, course_id, now=now))


def _complete(
    db: Session, actor: Actor, place: Place, attempt: ExerciseAttempt, course_id: UUID, *, now: datetime
) -> int | None:
    attempt.status, attempt.score = AttemptStatus.GRADED, None
    attempt.submitted_at = attempt.graded_at = now
    attempt.session_enrollment_id = place.enrollment.id if place.enrollment else None
    db.flush()
    end_done_assignments(db, attempt, course_id, now=now)
    promise_after_marks(db, attempt, course_id, now=now)
    record_row(
        db,
        actor,
        Permission.CONTENT_ASSIGN,
        "EXERCISE_MARK_COMPLETE",
        attempt,
        before={"status": AttemptStatus.IN_PROGRESS},
        after={"status": attempt.status},
    )
    if place.session is None or place.enrollment is None:
        return None
    finish_activity(db, place.enrollment, attempt, now=now)
    return tell_of_marks(db, place.session, attempt, now=now)
