"""Who came, as staff marked it and as the room saw it (R061, R063, C10)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.attendance.rules import AttendanceStatus
from core_service.foundation.db import Base, OfCentre, Stored, centre_key, member_key


class AttendanceRecord(Stored, OfCentre, Base):
    """A student's attendance of a session, whatever number of courses they take in it (C10)."""

    __tablename__ = "attendance_record"
    __table_args__ = (
        member_key("student_id"),
        centre_key("session_id", "tutoring_session", ondelete="CASCADE"),
        sa.UniqueConstraint("session_id", "student_id"),
        sa.Index(None, "centre_id", "session_id"),
        sa.Index(None, "centre_id", "student_id", "marked_at"),
    )

    session_id: Mapped[UUID]
    student_id: Mapped[UUID]
    status: Mapped[AttendanceStatus]
    note: Mapped[str | None] = mapped_column(sa.String(2000))
    marked_at: Mapped[datetime]
    marked_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)


class PresenceInterval(Stored, OfCentre, Base):
    """One connection of a person to a session's room, as the hub reports it (R153)."""

    __tablename__ = "presence_interval"
    __table_args__ = (
        member_key("user_id"),
        centre_key("session_id", "tutoring_session", ondelete="CASCADE"),
        sa.UniqueConstraint("centre_id", "connection_id"),
        sa.Index(None, "centre_id", "session_id", "user_id"),
        sa.Index(None, "centre_id", "user_id"),
    )

    session_id: Mapped[UUID]
    user_id: Mapped[UUID]
    connection_id: Mapped[UUID]
    joined_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    live_epoch: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    live_counter: Mapped[int] = mapped_column(sa.BigInteger, default=0)
