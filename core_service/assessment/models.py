"""What assessors do with students' work, and what the system recommends to them (R053, R182, C18, C50)."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.assessment.rules.states import AssessmentStatus, RecommendationKind, RecommendationStatus
from core_service.foundation.db import (
    FRANCHISE_ID,
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


class AssessmentReview(Stored, OfCentre, Base):
    """One attempt's review (R053), made by its first claim (C50); a resubmission goes on with it."""

    __tablename__ = "assessment_review"
    __table_args__ = (
        addressable(),
        member_key("student_id"),
        centre_key("exercise_attempt_id", "exercise_attempt", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["rubric_centre_id", "rubric_id"], ["assessment_rubric.centre_id", "assessment_rubric.id"]
        ),
        sa.CheckConstraint(f"rubric_centre_id IN (centre_id, '{FRANCHISE_ID}')", name="rubric_centre"),
        sa.UniqueConstraint("centre_id", "exercise_attempt_id"),
        sa.Index(None, "centre_id", "student_id"),
        sa.Index(None, "centre_id", "assessor_id", "status"),
        sa.Index(None, "centre_id", "status", "reviewed_at"),
        sa.Index(None, "rubric_centre_id", "rubric_id"),
    )

    assessor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    """Who holds the claim, or held it last."""
    student_id: Mapped[UUID]
    exercise_attempt_id: Mapped[UUID]
    rubric_centre_id: Mapped[UUID | None]
    rubric_id: Mapped[UUID | None]
    criteria_scores: Mapped[list[Any]] = mapped_column(default=list)
    """`[{criterionName, score, maxScore, comment}]`: the draft until it is complete, `score` null for a note alone."""
    question_scores: Mapped[list[Any]] = mapped_column(default=list)
    """`[{questionIndex, score}]`: what the assessor gave or changed."""
    overall_score: Mapped[float | None]
    max_score: Mapped[float | None]
    feedback: Mapped[str | None]
    status: Mapped[AssessmentStatus] = mapped_column(default=AssessmentStatus.PENDING)
    claimed_until: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]


class ProgressRecommendation(Stored, OfCentre, UsesContent, Base):
    """A unit or level that an assessor should decide about, with what it rests on (R182, C18, C21)."""

    __tablename__ = "progress_recommendation"
    __table_args__ = (
        addressable(),
        member_key("student_id"),
        content_key("course_id", "course"),
        content_key("unit_id", "content_unit"),
        content_is_own_or_shared(),
        centre_key("review_id", "assessment_review"),
        sa.Index(
            "uq_progress_recommendation_open",
            "centre_id",
            "student_id",
            "course_id",
            "kind",
            sa.text(f"coalesce(unit_id, '{FRANCHISE_ID}')"),
            unique=True,
            postgresql_where=sa.text("status = 'OPEN'"),
        ),
        sa.Index(None, "centre_id", "status", "created_at", "id"),
        sa.Index(None, "centre_id", "student_id", "course_id"),
        sa.Index(None, "content_centre_id", "course_id"),
        sa.Index(None, "content_centre_id", "unit_id"),
        sa.Index(None, "centre_id", "review_id"),
    )

    student_id: Mapped[UUID]
    course_id: Mapped[UUID]
    kind: Mapped[RecommendationKind]
    unit_id: Mapped[UUID | None]
    from_level: Mapped[int | None]
    to_level: Mapped[int | None]
    words: Mapped[str]
    """Why, as a tutor can repeat it to a parent."""
    evidence: Mapped[list[Any]] = mapped_column(default=list)
    """`[{exerciseId, title, percent, at}]`, oldest first."""
    status: Mapped[RecommendationStatus] = mapped_column(default=RecommendationStatus.OPEN)
    proposed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    decided_at: Mapped[datetime | None]
    decided_level: Mapped[int | None]
    decision_reason: Mapped[str | None]
    review_id: Mapped[UUID | None]
