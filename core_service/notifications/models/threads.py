"""Words between a child's parent and the child's tutors (R250): one thread per child and parent."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.foundation.db import Base, Created, OfCentre, Stored, Times, addressable, centre_key, member_key


class MessageThread(Stored, OfCentre, Base):
    """What one parent and the staff who teach the child write to each other; another parent has a thread of theirs."""

    __tablename__ = "message_thread"
    __table_args__ = (
        addressable(),
        member_key("student_id"),
        member_key("guardian_id"),
        sa.UniqueConstraint("centre_id", "student_id", "guardian_id"),
        sa.Index(None, "centre_id", "guardian_id"),
        sa.Index(None, "centre_id", "last_message_at", "id"),
    )

    student_id: Mapped[UUID]
    guardian_id: Mapped[UUID]
    last_message_at: Mapped[datetime]


class ThreadMessage(Created, OfCentre, Base):
    """One message of a thread."""

    __tablename__ = "thread_message"
    __table_args__ = (
        centre_key("thread_id", "message_thread", ondelete="CASCADE"),
        sa.Index(None, "centre_id", "thread_id", "created_at", "id"),
        sa.Index(None, "centre_id", "created_at"),
    )

    thread_id: Mapped[UUID]
    from_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    text: Mapped[str] = mapped_column(sa.String(2000))


class ThreadReading(Times, OfCentre, Base):
    """Up to when a person has read a thread."""

    __tablename__ = "thread_reading"
    __table_args__ = (
        centre_key("thread_id", "message_thread", ondelete="CASCADE"),
        sa.Index(None, "centre_id", "thread_id"),
    )

    thread_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), primary_key=True, index=True)
    read_until: Mapped[datetime]
