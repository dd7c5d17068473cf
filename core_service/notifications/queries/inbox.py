"""A person's own notifications, from all their centres (R293)."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.foundation.paging import Cursor, newest_first
from core_service.notifications.models import Notification


def inbox(db: Session, actor: Actor, *, unread: bool, cursor: Cursor | None, limit: int) -> Sequence[Notification]:
    """`limit` + 1 of the actor's own, newest first."""
    found = sa.select(Notification).where(_in_list(actor.user_id))
    if unread:
        found = found.where(Notification.read_at.is_(None))
    return db.scalars(newest_first(found, (Notification.created_at, Notification.id), cursor, limit)).all()


def unread_count(db: Session, user_id: UUID) -> int:
    """How many the bell shows."""
    found = sa.select(sa.func.count()).select_from(Notification)
    return db.scalars(found.where(_in_list(user_id), Notification.read_at.is_(None))).one()


def _in_list(user_id: UUID) -> sa.ColumnElement[bool]:
    return sa.and_(Notification.user_id == user_id, Notification.is_in_app)
