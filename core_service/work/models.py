"""What students do: attempts and drafts, readings, activity in sessions, assignments (R043, R051, R057)."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
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
from core_service.work.rules.states import ActivityStatus, AssignmentScope, AttemptStatus


class ExerciseAttempt(Stored, OfCentre, UsesContent, Base):
    """One try at an exercise, from its first start (C48); at most one of a student's is open per exercise."""

    __tablename__ = "exercise_attempt"
    __table_args__ = (
        addressable(),
        member_key("student_id"),
        content_key("exercise_id", "exercise"),
        content_is_own_or_shared(),
        centre_key("session_enrollment_id", "student_session_enrollment"),
        sa.Index(None, "centre_id", "student_id", "exercise_id"),
        sa.Index(None, "content_centre_id", "exercise_id"),
        sa.Index(None, "centre_id", "session_enrollment_id"),
        sa.Index(None, "centre_id", "status", "submitted_at"),
        sa.Index(
            "uq_exercise_attempt_open",
            "centre_id",
            "student_id",
            "exercise_id",
            unique=True,
            postgresql_where=sa.text("status = 'IN_PROGRESS'"),
        ),
    )

    student_id: Mapped[UUID]
    exercise_id: Mapped[UUID]
    exercise_revision: Mapped[int] = mapped_column(default=1, server_default="1")
    """The exercise's content as it was when the attempt was begun: later edits leave it alone."""
    session_enrollment_id: Mapped[UUID | None]
    answers: Mapped[list[Any]] = mapped_column(default=list)
    """`[{questionIndex, answer, isCorrect?, score?}]`: the draft until it is submitted."""
    draft_revision: Mapped[int] = mapped_column(default=0)
    answer_seconds: Mapped[list[Any]] = mapped_column(default=list)
    """Seconds spent on each question, by its index."""
    score: Mapped[float | None]
    max_score: Mapped[int]
    status: Mapped[AttemptStatus] = mapped_column(default=AttemptStatus.IN_PROGRESS)
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    graded_at: Mapped[datetime | None]
    auto_graded: Mapped[bool] = mapped_column(default=False)
    feedback: Mapped[str | None]

    @hybrid_property
    def is_returned(self) -> bool:
        """Given back by an assessor, with their words, and open again; nothing else that is open has feedback."""
        return self.status is AttemptStatus.IN_PROGRESS and self.feedback is not None

    @is_returned.inplace.expression
    @classmethod
    def _is_returned(cls) -> sa.ColumnElement[bool]:
        return sa.and_(cls.status == AttemptStatus.IN_PROGRESS, cls.feedback.is_not(None))


class StudentSessionActivity(Stored, OfCentre, UsesContent, Base):
    """What a student worked on in a session, newest last (R043, R167)."""

    __tablename__ = "student_session_activity"
    __table_args__ = (
        centre_key("enrollment_id", "student_session_enrollment", ondelete="CASCADE"),
        centre_key("attempt_id", "exercise_attempt", ondelete="CASCADE"),
        content_key("lesson_id", "lesson"),
        content_key("exercise_id", "exercise"),
        content_is_own_or_shared(),
        sa.CheckConstraint("progress_pct BETWEEN 0 AND 100", name="progress"),
        sa.Index(None, "centre_id", "enrollment_id", "created_at"),
        sa.Index(None, "centre_id", "attempt_id"),
        sa.Index(None, "content_centre_id", "lesson_id"),
        sa.Index(None, "content_centre_id", "exercise_id"),
        sa.Index(None, "status"),
    )

    enrollment_id: Mapped[UUID]
    attempt_id: Mapped[UUID | None]
    lesson_id: Mapped[UUID | None]
    exercise_id: Mapped[UUID | None]
    status: Mapped[ActivityStatus] = mapped_column(default=ActivityStatus.NOT_STARTED)
    started_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    progress_pct: Mapped[int] = mapped_column(default=0)
    answered_count: Mapped[int] = mapped_column(default=0)
    live_epoch: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    """With `live_counter` the version of the hub's newest report that was taken in."""
    live_counter: Mapped[int] = mapped_column(sa.BigInteger, default=0)


class LessonCompletion(Created, OfCentre, UsesContent, Base):
    """That a student has read a lesson."""

    __tablename__ = "lesson_completion"
    __table_args__ = (
        member_key("student_id"),
        content_key("lesson_id", "lesson"),
        content_is_own_or_shared(),
        sa.UniqueConstraint("centre_id", "student_id", "lesson_id"),
        sa.Index(None, "content_centre_id", "lesson_id"),
    )

    student_id: Mapped[UUID]
    lesson_id: Mapped[UUID]
    completed_at: Mapped[datetime]


class ContentAssignment(Stored, OfCentre, UsesContent, Base):
    """What a tutor wants a student to do next (R057, R170 to R172)."""

    __tablename__ = "content_assignment"
    __table_args__ = (
        addressable(),
        member_key("student_id"),
        content_key("course_id", "course"),
        content_key("lesson_id", "lesson"),
        content_key("exercise_id", "exercise"),
        content_is_own_or_shared(),
        centre_key("session_enrollment_id", "student_session_enrollment", ondelete="CASCADE"),
        sa.CheckConstraint("(lesson_id IS NULL) <> (exercise_id IS NULL)", name="one_target"),
        sa.Index(None, "centre_id", "student_id", "course_id", "is_active"),
        sa.Index(None, "centre_id", "session_enrollment_id"),
        sa.Index(None, "content_centre_id", "course_id"),
        sa.Index(None, "content_centre_id", "lesson_id"),
        sa.Index(None, "content_centre_id", "exercise_id"),
    )

    tutor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    student_id: Mapped[UUID]
    course_id: Mapped[UUID]
    session_enrollment_id: Mapped[UUID | None]
    lesson_id: Mapped[UUID | None]
    exercise_id: Mapped[UUID | None]
    scope: Mapped[AssignmentScope] = mapped_column(default=AssignmentScope.SESSION)
    overrides_auto_sequence: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str | None] = mapped_column(sa.String(2000))
    is_active: Mapped[bool] = mapped_column(default=True)
    assigned_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
