"""What passes between tutor and student in a session: hands, messages, notes, contact time (R055, R056, R070)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

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
from core_service.live.rules import HelpPriority, HelpStatus, MessageKind, NoteVisibility, PanelMode


class HelpRequest(Stored, OfCentre, UsesContent, Base):
    """A raised hand (R055, R220 to R222); a student has at most one open in a session."""

    __tablename__ = "help_request"
    __table_args__ = (
        addressable(),
        member_key("student_id"),
        centre_key("session_id", "tutoring_session", ondelete="CASCADE"),
        content_key("exercise_id", "exercise"),
        content_is_own_or_shared(),
        sa.Index(None, "centre_id", "session_id", "status"),
        sa.Index(None, "centre_id", "student_id"),
        sa.Index(None, "content_centre_id", "exercise_id"),
        sa.Index(None, "created_at"),
        sa.Index(
            "uq_help_request_open",
            "session_id",
            "student_id",
            unique=True,
            postgresql_where=sa.text("status IN ('PENDING', 'ACKNOWLEDGED')"),
        ),
    )

    session_id: Mapped[UUID]
    student_id: Mapped[UUID]
    exercise_id: Mapped[UUID | None]
    message: Mapped[str | None] = mapped_column(sa.String(2000))
    picture: Mapped[str | None] = mapped_column(sa.String(64))
    priority: Mapped[HelpPriority] = mapped_column(default=HelpPriority.NORMAL)
    status: Mapped[HelpStatus] = mapped_column(default=HelpStatus.PENDING)
    requested_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("app_user.id"), index=True)


class SessionMessage(Created, OfCentre, Base):
    """Words in a session (R070, R211): to one student, to all (`student_id` null), or a student's reply."""

    __tablename__ = "session_message"
    __table_args__ = (
        member_key("student_id"),
        centre_key("session_id", "tutoring_session", ondelete="CASCADE"),
        sa.Index(None, "centre_id", "session_id", "created_at"),
        sa.Index(None, "centre_id", "student_id"),
    )

    session_id: Mapped[UUID]
    from_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    student_id: Mapped[UUID | None]
    text: Mapped[str] = mapped_column(sa.String(2000))
    kind: Mapped[MessageKind]


class TutorNote(Stored, OfCentre, Base):
    """A note on a student's work in a session, with its readers (R056, C45)."""

    __tablename__ = "tutor_note"
    __table_args__ = (
        centre_key("enrollment_id", "student_session_enrollment", ondelete="CASCADE"),
        sa.Index(None, "centre_id", "enrollment_id"),
    )

    enrollment_id: Mapped[UUID]
    tutor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    content: Mapped[str] = mapped_column(sa.String(10_000))
    visibility: Mapped[NoteVisibility] = mapped_column(default=NoteVisibility.STAFF)


class ContactInterval(Stored, OfCentre, Base):
    """How long a student's panel stood in one mode (C37): TEACH intervals are the total interaction time."""

    __tablename__ = "contact_interval"
    __table_args__ = (
        member_key("student_id"),
        centre_key("session_id", "tutoring_session", ondelete="CASCADE"),
        sa.Index(None, "centre_id", "session_id", "student_id"),
        sa.Index(None, "centre_id", "student_id"),
        sa.Index(
            "uq_contact_interval_open",
            "session_id",
            "student_id",
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    session_id: Mapped[UUID]
    student_id: Mapped[UUID]
    tutor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    mode: Mapped[PanelMode]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
