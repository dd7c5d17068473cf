"""A centre's rooms and the days on which it is closed: both change what is planned (R074)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.centres.models import CentreClosure, CentreRoom
from core_service.foundation.errors import Invalid
from core_service.sessions.errors import RoomInUse
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import premises
from core_service.sessions.queries.timetable import zone_of
from core_service.sessions.rules import Booking, SessionStatus
from core_service.sessions.service.changes import audited, change_sessions
from core_service.sessions.service.enrollments import hold_timetable
from core_service.sessions.service.log import lock_sessions
from shared.ids import new_id


def add_room(db: Session, actor: Actor, *, centre_id: UUID, name: str, seats: Sequence[str]) -> CentreRoom:
    """A room with its seats; a name that was taken out of use comes back. Raises Invalid for one that is in use."""
    hold_timetable(db, centre_id)
    known = premises.room_by_name(db, centre_id, name)
    if known is not None and known.is_active:
        raise Invalid.field("name", "is another room's of this centre")
    room = known or CentreRoom(id=new_id(), centre_id=centre_id, name=name)
    room.seats, room.is_active = list(seats), True
    db.add(room)
    db.flush()
    _record(db, actor, "ROOM_CREATE", room, None, {"seats": len(seats)})
    return room


def hold_room(db: Session, room_id: UUID) -> CentreRoom:
    """The room, locked, with its centre's timetable held. Raises NotFound."""
    room = premises.room_by_id(db, room_id)
    hold_timetable(db, room.centre_id)
    db.refresh(room, with_for_update=True)
    return room


def change_room(db: Session, actor: Actor, *, room: CentreRoom, values: Mapping[str, Any], now: datetime) -> None:
    """Gives a held room another name or seats, or takes it out of use.

    Raises Invalid for a name that is in use, RoomInUse if lessons are planned in a room that is to go.
    """
    other = premises.room_by_name(db, room.centre_id, values.get("name", room.name))
    if other is not None and other.id != room.id:
        raise Invalid.field("name", "is another room's of this centre")
    if room.is_active and not values.get("is_active", True):
        _demand_unused(db, room, now)
    before = {name: _sized(getattr(room, name)) for name in values}
    for name, value in values.items():
        setattr(room, name, value)
    db.flush()
    _record(db, actor, "ROOM_CHANGE", room, before, {name: _sized(value) for name, value in values.items()})


def _demand_unused(db: Session, room: CentreRoom, now: datetime) -> None:
    sessions = premises.sessions_in_room(db, room.id, after=now)
    weekly = premises.templates_in_room(db, room.id)
    if sessions or weekly:
        booked = [Booking(str(each.id), each.name, each.scheduled_start, each.scheduled_end) for each in sessions]
        raise RoomInUse(
            [
                *(booking.facts() for booking in booked),
                *({"templateId": str(template.id), "name": template.name} for template in weekly),
            ]
        )


def _sized(value: object) -> object:
    """Seats are counted, a name is only said to have changed."""
    if isinstance(value, list):
        return len(value)
    return "changed" if isinstance(value, str) else value


def close_centre(
    db: Session, actor: Actor, *, centre_id: UUID, starts_on: date, ends_on: date, reason: str, now: datetime
) -> tuple[CentreClosure, Sequence[TutoringSession]]:
    """No lessons on these days: what is planned on them is cancelled, and nothing more is made for them."""
    hold_timetable(db, centre_id)
    if ends_on < starts_on:
        raise Invalid.field("endsOn", "must not be before startsOn")
    closure = CentreClosure(
        id=new_id(),
        centre_id=centre_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        created_by_id=actor.user_id,
    )
    db.add(closure)
    db.flush()
    planned = premises.sessions_on_days(db, centre_id, starts_on, ends_on, after=now)
    held = lock_sessions(db, [session.id for session in planned])
    locked = [session for session in held if session.status is SessionStatus.SCHEDULED]
    values = {"status": SessionStatus.CANCELLED, "cancel_reason": reason}
    zone = zone_of(db, centre_id)
    change_sessions(db, actor, "SESSION_CANCEL", [(session, values) for session in locked], zone=zone, now=now)
    after = audited({"starts_on": starts_on, "ends_on": ends_on, "sessions": len(locked)})
    _record(db, actor, "CLOSURE_CREATE", closure, None, after)
    return closure, locked


def reopen_centre(db: Session, actor: Actor, *, closure: CentreClosure) -> None:
    """Takes a closure back; lessons that it has cancelled stay cancelled, further ones are made again."""
    hold_timetable(db, closure.centre_id)
    before = {"startsOn": closure.starts_on, "endsOn": closure.ends_on}
    _record(db, actor, "CLOSURE_REMOVE", closure, before, {})
    db.execute(sa.delete(CentreClosure).where(CentreClosure.id == closure.id))


def _record(
    db: Session,
    actor: Actor,
    action: str,
    row: CentreRoom | CentreClosure,
    before: Mapping[str, object] | None,
    after: Mapping[str, object],
) -> None:
    record_row(db, actor, Permission.SCHEDULE_MANAGE, action, row, before=before, after=after)
