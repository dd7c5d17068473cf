"""Classes and who is in them, from when until when (R061, R097)."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.foundation.db import (
    Base,
    OfCentre,
    Stored,
    UsesContent,
    addressable,
    centre_key,
    content_is_own_or_shared,
    content_key,
    member_key,
)


class ClassCohort(Stored, OfCentre, Base):
    """A class: students who are planned together, each on a course of their own."""

    __tablename__ = "class_cohort"
    __table_args__ = (addressable(), sa.UniqueConstraint("centre_id", "name"))

    name: Mapped[str] = mapped_column(sa.String(120))
    description: Mapped[str | None] = mapped_column(sa.String(2000))
    is_active: Mapped[bool] = mapped_column(default=True)


class ClassMembership(Stored, OfCentre, UsesContent, Base):
    """A student's time in a class for one course, both days included; one row per course."""

    __tablename__ = "class_membership"
    __table_args__ = (
        member_key("student_id"),
        centre_key("cohort_id", "class_cohort", ondelete="CASCADE"),
        content_key("course_id", "course"),
        content_is_own_or_shared(),
        sa.UniqueConstraint("cohort_id", "student_id", "course_id", "starts_on"),
        sa.CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="order"),
        sa.Index(None, "centre_id", "cohort_id"),
        sa.Index(None, "centre_id", "student_id"),
        sa.Index(None, "content_centre_id", "course_id"),
    )

    cohort_id: Mapped[UUID]
    student_id: Mapped[UUID]
    course_id: Mapped[UUID]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
