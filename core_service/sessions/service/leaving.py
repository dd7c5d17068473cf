"""A student who has left the centre gives up what is to come: places, bookings, classes, the waitlist."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Permission
from core_service.centres.models import Centre
from core_service.cohorts.models import ClassMembership
from core_service.sessions.models import StandingBooking, StudentSessionEnrollment, TutoringSession, WaitlistEntry
from core_service.sessions.queries.places import holders
from core_service.sessions.rules import EnrollmentStatus, SessionStatus
from core_service.sessions.rules.waiting import OPEN_STATUSES, WaitlistStatus
from core_service.sessions.service.enrollments import announce_withdrawals, hold_timetable, record_scheduling
from core_service.sessions.service.log import lock_sessions
from core_service.sessions.service.offers import wake_waitlist


def give_up_what_is_to_come(db: Session, *, centre_id: UUID, student_id: UUID, now: datetime) -> None:
    """The system's job; one who has come back meanwhile keeps everything, and a second run changes nothing."""
    if holders(db, centre_id, Permission.OWN_WORK, among=[student_id]):
        return
    hold_timetable(db, centre_id)
    _end_bookings(db, centre_id, student_id, now=now)
    _withdraw(db, student_id, now=now)


def _end_bookings(db: Session, centre_id: UUID, student_id: UUID, *, now: datetime) -> None:
    """With yesterday; what had not begun is gone altogether."""
    today = now.astimezone(ZoneInfo(db.get_one(Centre, centre_id).timezone)).date()
    yesterday = today - timedelta(days=1)
    booking, member = StandingBooking, ClassMembership
    db.execute(sa.delete(booking).where(booking.student_id == student_id, booking.valid_from >= today))
    is_open = sa.or_(booking.valid_until.is_(None), booking.valid_until >= today)
    db.execute(sa.update(booking).where(booking.student_id == student_id, is_open).values(valid_until=yesterday))
    db.execute(sa.delete(member).where(member.student_id == student_id, member.starts_on >= today))
    is_in = sa.or_(member.ends_on.is_(None), member.ends_on >= today)
    db.execute(sa.update(member).where(member.student_id == student_id, is_in).values(ends_on=yesterday))


def _withdraw(db: Session, student_id: UUID, *, now: datetime) -> None:
    """Places in lessons to come, and those in line for one: whoever waits next is offered what becomes free."""
    places, entries = _places_to_come(db, student_id, now=now), _waiting(db, student_id)
    session_ids = {row.session_id for row in places} | {entry.session_id for entry in entries}
    if not session_ids:
        return
    held = lock_sessions(db, session_ids)
    planned = {session.id for session in held if session.status is SessionStatus.SCHEDULED}
    given_up = [row for row in places if row.session_id in planned]
    for row in given_up:
        row.status = EnrollmentStatus.WITHDRAWN
    for entry in entries:
        entry.status, entry.offer_ends_at = WaitlistStatus.LEFT, None
    left_ids = {row.session_id for row in given_up}
    left = [session for session in held if session.id in left_ids]
    for session in left:
        record_scheduling(db, None, "WITHDRAW", session, after={"studentId": student_id})
    db.flush()
    if left:
        announce_withdrawals(db, [(session, student_id) for session in left], now=now)
    wake_waitlist(db, held, now=now)


def _places_to_come(db: Session, student_id: UUID, *, now: datetime) -> Sequence[StudentSessionEnrollment]:
    place = StudentSessionEnrollment
    found = (
        sa.select(place)
        .join(TutoringSession, TutoringSession.id == place.session_id)
        .where(
            place.student_id == student_id,
            place.is_taken,
            TutoringSession.status == SessionStatus.SCHEDULED,
            TutoringSession.scheduled_end > now,
        )
    )
    return db.scalars(found).all()


def _waiting(db: Session, student_id: UUID) -> Sequence[WaitlistEntry]:
    entry = WaitlistEntry
    return db.scalars(sa.select(entry).where(entry.student_id == student_id, entry.status.in_(OPEN_STATUSES))).all()
