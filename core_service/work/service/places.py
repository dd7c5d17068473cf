"""Where a piece of work is done: in a session, under one of its enrolments, or at home."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import RelationMissing
from core_service.access.rules import Permission
from core_service.foundation.db import FRANCHISE_ID, hold
from core_service.foundation.errors import NotFound
from core_service.sessions.errors import WrongSessionStatus
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import enrollments_of
from core_service.sessions.rules import SessionStatus
from core_service.sessions.service.log import lock_session
from core_service.work.errors import NotEnrolledInCourse
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.relations import own_centre


@dataclass(frozen=True, slots=True)
class Place:
    """A centre and, for work in a session, the locked session and the enrolment for the content's course."""

    centre_id: UUID
    session: TutoringSession | None = None
    enrollment: StudentSessionEnrollment | None = None


def student_place(
    db: Session,
    actor: Actor,
    *,
    session_id: UUID | None,
    centre_id: UUID | None,
    content_centre_id: UUID,
    course_id: UUID,
) -> Place:
    """Where a student begins something: in the running session that they name, else at home.

    Raises NotFound, RelationMissing, WrongSessionStatus, NotEnrolledInCourse, ChooseCentre.
    """
    if session_id is None:
        return Place(own_centre(actor, content_centre_id, centre_id))
    session = lock_session(db, session_id)
    demand_running(session)
    if not actor.may(Permission.OWN_WORK, session.centre_id) or not enrollments_of(db, session_id, actor.user_id):
        raise RelationMissing("You are not enrolled in this session.")
    return place_in(db, session, student_id=actor.user_id, content_centre_id=content_centre_id, course_id=course_id)


def demand_running(session: TutoringSession) -> None:
    """Raises WrongSessionStatus before the start and after the end."""
    if session.status is not SessionStatus.IN_PROGRESS:
        raise WrongSessionStatus(session.status, "worked in")


def place_in(
    db: Session, session: TutoringSession, *, student_id: UUID, content_centre_id: UUID, course_id: UUID
) -> Place:
    """The student's enrolment for the course in a locked session. Raises NotFound, NotEnrolledInCourse."""
    if content_centre_id not in (session.centre_id, FRANCHISE_ID):
        raise NotFound("content")
    for enrollment in enrollments_of(db, session.id, student_id):
        if enrollment.course_id == course_id:
            return Place(session.centre_id, session, enrollment)
    raise NotEnrolledInCourse


def place_of(db: Session, attempt: ExerciseAttempt) -> Place:
    """Where an attempt was begun, with its session locked."""
    if attempt.session_enrollment_id is None:
        return Place(attempt.centre_id)
    enrollment = db.get_one(StudentSessionEnrollment, attempt.session_enrollment_id)
    return Place(attempt.centre_id, lock_session(db, enrollment.session_id), enrollment)


def hold_exercise(db: Session, student_id: UUID, exercise_id: UUID) -> None:
    """One change of a student's attempts at an exercise at a time: taken after the session, before reading them."""
    key = f"attempt {student_id} {exercise_id}"
    hold(db, key)
