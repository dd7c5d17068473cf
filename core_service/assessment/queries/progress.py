"""Reads for recommendations about one student in one course."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.assessment.models import ProgressRecommendation
from core_service.assessment.rules.states import RecommendationKind, RecommendationStatus
from core_service.catalogue.models import ContentUnit, Course, Exercise, GradeLevel, Lesson
from core_service.learners.rules import Learner


def open_recommendations(db: Session, learner: Learner) -> Sequence[ProgressRecommendation]:
    """Oldest first, fresh from the database."""
    found = _of(learner).where(ProgressRecommendation.status == RecommendationStatus.OPEN)
    ordered = found.order_by(ProgressRecommendation.created_at, ProgressRecommendation.id)
    return db.scalars(ordered.execution_options(populate_existing=True)).all()


def _of(learner: Learner) -> sa.Select[ProgressRecommendation]:
    return sa.select(ProgressRecommendation).where(
        ProgressRecommendation.centre_id == learner.centre_id,
        ProgressRecommendation.student_id == learner.student_id,
        ProgressRecommendation.course_id == learner.course_id,
    )


def declined(db: Session, learner: Learner) -> dict[tuple[RecommendationKind, UUID | None], datetime]:
    """When each subject was declined last."""
    rows = db.scalars(_of(learner).where(ProgressRecommendation.status == RecommendationStatus.DECLINED))
    newest: dict[tuple[RecommendationKind, UUID | None], datetime] = {}
    for each in rows:
        if each.decided_at is not None:
            subject = (each.kind, each.unit_id)
            newest[subject] = max(newest.get(subject, each.decided_at), each.decided_at)
    return newest


def level_below(db: Session, course_id: UUID, level: int) -> int | None:
    """The next lower level in which the course has exercises."""
    return db.scalar(
        sa.select(sa.func.max(GradeLevel.level))
        .join(ContentUnit, ContentUnit.grade_level_id == GradeLevel.id)
        .join(Lesson, Lesson.unit_id == ContentUnit.id)
        .join(Exercise, Exercise.lesson_id == Lesson.id)
        .where(
            ContentUnit.course_id == course_id,
            ContentUnit.is_active,
            Lesson.is_active,
            Exercise.is_active,
            GradeLevel.level < level,
        )
    )


def content_centre_of(db: Session, course_id: UUID) -> UUID:
    """Whose course it is: the centre's own or the franchise's."""
    return db.scalars(sa.select(Course.centre_id).where(Course.id == course_id)).one()
