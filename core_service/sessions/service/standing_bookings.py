"""Standing bookings: that a student comes each week, from when until when; sessions ahead follow at once (R075)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.foundation.errors import Invalid
from core_service.learners.queries import working_level
from core_service.learners.rules import Learner
from core_service.sessions.errors import AlreadyBooked
from core_service.sessions.models import SessionTemplate, StandingBooking, StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import timetable
from core_service.sessions.queries.places import courses_taught, holders, seats_of
from core_service.sessions.rules import Booking, EnrollmentStatus, SessionStatus
from core_service.sessions.rules.diary import Problem, WantedLesson, WantedPlace, fit_places
from core_service.sessions.rules.occurrences import Days
from core_service.sessions.service.changes import audited
from core_service.sessions.service.enrollments import announce_members, announce_withdrawals, record_scheduling
from core_service.sessions.service.log import lock_sessions
from core_service.sessions.service.offers import wake_waitlist
from core_service.sessions.service.templates import hold_template
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class BookingResult:
    """The booking, and the sessions ahead in which the student got no place, or no seat."""

    booking: StandingBooking
    problems: Sequence[Problem]


def book(
    db: Session,
    actor: Actor,
    *,
    template_id: UUID,
    student_id: UUID,
    course_id: UUID,
    seat: str | None,
    valid_from: date,
    valid_until: date | None,
    now: datetime,
) -> BookingResult:
    """From `valid_from` on the student is enrolled in every lesson of the template, those made already included.

    Raises Invalid, and AlreadyBooked where two bookings of a student and course would hold on one day.
    """
    template = hold_template(db, template_id)
    course = courses_taught(db, [course_id]).get(course_id)
    if not holders(db, template.centre_id, Permission.OWN_WORK, among=[student_id]):
        raise Invalid.field("studentId", "is no student of this centre")
    if course is None:
        raise Invalid.field("courseId", "is no course that this centre teaches")
    booking = StandingBooking(
        id=new_id(),
        centre_id=template.centre_id,
        content_centre_id=course.centre_id,
        template_id=template.id,
        student_id=student_id,
        course_id=course_id,
        seat=seat,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    _check(db, template, booking)
    db.add(booking)
    db.flush()
    after = {"studentId": student_id, "courseId": course_id, "validFrom": valid_from, "validUntil": valid_until}
    _record(db, actor, "STANDING_BOOKING_CREATE", booking, None, after)
    return BookingResult(booking, _follow(db, actor, template, booking, now))


def hold_booking(db: Session, booking_id: UUID) -> StandingBooking:
    """The booking, locked, with its centre's timetable held. Raises NotFound."""
    booking = timetable.booking_by_id(db, booking_id)
    hold_template(db, booking.template_id)
    db.refresh(booking, with_for_update=True)
    return booking


def change_booking(
    db: Session, actor: Actor, *, booking: StandingBooking, values: Mapping[str, Any], now: datetime
) -> BookingResult:
    """Gives a held booking another seat or other days; places in sessions ahead come and go with it."""
    template = timetable.template_by_id(db, booking.template_id)
    before = {name: getattr(booking, name) for name in values}
    for name, value in values.items():
        setattr(booking, name, value)
    with db.no_autoflush:
        _check(db, template, booking)
    db.flush()
    _record(db, actor, "STANDING_BOOKING_CHANGE", booking, audited(before), audited(values))
    return BookingResult(booking, _follow(db, actor, template, booking, now))


def remove_booking(db: Session, actor: Actor, *, booking: StandingBooking, now: datetime) -> None:
    """Ends a held booking altogether: the student's places in sessions ahead are taken back."""
    template = timetable.template_by_id(db, booking.template_id)
    sessions = timetable.sessions_to_come(db, template.id, now=now)
    _take_back(db, actor, booking, sessions, now)
    _record(db, actor, "STANDING_BOOKING_REMOVE", booking, {"studentId": booking.student_id}, {})
    db.delete(booking)
    db.flush()


def _check(db: Session, template: SessionTemplate, booking: StandingBooking) -> None:
    if booking.valid_until is not None and booking.valid_until < booking.valid_from:
        raise Invalid.field("validUntil", "must not be before validFrom")
    seats = seats_of(db, template.room_id)
    if booking.seat is not None and seats is not None and booking.seat not in seats:
        raise Invalid.field("seat", "is no seat of this room")
    last = booking.valid_until or date.max
    others = timetable.standing_bookings(db, [template.id], first=booking.valid_from, last=last)[template.id]
    for other in others:
        if other.id == booking.id:
            continue
        if (other.student_id, other.course_id) == (booking.student_id, booking.course_id):
            raise AlreadyBooked
        if booking.seat is not None and other.seat == booking.seat and other.student_id != booking.student_id:
            raise Invalid.field("seat", "is taken by another standing booking")


def _follow(
    db: Session, actor: Actor, template: SessionTemplate, booking: StandingBooking, now: datetime
) -> list[Problem]:
    """Places in the template's sessions ahead, given on the booking's days and taken back on the others."""
    days = Days(booking.valid_from, booking.valid_until)
    sessions = timetable.sessions_to_come(db, template.id, now=now)
    _take_back(db, actor, booking, [each for each in sessions if not days.contain(_day(each))], now)
    return _give(db, actor, booking, [each for each in sessions if days.contain(_day(each))], now)


