"""Who supervises whom and when: templates, bookings, sessions, enrolments, logs (R040 to R042, R073, R075)."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from core_service.foundation.db import (
    Base,
    OfCentre,
    Stored,
    Times,
    UsesContent,
    addressable,
    centre_key,
    content_is_own_or_shared,
    content_key,
    member_key,
)
from core_service.sessions.rules import DEFAULT_CAPACITY, DayOfWeek, EnrollmentStatus, SessionMode, SessionStatus
from core_service.sessions.rules.waiting import WaitlistStatus


class SessionTemplate(Stored, OfCentre, Base):
    """A weekly lesson in the centre's local time (R040, C35)."""

    __tablename__ = "session_template"
    __table_args__ = (
        addressable(),
        member_key("tutor_id"),
        centre_key("room_id", "centre_room"),
        sa.Index(None, "centre_id", "tutor_id"),
        sa.Index(None, "centre_id", "day_of_week"),
        sa.Index(None, "centre_id", "room_id"),
    )

    name: Mapped[str] = mapped_column(sa.String(120))
    tutor_id: Mapped[UUID]
    room_id: Mapped[UUID | None]
    day_of_week: Mapped[DayOfWeek]
    start_time: Mapped[time]
    end_time: Mapped[time]
    session_mode: Mapped[SessionMode]
    max_capacity: Mapped[int] = mapped_column(default=DEFAULT_CAPACITY)
    student_cameras_allowed: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    video_meeting_url: Mapped[str | None] = mapped_column(sa.String(500))
    is_active: Mapped[bool] = mapped_column(default=True)


class StandingBooking(Stored, OfCentre, UsesContent, Base):
    """That a student comes to a template's lessons for a course (R075)."""

    __tablename__ = "standing_booking"
    __table_args__ = (
        member_key("student_id"),
        centre_key("template_id", "session_template", ondelete="CASCADE"),
        content_key("course_id", "course"),
        content_is_own_or_shared(),
        sa.UniqueConstraint("template_id", "student_id", "course_id", "valid_from"),
        sa.Index(None, "centre_id", "template_id"),
        sa.Index(None, "centre_id", "student_id"),
        sa.Index(None, "content_centre_id", "course_id"),
    )

    template_id: Mapped[UUID]
    student_id: Mapped[UUID]
    course_id: Mapped[UUID]
    seat: Mapped[str | None] = mapped_column(sa.String(10))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class TutoringSession(Stored, OfCentre, Base):
    """A time container (R002): one tutor, one room, one span of time (R041)."""

    __tablename__ = "tutoring_session"
    __table_args__ = (
        addressable(),
        member_key("tutor_id"),
        member_key("substitute_tutor_id"),
        centre_key("template_id", "session_template"),
        centre_key("room_id", "centre_room"),
        centre_key("cohort_id", "class_cohort"),
        sa.UniqueConstraint("template_id", "occurrence_date"),
        sa.CheckConstraint("scheduled_start < scheduled_end", name="order"),
        sa.CheckConstraint("max_capacity > 0", name="capacity"),
        sa.Index(None, "centre_id", "tutor_id", "scheduled_start"),
        sa.Index(None, "centre_id", "substitute_tutor_id"),
        sa.Index(None, "centre_id", "scheduled_start", "id"),
        sa.Index(None, "centre_id", "template_id"),
        sa.Index(None, "centre_id", "room_id"),
        sa.Index(None, "centre_id", "cohort_id", "scheduled_start"),
        sa.Index(None, "status", "scheduled_end"),
        sa.Index(None, "date"),
    )

    name: Mapped[str] = mapped_column(sa.String(120))
    template_id: Mapped[UUID | None]
    occurrence_date: Mapped[date | None]
    """The template's date that this session stands for, kept when it is moved."""
    cohort_id: Mapped[UUID | None]
    """The class that it was planned for."""
    tutor_id: Mapped[UUID]
    substitute_tutor_id: Mapped[UUID | None]
    room_id: Mapped[UUID | None]
    date: Mapped[date]
    """The local day in the centre's zone."""
    scheduled_start: Mapped[datetime]
    scheduled_end: Mapped[datetime]
    actual_start: Mapped[datetime | None]
    actual_end: Mapped[datetime | None]
    session_mode: Mapped[SessionMode]
    status: Mapped[SessionStatus] = mapped_column(default=SessionStatus.SCHEDULED)
    max_capacity: Mapped[int] = mapped_column(default=DEFAULT_CAPACITY)
    student_cameras_allowed: Mapped[bool] = mapped_column(default=False)
    video_meeting_url: Mapped[str | None] = mapped_column(sa.String(500))
    video_room_id: Mapped[str | None] = mapped_column(sa.String(120))
    notes: Mapped[str | None]
    cancel_reason: Mapped[str | None] = mapped_column(sa.String(300))
    schedule_revision: Mapped[int] = mapped_column(default=0, server_default="0")
    """Counts what subscribers of a calendar must learn: a new time, tutor, room or name, and the cancellation."""
    legacy_session_id: Mapped[str | None] = mapped_column(sa.String(60))

    @property
    def taught_by_id(self) -> UUID:
        """The substitute, else the tutor; in statements `taught_by()`."""
        return self.substitute_tutor_id or self.tutor_id

    @property
    def named_tutor_ids(self) -> list[UUID]:
        """The tutor, and the substitute where there is one; in statements `names_as_tutor()`."""
        return [id for id in (self.tutor_id, self.substitute_tutor_id) if id is not None]

    @classmethod
    def names_as_tutor(cls, person_id: UUID) -> sa.ColumnElement[bool]:
        """Whether it is the person's session by the plan, as its tutor or as its substitute."""
        return sa.or_(cls.tutor_id == person_id, cls.substitute_tutor_id == person_id)


