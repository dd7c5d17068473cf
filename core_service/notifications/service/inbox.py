"""A person reads their notifications, and says by which ways they want to be told."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.foundation.errors import NotFound
from core_service.notifications.models import Notification, NotificationPreference
from core_service.notifications.rules.kinds import Channels, NotificationKind


def mark_read(db: Session, actor: Actor, *, notification_id: UUID, now: datetime) -> Notification:
    """Read again, it keeps its first time. Raises NotFound, also for another's."""
    own = sa.select(Notification).where(
        Notification.id == notification_id, Notification.user_id == actor.user_id, Notification.is_in_app
    )
    row = db.scalar(own.with_for_update())
    if row is None:
        raise NotFound("notification")
    row.read_at = row.read_at or now
    db.flush()
    return row


def mark_all_read(db: Session, actor: Actor, *, until: datetime | None, now: datetime) -> int:
    """All of the actor's, or those told until a time: what came meanwhile stays unread. How many were unread."""
    own = sa.update(Notification).where(Notification.user_id == actor.user_id, Notification.read_at.is_(None))
    if until is not None:
        own = own.where(Notification.created_at <= until)
    read = db.scalars(own.values(read_at=now).returning(Notification.id).execution_options(synchronize_session=False))
    return len(read.all())


def set_preferences(db: Session, actor: Actor, *, wanted: Mapping[NotificationKind, Channels], now: datetime) -> None:
    """Of one's own account; kinds that are not named stay."""
    if not wanted:
        return
    offered = insert(NotificationPreference).values(
        [
            {
                "user_id": actor.user_id,
                "kind": kind,
                "in_app": how.in_app,
                "email": how.email,
                "created_at": now,
                "updated_at": now,
            }
            for kind, how in wanted.items()
        ]
    )
    db.execute(
        offered.on_conflict_do_update(
            index_elements=["user_id", "kind"],
            set_={column: offered.excluded[column] for column in ("in_app", "email", "updated_at")},
        )
    )