def _day(session: TutoringSession) -> date:
    return session.occurrence_date or session.date


def _take_back(
    db: Session, actor: Actor, booking: StandingBooking, sessions: Sequence[TutoringSession], now: datetime
) -> None:
    place = StudentSessionEnrollment
    found = sa.select(place).where(
        place.session_id.in_([session.id for session in sessions]),
        place.student_id == booking.student_id,
        place.course_id == booking.course_id,
        place.is_taken,
    )
    rows = {row.session_id: row for row in db.scalars(found)}
    held = lock_sessions(db, rows) if rows else []
    left = [session for session in held if session.status is SessionStatus.SCHEDULED]
    for session in left:
        rows[session.id].status = EnrollmentStatus.WITHDRAWN
        record_scheduling(db, actor, "WITHDRAW", session, after={"studentId": booking.student_id})
    db.flush()
    if left:
        announce_withdrawals(db, [(session, booking.student_id) for session in left], now=now)
        wake_waitlist(db, left, now=now)


def _give(
    db: Session, actor: Actor, booking: StandingBooking, sessions: Sequence[TutoringSession], now: datetime
) -> list[Problem]:
    if not sessions:
        return []
    planned, problems = _planned(db, booking, sessions)
    locked = lock_sessions(db, planned) if planned else []
    level = working_level(db, Learner(booking.centre_id, booking.student_id, booking.course_id))
    for session in locked:
        row, seat = planned[session.id]
        if not row.is_taken:
            row.status, row.assessed_level_id = EnrollmentStatus.ENROLLED, level.id if level else None
        row.seat = seat
        db.add(row)
        record_scheduling(db, actor, "ENROLL", session, after={"studentId": booking.student_id})
    db.flush()
    announce_members(db, [(session, booking.student_id) for session in locked], now=now)
    return problems


def _planned(
    db: Session, booking: StandingBooking, sessions: Sequence[TutoringSession]
) -> tuple[dict[UUID, tuple[StudentSessionEnrollment, str | None]], list[Problem]]:
    """Per session the row to be written with its seat; sessions that have the place as wished are left out."""
    diary = timetable.diary_between(
        db, min(each.scheduled_start for each in sessions), max(each.scheduled_end for each in sessions)
    )
    people = timetable.people_of(db, booking.centre_id)
    places = timetable.places_by_session(db, [session.id for session in sessions])
    rooms = timetable.rooms_by_id(db, (session.room_id for session in sessions if session.room_id))
    held = timetable.offers_by_session(db, [session.id for session in sessions])
    planned: dict[UUID, tuple[StudentSessionEnrollment, str | None]] = {}
    problems: list[Problem] = []
    for session in sessions:
        mine, others = _own_and_others(booking, places.get(session.id, ()))
        room = rooms.get(session.room_id) if session.room_id else None
        wanted = _wanted(session, booking, frozenset(room.seats) if room and room.seats else None)
        kept_for = held.get(session.id, frozenset()) - {booking.student_id}
        fitted = fit_places(wanted, diary, people, others, held=len(kept_for))
        problems += fitted.problems
        for place in fitted.places:
            if mine is None or not mine.is_taken or mine.seat != place.seat:
                planned[session.id] = (mine or _new_row(session, booking), place.seat)
    return planned, problems


def _own_and_others(
    booking: StandingBooking, rows: Sequence[StudentSessionEnrollment]
) -> tuple[StudentSessionEnrollment | None, list[WantedPlace]]:
    key = (booking.student_id, booking.course_id)
    mine = next((row for row in rows if (row.student_id, row.course_id) == key), None)
    others = [WantedPlace(row.student_id, row.course_id, row.seat) for row in rows if row is not mine and row.is_taken]
    return mine, others


def _wanted(session: TutoringSession, booking: StandingBooking, seats: frozenset[str] | None) -> WantedLesson:
    return WantedLesson(
        booking=Booking(str(session.id), session.name, session.scheduled_start, session.scheduled_end),
        day=_day(session),
        tutor_ids=frozenset({session.tutor_id}),
        room_id=session.room_id,
        seats=seats,
        max_capacity=session.max_capacity,
        places=[WantedPlace(booking.student_id, booking.course_id, booking.seat)],
    )


def _new_row(session: TutoringSession, booking: StandingBooking) -> StudentSessionEnrollment:
    """A place that is not given yet."""
    return StudentSessionEnrollment(
        id=new_id(),
        centre_id=session.centre_id,
        content_centre_id=booking.content_centre_id,
        session_id=session.id,
        student_id=booking.student_id,
        course_id=booking.course_id,
        status=EnrollmentStatus.WITHDRAWN,
    )


def _record(
    db: Session,
    actor: Actor,
    action: str,
    booking: StandingBooking,
    before: Mapping[str, object] | None,
    after: Mapping[str, object],
) -> None:
    record_row(db, actor, Permission.SCHEDULE_MANAGE, action, booking, before=before, after=after)
