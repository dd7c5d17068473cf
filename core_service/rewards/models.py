"""The ledger of points, what it comes to, badges, and who is on the boards (R064, R260 to R262)."""

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
    content_is_own_or_shared,
    content_key,
    member_key,
)
from core_service.rewards.rules.badges import Badge
from core_service.rewards.rules.points import XpReason


class XpCredit(Created, OfCentre, UsesContent, Base):
    """Points for one thing, for ever; what is withdrawn is taken back by a further row, never changed."""

    __tablename__ = "xp_credit"
    __table_args__ = (
        member_key("student_id"),
        content_key("course_id", "course"),
        content_is_own_or_shared(),
        sa.UniqueConstraint("centre_id", "student_id", "reason", "about", "revision"),
        sa.CheckConstraint("points <> 0", name="points"),
        sa.Index(None, "centre_id", "student_id", "created_at", "id"),
        sa.Index(None, "centre_id", "earned_at"),
        sa.Index(None, "content_centre_id", "course_id", "earned_at"),
    )

    student_id: Mapped[UUID]
    reason: Mapped[XpReason]
    about: Mapped[str] = mapped_column(sa.String(80))
    """A session's id (ATTENDANCE, STREAK), an exercise's (COMPLETION), a course's id and level (LEVEL)."""
    revision: Mapped[int]
    """From 0: how often this claim was settled before."""
    points: Mapped[int]
    course_id: Mapped[UUID | None]
    earned_at: Mapped[datetime]
    """When it happened, however late it was credited."""


class RewardStanding(Stored, OfCentre, Base):
    """What a student's ledger comes to, so that it is read at once; the row that each change of it takes first."""

    __tablename__ = "reward_standing"
    __table_args__ = (member_key("student_id"), sa.UniqueConstraint("centre_id", "student_id"))

    student_id: Mapped[UUID]
    points: Mapped[int] = mapped_column(default=0)
    streak: Mapped[int] = mapped_column(default=0)
    longest_streak: Mapped[int] = mapped_column(default=0)


class BadgeAward(Created, OfCentre, Base):
    """A step of a badge that a student has earned; it is never taken away."""

    __tablename__ = "badge_award"
    __table_args__ = (member_key("student_id"), sa.UniqueConstraint("centre_id", "student_id", "badge", "step"))

    student_id: Mapped[UUID]
    badge: Mapped[Badge]
    step: Mapped[int]
    awarded_at: Mapped[datetime]


class BoardMembership(Stored, OfCentre, Base):
    """That a student wants to be on boards, and under which made-up name (C27)."""

    __tablename__ = "board_membership"
    __table_args__ = (
        member_key("student_id"),
        sa.UniqueConstraint("centre_id", "student_id"),
        sa.UniqueConstraint("centre_id", "nickname"),
    )

    student_id: Mapped[UUID]
    nickname: Mapped[str] = mapped_column(sa.String(40))
    on_course_boards: Mapped[bool]
    on_effort_board: Mapped[bool]
