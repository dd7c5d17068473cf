"""Who may look at whose work, and in which centre it lies (R283, R286, ARCHITECTURE 5)."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import RelationMissing
from core_service.access.rules import Permission, Role
from core_service.catalogue.models import Course
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.errors import Invalid, NotFound
from core_service.identity.models import UserRole
from core_service.learners.rules import Learner
from core_service.sessions.models import StudentSessionEnrollment
from core_service.sessions.queries import demand_staff, is_enrolled, session_by_id
from core_service.sessions.queries.teaching import is_taught_by
from core_service.work.errors import ChooseCentre

VIEWS_WORK = (Permission.SESSION_VIEW_STUDENTS, Permission.ASSESSMENT_QUEUE_VIEW)
"""Staff who look at students' work; their own students' only, unless they oversee or assess the centre."""


def learner_for(
    db: Session,
    actor: Actor,
    *,
    student_id: UUID,
    course_id: UUID,
    session_id: UUID | None = None,
    centre_id: UUID | None,
) -> Learner:
    """The learner that the actor may ask about; with `session_id` as somebody in that session.

    Raises NotFound, RelationMissing, and ChooseCentre where neither session nor centre says which centre is meant.
    """
    course = db.get(Course, course_id)
    if course is None or not course.is_active:
        raise NotFound("course")
    if session_id is not None:
        centre_id = _centre_of_session(db, actor, session_id, student_id)
    else:
        centre_id = _only_centre(_centres_of(db, actor, student_id), course.centre_id, centre_id)
        demand_view(db, actor, student_id=student_id, centre_id=centre_id)
    if course.centre_id not in (centre_id, FRANCHISE_ID):
        raise NotFound("course")
    return Learner(centre_id, student_id, course_id)


def _centre_of_session(db: Session, actor: Actor, session_id: UUID, student_id: UUID) -> UUID:
    session = session_by_id(db, session_id)
    if student_id == actor.user_id:
        if not is_enrolled(db, session_id, student_id):
            raise RelationMissing("You are not enrolled in this session.")
        return session.centre_id
    demand_staff(db, actor, session)
    if not is_enrolled(db, session_id, student_id):
        raise Invalid.field("studentId", "is not enrolled in this session")
    return session.centre_id


def _centres_of(db: Session, actor: Actor, student_id: UUID) -> frozenset[UUID]:
    """The centres in which the student learns, as far as the actor sees. Raises NotFound if there is none."""
    if student_id == actor.user_id:
        return actor.centres_with(Permission.OWN_WORK) - {FRANCHISE_ID}
    roles = sa.select(UserRole.centre_id).where(
        UserRole.user_id == student_id, UserRole.role == Role.STUDENT, UserRole.is_active
    )
    centres = frozenset(db.scalars(roles))
    if not centres:
        raise NotFound("student")
    return centres


def _only_centre(possible: frozenset[UUID], content_centre_id: UUID, wanted: UUID | None) -> UUID:
    if content_centre_id != FRANCHISE_ID:
        possible &= {content_centre_id}
    if wanted is not None:
        possible &= {wanted}
    if not possible:
        raise NotFound("student")
    if len(possible) > 1:
        raise ChooseCentre(possible)
    return next(iter(possible))


def own_centre(actor: Actor, content_centre_id: UUID, wanted: UUID | None) -> UUID:
    """The centre in which a student works at home. Raises ChooseCentre or NotFound."""
    return _only_centre(actor.centres_with(Permission.OWN_WORK) - {FRANCHISE_ID}, content_centre_id, wanted)


def demand_view(db: Session, actor: Actor, *, student_id: UUID, centre_id: UUID) -> None:
    """Passes the student, the centre's supervisors and assessors, and tutors who teach the student."""
    if student_id == actor.user_id:
        return
    if actor.may(Permission.SCHEDULE_MANAGE, centre_id) or actor.may(Permission.ASSESSMENT_QUEUE_VIEW, centre_id):
        return
    may_look = actor.may(Permission.SESSION_VIEW_STUDENTS, centre_id)
    taught = is_taught_by(actor.user_id, centre_id=centre_id, student_id=student_id)
    if not (may_look and db.scalar(sa.select(taught))):
        raise RelationMissing("This is for the student, their tutors, and the centre's assessors and supervisors.")


def enrollment_by_id(db: Session, enrollment_id: UUID) -> StudentSessionEnrollment:
    """A student's place in a session. Raises NotFound, also for one that was given up."""
    enrollment = db.get(StudentSessionEnrollment, enrollment_id)
    if enrollment is None or not enrollment.is_taken:
        raise NotFound("enrolment")
    return enrollment
