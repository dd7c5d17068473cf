"""What must be known to give places in a session: read for all of them at once, whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import PERMISSIONS_OF, Permission, Role
from core_service.catalogue.models import ContentUnit, Course, GradeLevel, Lesson
from core_service.centres.models import CentreRoom
from core_service.identity.models import UserRole
from core_service.learners.queries import working_levels
from core_service.learners.rules import Learner
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession, WaitlistEntry
from core_service.sessions.queries.collisions import takes_time
from core_service.sessions.rules import Booking
from core_service.sessions.rules.waiting import WaitlistStatus

Key = tuple[UUID, UUID]
"""A student's and a course's id."""


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """A session's places and what is asked about the students who want one; `taken` grows as places are given."""

    student_ids: frozenset[UUID]
    courses: Mapping[UUID, Course]
    course_of_lesson: Mapping[UUID, UUID]
    rows: dict[Key, StudentSessionEnrollment]
    """Withdrawn ones too."""
    bookings: Mapping[UUID, list[Booking]]
    levels: Mapping[Learner, GradeLevel]
    held_for: frozenset[UUID]
    """Students for whom a place is kept."""
    seats: frozenset[str] | None

    def taken(self) -> list[StudentSessionEnrollment]:
        """The places that somebody has."""
        return [row for row in self.rows.values() if row.is_taken]


def known_places(
    db: Session,
    session: TutoringSession,
    *,
    student_ids: Collection[UUID],
    course_ids: Collection[UUID],
    lesson_ids: Collection[UUID],
) -> KnownPlaces:
    """In a fixed number of statements."""
    rows = db.scalars(sa.select(StudentSessionEnrollment).where(StudentSessionEnrollment.session_id == session.id))
    held = sa.select(WaitlistEntry.student_id).where(
        WaitlistEntry.session_id == session.id, WaitlistEntry.status == WaitlistStatus.OFFERED
    )
    return KnownPlaces(
        student_ids=holders(db, session.centre_id, Permission.OWN_WORK, among=student_ids),
        courses=courses_taught(db, course_ids),
        course_of_lesson=_courses_of_lessons(db, lesson_ids),
        rows={(row.student_id, row.course_id): row for row in rows},
        bookings=student_bookings(
            db,
            student_ids,
            starts_at=session.scheduled_start,
            ends_at=session.scheduled_end,
            besides=session.id,
        ),
        levels=working_levels(
            db, [Learner(session.centre_id, student, course) for student in student_ids for course in course_ids]
        ),
        held_for=frozenset(db.scalars(held)),
        seats=seats_of(db, session.room_id),
    )


def holders(
    db: Session, centre_id: UUID, permission: Permission, *, among: Collection[UUID] | None = None
) -> frozenset[UUID]:
    """Who has an active role in the centre that grants the permission; of everybody, or of those named."""
    granting: list[Role] = [role for role in Role if permission in PERMISSIONS_OF[role]]
    found = sa.select(UserRole.user_id).where(
        UserRole.centre_id == centre_id, UserRole.role.in_(granting), UserRole.is_active
    )
    if among is not None:
        found = found.where(UserRole.user_id.in_(among))
    return frozenset(db.scalars(found))


def courses_taught(db: Session, course_ids: Collection[UUID]) -> dict[UUID, Course]:
    """Those of the courses that can be taught: active, and the centre's own or the franchise's."""
    found = sa.select(Course).where(Course.id.in_(course_ids), Course.is_active)
    return {course.id: course for course in db.scalars(found)}


def student_bookings(
    db: Session, student_ids: Collection[UUID], *, starts_at: datetime, ends_at: datetime, besides: UUID
) -> dict[UUID, list[Booking]]:
    """Per student, the running and planned sessions that overlap the time, besides one."""
    place, session = StudentSessionEnrollment, TutoringSession
    found = (
        sa.select(place.student_id, session.id, session.name, session.scheduled_start, session.scheduled_end)
        .join(session, session.id == place.session_id)
        .where(
            place.student_id.in_(student_ids),
            place.is_taken,
            session.id != besides,
            takes_time(starts_at, ends_at),
        )
        .distinct()
        .order_by(session.scheduled_start, session.id)
    )
    booked: defaultdict[UUID, list[Booking]] = defaultdict(list)
    for student_id, session_id, name, starts, ends in db.execute(found):
        booked[student_id].append(Booking(str(session_id), name, starts, ends))
    return booked


def seats_of(db: Session, room_id: UUID | None) -> frozenset[str] | None:
    """The room's seats; None where it names none."""
    room = db.get(CentreRoom, room_id) if room_id else None
    return frozenset(room.seats) if room is not None and room.seats else None


def _courses_of_lessons(db: Session, lesson_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    ids = list(lesson_ids)
    if not ids:
        return {}
    found = sa.select(Lesson.id, ContentUnit.course_id).join(ContentUnit, ContentUnit.id == Lesson.unit_id)
    return dict(db.execute(found.where(Lesson.id.in_(ids))).all())
