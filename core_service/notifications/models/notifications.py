"""What somebody was told, and by which ways they want to be told of what (R070, R293)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.foundation.db import Base, OfCentre, Stored, Times, member_key
from core_service.notifications.rules.kinds import NotificationKind, Reader


class Notification(Stored, OfCentre, Base):
    """One thing told to one person, in words of their own; told once, whoever asks again."""

    __tablename__ = "notification"
    __table_args__ = (
        member_key("user_id"),
        member_key("student_id"),
        sa.UniqueConstraint("centre_id", "user_id", "kind", "about"),
        sa.Index(None, "user_id", "created_at", "id"),
        sa.Index("ix_notification_unread", "user_id", postgresql_where=sa.text("read_at IS NULL AND is_in_app")),
        sa.Index(None, "centre_id", "student_id"),
    )

    user_id: Mapped[UUID]
    kind: Mapped[NotificationKind]
    reader: Mapped[Reader]
    about: Mapped[str] = mapped_column(sa.String(160))
    """What happened, so that nobody is told of it twice: the ids of what it is about."""
    student_id: Mapped[UUID | None]
    """The child that it is about."""
    title: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str]
    path: Mapped[str] = mapped_column(sa.String(300))
    """The page where there is more, from the root."""
    is_in_app: Mapped[bool] = mapped_column(default=True)
    """Whether it stands in the list; a person may want letters alone."""
    useful_until: Mapped[datetime | None]
    """After this no letter is sent any more."""
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]


class NotificationPreference(Times, Base):
    """By which ways a person wants to be told of a kind, in whatever centre; without a row the usual ones."""

    __tablename__ = "notification_preference"

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[NotificationKind] = mapped_column(primary_key=True)
    in_app: Mapped[bool]
    email: Mapped[bool]
