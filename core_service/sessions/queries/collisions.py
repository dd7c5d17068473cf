"""What would collide: sessions that take a time, and with it a tutor's or a room's (R146)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import LONGEST_SESSION, PLANNED, Booking


def takes_time(starts_at: datetime, ends_at: datetime) -> sa.ColumnElement[bool]:
    """Sessions that run, or are planned, in the time; no session is longer than LONGEST_SESSION, which keeps a look at
    the timetable out of its past.
    """
    return sa.and_(
        TutoringSession.status.in_(PLANNED),
        TutoringSession.scheduled_start < ends_at,
        TutoringSession.scheduled_start > starts_at - LONGEST_SESSION,
        TutoringSession.scheduled_end > starts_at,
    )


def bookings(
    db: Session,
    *,
    starts_at: datetime,
    ends_at: datetime,
    tutor_id: UUID | None = None,
    room_id: UUID | None = None,
    besides: UUID | None = None,
) -> list[Booking]:
    """Running and planned sessions, besides one, that overlap the time and concern the tutor or the room (R146)."""
    found = sa.select(TutoringSession).where(takes_time(starts_at, ends_at))
    if tutor_id is not None:
        found = found.where(TutoringSession.names_as_tutor(tutor_id))
    if room_id is not None:
        found = found.where(TutoringSession.room_id == room_id)
    if besides is not None:
        found = found.where(TutoringSession.id != besides)
    return [
        Booking(str(each.id), each.name, each.scheduled_start, each.scheduled_end)
        for each in db.scalars(found.order_by(TutoringSession.scheduled_start))
    ]
