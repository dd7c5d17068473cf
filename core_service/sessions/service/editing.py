"""Changes of one planned session: another time, room, tutor or seat; cancelled; a missed place made up (R146)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.centres.models import CentreRoom
from core_service.foundation.errors import FieldError, Invalid
from core_service.identity.models import AppUser
from core_service.sessions.errors import AlreadyMadeUp, DoubleBooked, NothingMissed, SessionFull, WrongSessionStatus
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import enrollments_of, session_by_id
from core_service.sessions.queries.collisions import bookings
from core_service.sessions.queries.places import holders, seats_of, student_bookings
from core_service.sessions.queries.timetable import zone_of
from core_service.sessions.rules import LONGEST_SESSION, EnrollmentStatus, SessionStatus, may_be_planned
from core_service.sessions.service.changes import change_sessions
from core_service.sessions.service.enrollments import NewEnrollment, enroll, hold_timetable
from core_service.sessions.service.log import lock_session
from core_service.sessions.service.offers import wake_waitlist
from shared.events.values import UserId


def hold_session(db: Session, session_id: UUID) -> TutoringSession:
    """The session, locked, with its centre's timetable held. Raises NotFound."""
    hold_timetable(db, session_by_id(db, session_id).centre_id)
    return lock_session(db, session_id)


def edit_session(
    db: Session,
    actor: Actor,
    *,
    session: TutoringSession,
    values: Mapping[str, Any],
    seats: Mapping[UUID, str | None] | None = None,
    now: datetime,
) -> None:
    """Gives a held session new values, and its students new seats (by their ids); all or nothing.

    Raises WrongSessionStatus once it is over, Invalid, DoubleBooked with what the tutor, the room or a student has
    promised in the new time, SessionFull for a capacity below the students that it has.
    """
    if not may_be_planned(session.status):
        raise WrongSessionStatus(session.status, "changed")
    _check_times(session, values, now)
    _check_people_and_room(db, session, values)
    seated = give_seats(db, session, seats or {}, values.get("room_id", session.room_id))
    zone = zone_of(db, session.centre_id)
    change_sessions(db, actor, "SESSION_CHANGE", [(session, values)], zone=zone, now=now, seats=seated)
    if "max_capacity" in values:
        wake_waitlist(db, [session], now=now)


def cancel_session(db: Session, actor: Actor, *, session: TutoringSession, reason: str | None, now: datetime) -> None:
    """Calls off a held session that has not begun; cancelling again changes nothing."""
    if session.status is SessionStatus.CANCELLED:
        return
    if session.status is not SessionStatus.SCHEDULED:
        raise WrongSessionStatus(session.status, "cancelled")
    values = {"status": SessionStatus.CANCELLED, "cancel_reason": reason}
    zone = zone_of(db, session.centre_id)
    change_sessions(db, actor, "SESSION_CANCEL", [(session, values)], zone=zone, now=now)


def substitute_tutor(
    db: Session, actor: Actor, *, session: TutoringSession, tutor_id: UUID | None, now: datetime
) -> None:
    """Names who teaches a held session instead (None: nobody any more); the room learns whose role has changed."""
    if not may_be_planned(session.status):
        raise WrongSessionStatus(session.status, "changed")
    if tutor_id is not None:
        if tutor_id == session.tutor_id:
            raise Invalid.field("tutorId", "is the session's own tutor")
        _check_tutor(db, session, tutor_id, session.scheduled_start, session.scheduled_end)
    zone = zone_of(db, session.centre_id)
    change_sessions(db, actor, "SUBSTITUTE", [(session, {"substitute_tutor_id": tutor_id})], zone=zone, now=now)


def book_make_up(
    db: Session, actor: Actor, *, missed: StudentSessionEnrollment, session_id: UUID, seat: str | None, now: datetime
) -> StudentSessionEnrollment:
    """A place in another session for the course of a place whose student was absent or excused; once per place."""
    if missed.status is not EnrollmentStatus.ABSENT:
        raise NothingMissed
    hold_timetable(db, missed.centre_id)
    made_up = sa.select(StudentSessionEnrollment.session_id).where(
        StudentSessionEnrollment.makes_up_id == missed.id,
        StudentSessionEnrollment.is_taken,
    )
    earlier = db.scalar(made_up)
    if earlier is not None:
        raise AlreadyMadeUp(str(earlier))
    if session_by_id(db, session_id).centre_id != missed.centre_id:
        raise Invalid.field("sessionId", "is a session of another centre")
    place = NewEnrollment(student_id=missed.student_id, course_id=missed.course_id, seat=seat, makes_up_id=missed.id)
    return enroll(db, actor, session_id=session_id, enrollment=place, now=now)


