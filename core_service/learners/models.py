"""At which level a student works in a course, every change of it, and units that are mastered (R005, R044, R045)."""

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
from core_service.learners.rules import ProfileMetric, ProfileUpdateType


class SubjectAssessment(Stored, OfCentre, UsesContent, Base):
    """The single source of truth for a student's working level in a course of a centre (R005, C33)."""

    __tablename__ = "subject_assessment"
    __table_args__ = (
        addressable(),
        member_key("student_id"),
        content_key("course_id", "course"),
        content_is_own_or_shared(),
        sa.UniqueConstraint("centre_id", "student_id", "course_id"),
        sa.Index(None, "content_centre_id", "course_id"),
    )

    student_id: Mapped[UUID] = mapped_column(index=True)
    course_id: Mapped[UUID]
    grade_level_id: Mapped[UUID] = mapped_column(sa.ForeignKey("grade_level.id"), index=True)
    reading_age: Mapped[float | None]
    """In years, 8.5 for eight and a half (R188)."""
    numeracy_age: Mapped[float | None]
    comprehension_level: Mapped[float | None]
    """0 to 1."""
    writing_level: Mapped[float | None]
    last_assessed_at: Mapped[datetime]
    assessed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    notes: Mapped[str | None]


class AcademicProfileLog(Created, OfCentre, UsesContent, Base):
    """One change of a level or metric, for ever (R184); `previous_value` is null at placement."""

    __tablename__ = "academic_profile_log"
    __table_args__ = (
        member_key("student_id"),
        content_key("course_id", "course"),
        content_is_own_or_shared(),
        centre_key("subject_assessment_id", "subject_assessment"),
        centre_key("assessment_review_id", "assessment_review"),
        sa.Index(None, "centre_id", "student_id", "course_id", "created_at"),
        sa.Index(None, "content_centre_id", "course_id"),
        sa.Index(None, "centre_id", "subject_assessment_id"),
        sa.Index(None, "centre_id", "assessment_review_id"),
    )

    student_id: Mapped[UUID]
    course_id: Mapped[UUID]
    subject_assessment_id: Mapped[UUID]
    metric: Mapped[ProfileMetric]
    previous_value: Mapped[float | None]
    new_value: Mapped[float]
    update_type: Mapped[ProfileUpdateType]
    reason: Mapped[str | None]
    updated_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    assessment_review_id: Mapped[UUID | None]


class UnitMastery(Stored, OfCentre, UsesContent, Base):
    """That an assessor confirmed a unit as mastered: the sequence passes it over (C18), until it is taken back."""

    __tablename__ = "unit_mastery"
    __table_args__ = (
        member_key("student_id"),
        content_key("unit_id", "content_unit"),
        content_is_own_or_shared(),
        sa.UniqueConstraint("centre_id", "student_id", "unit_id"),
        sa.Index(None, "content_centre_id", "unit_id"),
    )

    student_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    confirmed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    confirmed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