class StudentSessionEnrollment(Stored, OfCentre, UsesContent, Base):
    """A student's place in a session for one course, with the level at that time (R003, R042, C33, C47)."""

    __tablename__ = "student_session_enrollment"
    __table_args__ = (
        addressable(),
        member_key("student_id"),
        centre_key("session_id", "tutoring_session", ondelete="CASCADE"),
        content_key("course_id", "course"),
        content_key("lesson_id", "lesson"),
        content_is_own_or_shared(),
        centre_key("makes_up_id", "student_session_enrollment"),
        sa.UniqueConstraint("session_id", "student_id", "course_id"),
        sa.Index(None, "centre_id", "session_id"),
        sa.Index(None, "centre_id", "student_id"),
        sa.Index(None, "content_centre_id", "course_id"),
        sa.Index(None, "content_centre_id", "lesson_id"),
        sa.Index(None, "status"),
        sa.Index(
            "uq_student_session_enrollment_makes_up",
            "centre_id",
            "makes_up_id",
            unique=True,
            postgresql_where=sa.text("makes_up_id IS NOT NULL AND status <> 'WITHDRAWN'"),
        ),
        sa.Index(
            "ix_student_session_enrollment_unplaced",
            "centre_id",
            "student_id",
            "course_id",
            postgresql_where=sa.text("assessed_level_id IS NULL"),
        ),
    )

    session_id: Mapped[UUID]
    student_id: Mapped[UUID]
    course_id: Mapped[UUID]
    lesson_id: Mapped[UUID | None]
    assessed_level_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("grade_level.id"), index=True)
    seat: Mapped[str | None] = mapped_column(sa.String(10))
    status: Mapped[EnrollmentStatus] = mapped_column(default=EnrollmentStatus.ENROLLED)
    attendance_marked: Mapped[bool] = mapped_column(default=False)
    attendance_time: Mapped[datetime | None]
    makes_up_id: Mapped[UUID | None]
    """The missed place that this one makes up for."""

    @hybrid_property
    def is_taken(self) -> bool:
        """Whether the student has it; one that was given up stays on record. In statements too."""
        return self.status is not EnrollmentStatus.WITHDRAWN

    @is_taken.inplace.expression
    @classmethod
    def _is_taken(cls) -> sa.ColumnElement[bool]:
        return cls.status != EnrollmentStatus.WITHDRAWN


class WaitlistEntry(Stored, OfCentre, UsesContent, Base):
    """That a student waits for a place in a full session."""

    __tablename__ = "waitlist_entry"
    __table_args__ = (
        member_key("student_id"),
        centre_key("session_id", "tutoring_session", ondelete="CASCADE"),
        content_key("course_id", "course"),
        content_is_own_or_shared(),
        sa.UniqueConstraint("session_id", "student_id", "course_id"),
        sa.Index(None, "centre_id", "session_id"),
        sa.Index(None, "centre_id", "student_id"),
        sa.Index(None, "content_centre_id", "course_id"),
    )

    session_id: Mapped[UUID]
    student_id: Mapped[UUID]
    course_id: Mapped[UUID]
    status: Mapped[WaitlistStatus] = mapped_column(default=WaitlistStatus.WAITING)
    waits_since: Mapped[datetime]
    offer_ends_at: Mapped[datetime | None]


class SessionStepIn(Times, OfCentre, Base):
    """That somebody of the staff stepped in and holds the tutor's role from then on (REQUIREMENTS 26, Joining)."""

    __tablename__ = "session_step_in"
    __table_args__ = (
        centre_key("session_id", "tutoring_session", ondelete="CASCADE"),
        sa.Index(None, "centre_id", "session_id"),
    )

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), primary_key=True, index=True)
    stepped_in_at: Mapped[datetime]


class SessionLogHead(OfCentre, Base):
    """The last `seq` of a session; the row that everyone who changes a session takes first."""

    __tablename__ = "session_log_head"
    __table_args__ = (centre_key("session_id", "tutoring_session", ondelete="CASCADE"),)

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    last_seq: Mapped[int] = mapped_column(sa.BigInteger, default=0)


class SessionEvent(OfCentre, Base):
    """One thing that happened in a session: append-only, gapless, the room's truth and the timeline (R066)."""

    __tablename__ = "session_event"
    __table_args__ = (centre_key("session_id", "tutoring_session", ondelete="CASCADE"),)

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    at: Mapped[datetime]
    audience: Mapped[str] = mapped_column(sa.String(10))
    """`everyone`, `staff` or `members`: then `member_ids` and staff."""
    member_ids: Mapped[list[UUID]] = mapped_column(ARRAY(sa.Uuid), default=list)
    event: Mapped[dict[str, Any]]