def _check_times(session: TutoringSession, values: Mapping[str, Any], now: datetime) -> None:
    start = values.get("scheduled_start", session.scheduled_start)
    end = values.get("scheduled_end", session.scheduled_end)
    if start != session.scheduled_start and session.status is not SessionStatus.SCHEDULED:
        raise WrongSessionStatus(session.status, "moved to another start")
    if end <= start:
        raise Invalid.field("scheduledEnd", "must be after scheduledStart")
    if end - start > LONGEST_SESSION:
        raise Invalid.field("scheduledEnd", "must be within 12 hours of scheduledStart")
    if (start, end) != (session.scheduled_start, session.scheduled_end) and end <= now:
        raise Invalid.field("scheduledEnd", "must not have passed")


def _check_people_and_room(db: Session, session: TutoringSession, values: Mapping[str, Any]) -> None:
    start = values.get("scheduled_start", session.scheduled_start)
    end = values.get("scheduled_end", session.scheduled_end)
    is_moved = (start, end) != (session.scheduled_start, session.scheduled_end)
    tutor_id = values.get("tutor_id", session.tutor_id)
    if is_moved or tutor_id != session.tutor_id:
        _check_tutor(db, session, tutor_id, start, end)
    if is_moved and session.substitute_tutor_id is not None:
        _check_tutor(db, session, session.substitute_tutor_id, start, end)
    room_id = values.get("room_id", session.room_id)
    if room_id is not None and (is_moved or room_id != session.room_id):
        _check_room(db, session, room_id, start, end)
    students = {row.student_id for row in enrollments_of(db, session.id)}
    capacity = values.get("max_capacity", session.max_capacity)
    if capacity < session.max_capacity and len(students) > capacity:
        raise SessionFull(capacity)
    if is_moved:
        _check_students(db, session, students, start, end)


def _check_tutor(db: Session, session: TutoringSession, tutor_id: UUID, start: datetime, end: datetime) -> None:
    if not holders(db, session.centre_id, Permission.SESSION_CONDUCT, among=[tutor_id]):
        raise Invalid.field("tutorId", "is nobody who may teach in this centre")
    taken = bookings(db, starts_at=start, ends_at=end, tutor_id=tutor_id, besides=session.id)
    if taken:
        raise DoubleBooked("The tutor", [each.facts() for each in taken])


def _check_room(db: Session, session: TutoringSession, room_id: UUID, start: datetime, end: datetime) -> None:
    room = db.get(CentreRoom, room_id)
    if room is None or room.centre_id != session.centre_id or not room.is_active:
        raise Invalid.field("roomId", "is no room of this centre")
    taken = bookings(db, starts_at=start, ends_at=end, room_id=room_id, besides=session.id)
    if taken:
        raise DoubleBooked("The room", [each.facts() for each in taken])


def _check_students(
    db: Session, session: TutoringSession, student_ids: set[UUID], start: datetime, end: datetime
) -> None:
    booked = student_bookings(db, student_ids, starts_at=start, ends_at=end, besides=session.id)
    if not booked:
        return
    names = dict(db.execute(sa.select(AppUser.id, AppUser.name).where(AppUser.id.in_(booked))).all())
    collisions = [
        {**each.facts(), "studentId": str(student_id)} for student_id, taken in booked.items() for each in taken
    ]
    who = [names.get(student_id, "A student") for student_id in booked]
    raise DoubleBooked(who[0] if len(who) == 1 else f"{who[0]} and {len(who) - 1} more", collisions)


def give_seats(
    db: Session, session: TutoringSession, seats: Mapping[UUID, str | None], room_id: UUID | None
) -> dict[UserId, str | None]:
    """Writes new seats, by the students' ids; returns those that are different now. Raises Invalid, naming each."""
    if not seats:
        return {}
    rows = enrollments_of(db, session.id)
    known = {row.student_id for row in rows}
    in_room = seats_of(db, room_id)
    after = {row.student_id: seats.get(row.student_id, row.seat) for row in rows}
    used = [seat for seat in after.values() if seat is not None]
    errors = [
        FieldError(f"seats.{student_id}", message)
        for student_id, seat in seats.items()
        for message in _seat_errors(student_id in known, seat, in_room, used)
    ]
    if errors:
        raise Invalid("Some seats cannot be given.", errors=errors)
    changed = {row.student_id: after[row.student_id] for row in rows if row.seat != after[row.student_id]}
    for row in rows:
        row.seat = after[row.student_id]
    db.flush()
    return {UserId(str(student_id)): seat for student_id, seat in changed.items()}


def _seat_errors(is_member: bool, seat: str | None, in_room: frozenset[str] | None, used: list[str]) -> list[str]:
    if not is_member:
        return ["has no place in this session"]
    if seat is not None and in_room is not None and seat not in in_room:
        return ["is no seat of this room"]
    return ["is given to two students"] if seat is not None and used.count(seat) > 1 else []
