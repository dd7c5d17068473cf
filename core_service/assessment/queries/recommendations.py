"""Lists of recommendations: assessors see their centres', tutors their own proposals (R182, C21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.assessment.models import ProgressRecommendation
from core_service.assessment.rules.states import RecommendationKind, RecommendationStatus
from core_service.catalogue.models import ContentUnit, Course
from core_service.foundation.paging import Cursor, in_order
from core_service.identity.models import AppUser


@dataclass(frozen=True, slots=True)
class RecommendationFilter:
    """Which recommendations are wanted; without a status all of them."""

    status: RecommendationStatus | None = RecommendationStatus.OPEN
    kind: RecommendationKind | None = None
    course_id: UUID | None = None
    student_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation with names."""

    recommendation: ProgressRecommendation
    student_name: str
    course_name: str
    unit_title: str | None
    proposed_by: str | None


def _recommendations() -> sa.Select[ProgressRecommendation, str, str, str | None, str | None]:
    proposer = aliased(AppUser)
    return (
        sa.select(ProgressRecommendation, AppUser.name, Course.name, ContentUnit.title, proposer.name)
        .join(AppUser, AppUser.id == ProgressRecommendation.student_id)
        .join(Course, Course.id == ProgressRecommendation.course_id)
        .outerjoin(ContentUnit, ContentUnit.id == ProgressRecommendation.unit_id)
        .outerjoin(proposer, proposer.id == ProgressRecommendation.proposed_by_id)
    )


def recommendation_view(db: Session, recommendation: ProgressRecommendation) -> RecommendationView:
    """One that is known to exist."""
    found = _recommendations().where(ProgressRecommendation.id == recommendation.id)
    return RecommendationView(*db.execute(found).one())


def recommendations(
    db: Session, actor: Actor, wanted: RecommendationFilter, *, cursor: Cursor | None, limit: int
) -> Sequence[RecommendationView]:
    """`limit` + 1, oldest first, in one statement."""
    row = ProgressRecommendation
    assessed = actor.centres_with(Permission.ASSESSMENT_QUEUE_VIEW)
    found = _recommendations().where(sa.or_(row.centre_id.in_(assessed), row.proposed_by_id == actor.user_id))
    for column, value in (
        (row.status, wanted.status),
        (row.kind, wanted.kind),
        (row.course_id, wanted.course_id),
        (row.student_id, wanted.student_id),
    ):
        if value is not None:
            found = found.where(column == value)
    page = in_order(found, (row.created_at, row.id), cursor, limit)
    return [RecommendationView(*each) for each in db.execute(page)]
