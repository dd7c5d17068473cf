"""Who could step into a session as it is: adults who may teach it, students who could be added (R146)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Permission
from core_service.catalogue.models import Course
from core_service.identity.models import AppUser
from core_service.learners.models import SubjectAssessment
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import session_by_id
from core_service.sessions.queries.collisions import takes_time
from core_service.sessions.queries.places import holders, student_bookings

_MOST = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the session's centre; `is_free` unless another session has them at that time."""

    id: UUID
    name: str
    avatar_url: str | None
    is_free: bool
    course_ids: Sequence[UUID] = ()
    """Those in which a student has a level."""


def possible_tutors(db: Session, session_id: UUID) -> Sequence[Candidate]:
    """Who may teach in the centre, without the session's own tutor; those who are free first. Raises NotFound."""
    session = session_by_id(db, session_id)
    may_teach = holders(db, session.centre_id, Permission.SESSION_CONDUCT) - {session.tutor_id}
    busy = _busy_tutors(db, session)
    people = db.scalars(sa.select(AppUser).where(AppUser.id.in_(may_teach)).order_by(AppUser.name, AppUser.id))
    found = [Candidate(each.id, each.name, each.avatar_url, each.id not in busy) for each in people]
    return sorted(found, key=lambda each: not each.is_free)


def _busy_tutors(db: Session, session: TutoringSession) -> frozenset[UUID | None]:
    overlapping = sa.select(TutoringSession.tutor_id, TutoringSession.substitute_tutor_id).where(
        TutoringSession.id != session.id, takes_time(session.scheduled_start, session.scheduled_end)
    )
    return frozenset(substitute or tutor for tutor, substitute in db.execute(overlapping))


def possible_students(db: Session, session_id: UUID, *, name: str) -> Sequence[Candidate]:
    """Students of the centre who have no place in the session, at most twenty whose name holds `name`; by name.

    Raises NotFound.
    """
    session = session_by_id(db, session_id)
    place = StudentSessionEnrollment
    enrolled = sa.select(place.student_id).where(place.session_id == session_id, place.is_taken)
    people = db.scalars(
        sa.select(AppUser)
        .where(
            AppUser.id.in_(holders(db, session.centre_id, Permission.OWN_WORK)),
            AppUser.id.not_in(enrolled),
            AppUser.name.icontains(name, autoescape=True),
        )
        .order_by(AppUser.name, AppUser.id)
        .limit(_MOST)
    ).all()
    ids = [each.id for each in people]
    booked = student_bookings(
        db, ids, starts_at=session.scheduled_start, ends_at=session.scheduled_end, besides=session.id
    )
    courses = _courses_of(db, session.centre_id, ids)
    return [
        Candidate(each.id, each.name, each.avatar_url, each.id not in booked, courses.get(each.id, ()))
        for each in people
    ]


def _courses_of(db: Session, centre_id: UUID, student_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    level = SubjectAssessment
    placed = (
        sa.select(level.student_id, level.course_id)
        .join(Course, Course.id == level.course_id)
        .where(level.centre_id == centre_id, level.student_id.in_(student_ids), Course.is_active)
        .order_by(Course.name)
    )
    courses: dict[UUID, list[UUID]] = {}
    for student_id, course_id in db.execute(placed):
        courses.setdefault(student_id, []).append(course_id)
    return courses
