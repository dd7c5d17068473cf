"""Who came, as staff marked it and as the room saw it, and what those who did not catch up on (R061 to R063, C10)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.rules.catch_ups import CatchUpDecision
from core_service.foundation.db import (
    Base,
    Created,
    OfCentre,
    Stored,
    UsesContent,
    addressable,
    centre_key,
    content_is_own_or_shared,
    content_key,
    member_key,
)


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


class CatchUpPackage(Stored, OfCentre, Base):
    """What a student missed in a session and does later (R062, C42); how far they are is read from their attempts."""

    __tablename__ = "catch_up_package"
    __table_args__ = (
        addressable(),
        member_key("student_id"),
        centre_key("session_id", "tutoring_session", ondelete="CASCADE"),
        sa.UniqueConstraint("session_id", "student_id"),
        sa.Index(None, "centre_id", "session_id"),
        sa.Index(None, "centre_id", "student_id", "due_at"),
        sa.Index(None, "centre_id", "due_at", "id"),
    )

    session_id: Mapped[UUID]
    student_id: Mapped[UUID]
    decision: Mapped[CatchUpDecision] = mapped_column(default=CatchUpDecision.OPEN)
    assigned_at: Mapped[datetime]
    due_at: Mapped[datetime]
    note: Mapped[str | None] = mapped_column(sa.String(2000))
    """Staff's words to the student."""
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("app_user.id"), index=True)


class CatchUpItem(Created, OfCentre, UsesContent, Base):
    """One exercise of a package, or a lesson to read, in the order of the sequence."""

    __tablename__ = "catch_up_item"
    __table_args__ = (
        centre_key("package_id", "catch_up_package", ondelete="CASCADE"),
        content_key("course_id", "course"),
        content_key("lesson_id", "lesson"),
        content_key("exercise_id", "exercise"),
        content_is_own_or_shared(),
        sa.UniqueConstraint("package_id", "position"),
        sa.Index(None, "centre_id", "package_id"),
        sa.Index(None, "content_centre_id", "course_id"),
        sa.Index(None, "content_centre_id", "lesson_id"),
        sa.Index(None, "content_centre_id", "exercise_id"),
    )

    package_id: Mapped[UUID]
    position: Mapped[int]
    """From 1."""
    course_id: Mapped[UUID]
    lesson_id: Mapped[UUID]
    exercise_id: Mapped[UUID | None]
    """None: the lesson is to be read."""
    estimated_mins: Mapped[int]


class AbsenceNotice(Stored, OfCentre, Base):
    """That a parent said beforehand that a child will not come: it prefills EXCUSED, staff still mark."""

    __tablename__ = "absence_notice"
    __table_args__ = (
        member_key("student_id"),
        centre_key("session_id", "tutoring_session", ondelete="CASCADE"),
        sa.UniqueConstraint("session_id", "student_id"),
        sa.Index(None, "centre_id", "session_id"),
        sa.Index(None, "centre_id", "student_id", "given_at"),
    )

    session_id: Mapped[UUID]
    student_id: Mapped[UUID]
    reason: Mapped[str | None] = mapped_column(sa.String(500))
    given_at: Mapped[datetime]
    given_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
