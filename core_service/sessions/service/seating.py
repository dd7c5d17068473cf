"""Seats as the tutor arranges them during the lesson, kept for the template's weeks to come (UI 5, Grid)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.sessions.errors import WrongSessionStatus
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import demand_staff, timetable
from core_service.sessions.rules import may_be_planned
from core_service.sessions.service import record_conduct
from core_service.sessions.service.changes import seat_events
from core_service.sessions.service.editing import give_seats, hold_session
from core_service.sessions.service.log import Entry, append_events, lock_sessions
from shared.events.values import UserId

Seats = Mapping[UUID, str | None]
"""By the ids of the students; None: no seat."""


@dataclass(frozen=True, slots=True)
class Seating:
    """What is different now; `is_kept` unless a template's other booking has one of the seats."""

    seats: Seats
    is_kept: bool


def hold_own_session(db: Session, actor: Actor, session_id: UUID) -> TutoringSession:
    """The session, locked, for its tutor and who oversees the centre. Raises NotFound, RelationMissing."""
    session = hold_session(db, session_id)
    demand_staff(db, actor, session)
    actor.demand(Permission.SESSION_CONDUCT, session.centre_id)
    return session


def arrange_seats(
    db: Session, actor: Actor, *, session: TutoringSession, seats: Seats, keep: bool, now: datetime
) -> Seating:
    """Seats in a held session of the actor's own, all or none; sending them again changes nothing.

    Raises Invalid with the paths of seats that cannot be given, and WrongSessionStatus once the session is over.
    """
    if not may_be_planned(session.status):
        raise WrongSessionStatus(session.status, "changed")
    seated = give_seats(db, session, seats, session.room_id)
    if not seated:
        return Seating({}, keep and session.template_id is not None)
    append_events(db, seat_events(session, seated), now=now)
    record_conduct(db, actor, "SEATS_CHANGE", session, None, {"students": len(seated)})
    changed = {UUID(student_id): seat for student_id, seat in seated.items()}
    return Seating(changed, keep and _keep(db, actor, session, changed, now))


def _keep(db: Session, actor: Actor, session: TutoringSession, seats: Seats, now: datetime) -> bool:
    """Gives the seats to the standing bookings and to the sessions to come, where they are free."""
    if session.template_id is None:
        return False
    day = session.occurrence_date or session.date
    bookings = timetable.standing_bookings(db, [session.template_id], first=day, last=date.max)[session.template_id]
    taken = {booking.seat for booking in bookings if booking.student_id not in seats}
    if taken & (set(seats.values()) - {None}):
        return False
    for booking in bookings:
        booking.seat = seats.get(booking.student_id, booking.seat)
    db.flush()
    _seat_to_come(db, actor, session, seats, now)
    return True


def _seat_to_come(db: Session, actor: Actor, session: TutoringSession, seats: Seats, now: datetime) -> None:
    assert session.template_id is not None
    ahead = [
        each
        for each in timetable.sessions_to_come(db, session.template_id, now=now)
        if each.id != session.id and each.room_id == session.room_id
    ]
    places = timetable.places_by_session(db, [each.id for each in ahead])
    moving = {each.id: _moves(places.get(each.id, ()), seats) for each in ahead}
    locked = lock_sessions(db, [session_id for session_id, rows in moving.items() if rows])
    events: list[Entry] = []
    for each in locked:
        for row in moving[each.id]:
            row.seat = seats[row.student_id]
        told = {UserId(str(row.student_id)): row.seat for row in moving[each.id]}
        events += seat_events(each, told)
        record_conduct(db, actor, "SEATS_CHANGE", each, None, {"students": len(told)})
    db.flush()
    append_events(db, events, now=now)


def _moves(rows: Sequence[StudentSessionEnrollment], seats: Seats) -> list[StudentSessionEnrollment]:
    """The places that change their seat; none where somebody else has one of the seats."""
    held = [row for row in rows if row.is_taken]
    moving = [row for row in held if row.student_id in seats and row.seat != seats[row.student_id]]
    others = {row.seat for row in held if row.student_id not in seats}
    return [] if others & {seats[row.student_id] for row in moving} - {None} else moving
