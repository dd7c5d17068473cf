"""Reads of rooms and closures, and of what is planned in them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.centres.models import CentreClosure, CentreRoom
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, in_order
from core_service.sessions.models import SessionTemplate, TutoringSession
from core_service.sessions.rules import PLANNED, SessionStatus

READS_PREMISES = (Permission.SCHEDULE_MANAGE, Permission.SESSION_CONDUCT)


def room_by_id(db: Session, room_id: UUID) -> CentreRoom:
    """Raises NotFound."""
    room = db.get(CentreRoom, room_id)
    if room is None:
        raise NotFound("room")
    return room


def closure_by_id(db: Session, closure_id: UUID) -> CentreClosure:
    """Raises NotFound."""
    closure = db.get(CentreClosure, closure_id)
    if closure is None:
        raise NotFound("closure")
    return closure


def room_by_name(db: Session, centre_id: UUID, name: str) -> CentreRoom | None:
    """In use or not."""
    return db.scalar(sa.select(CentreRoom).where(CentreRoom.centre_id == centre_id, CentreRoom.name == name))


def rooms_page(db: Session, actor: Actor, *, cursor: Cursor | None, limit: int) -> Sequence[CentreRoom]:
    """`limit` + 1 rooms in use, in the order of their making."""
    found = sa.select(CentreRoom).where(
        CentreRoom.centre_id.in_(actor.centres_with(*READS_PREMISES)), CentreRoom.is_active
    )
    return db.scalars(in_order(found, (CentreRoom.created_at, CentreRoom.id), cursor, limit)).all()


def closures_page(db: Session, actor: Actor, *, cursor: Cursor | None, limit: int) -> Sequence[CentreClosure]:
    """`limit` + 1 closures, in the order of their making."""
    closure = CentreClosure
    found = sa.select(closure).where(closure.centre_id.in_(actor.centres_with(*READS_PREMISES)))
    return db.scalars(in_order(found, (closure.created_at, closure.id), cursor, limit)).all()


def sessions_in_room(db: Session, room_id: UUID, *, after: datetime) -> Sequence[TutoringSession]:
    """The first twenty that are planned or run there."""
    session = TutoringSession
    found = sa.select(session).where(
        session.room_id == room_id, session.status.in_(PLANNED), session.scheduled_end > after
    )
    return db.scalars(found.order_by(session.scheduled_start, session.id).limit(20)).all()


def templates_in_room(db: Session, room_id: UUID) -> Sequence[SessionTemplate]:
    """The weekly lessons in use that are held there."""
    found = sa.select(SessionTemplate).where(SessionTemplate.room_id == room_id, SessionTemplate.is_active)
    return db.scalars(found.order_by(SessionTemplate.id)).all()


def sessions_on_days(
    db: Session, centre_id: UUID, first: date, last: date, *, after: datetime
) -> Sequence[TutoringSession]:
    """The centre's planned sessions of these local days that have not begun."""
    session = TutoringSession
    found = sa.select(session).where(
        session.centre_id == centre_id,
        session.status == SessionStatus.SCHEDULED,
        session.date >= first,
        session.date <= last,
        session.scheduled_start > after,
    )
    return db.scalars(found.order_by(session.scheduled_start, session.id)).all()
