"""Recommendations and placements: seen, decided, proposed (R182, C21, C34)."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.assessment.queries import placements, profiles, recommendations
from core_service.assessment.routes.reviews import metrics_of
from core_service.assessment.schemas.profiles import AcademicProfileSchema, PlacementRequest, ProposalRequest
from core_service.assessment.schemas.recommendations import (
    DecisionRequest,
    NamedRecommendationSchema,
    PlacementPage,
    PlacementQuery,
    RecommendationPage,
    RecommendationQuery,
)
from core_service.assessment.service import placements as placing, recommendations as changes
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.learners.service import ProfileEdit
from core_service.work.queries.relations import learner_for

blueprint = Blueprint("recommendations", __name__, url_prefix="/api", description="Recommendations and placements")


@blueprint.get("/assessment/recommendations")
@requires(Permission.ASSESSMENT_QUEUE_VIEW, Permission.CONTENT_ASSIGN)
@blueprint.arguments(RecommendationQuery, location="query")
@blueprint.response(200, RecommendationPage)
def listed(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Units and levels to decide about, oldest first; for a tutor, their own proposals."""
    limit, cursor = wanted.pop("limit"), cursor_of(wanted.pop("cursor"))
    asked = recommendations.RecommendationFilter(**wanted)
    found = recommendations.recommendations(db, actor, asked, cursor=cursor, limit=limit)
    return paged(found, limit, lambda each: Cursor(each.recommendation.created_at, each.recommendation.id))


@blueprint.post("/assessment/recommendations/<uuid:recommendation_id>/decision")
@requires(Permission.ACADEMIC_PROFILE_UPDATE)
@blueprint.arguments(DecisionRequest)
@blueprint.response(200, NamedRecommendationSchema)
def decide(
    db: Session, actor: Actor, wanted: dict[str, Any], recommendation_id: UUID
) -> recommendations.RecommendationView:
    """Confirm, adjust or decline."""
    decided = changes.decide(
        db,
        actor,
        recommendation_id=recommendation_id,
        word=changes.Decision(**wanted),
        now=runtime().clock.now(),
    )
    return recommendations.recommendation_view(db, decided)


@blueprint.post("/students/<uuid:student_id>/level-proposals")
@requires(Permission.CONTENT_ASSIGN)
@blueprint.arguments(ProposalRequest)
@blueprint.response(201, NamedRecommendationSchema)
def propose(
    db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID
) -> tuple[recommendations.RecommendationView, HTTPStatus]:
    """Propose a level for a student whom one teaches; an assessor decides."""
    learner = learner_for(
        db,
        actor,
        student_id=student_id,
        course_id=wanted["course_id"],
        centre_id=wanted["centre_id"],
    )
    made = changes.propose_level(
        db,
        actor,
        learner=learner,
        new_level=wanted["new_level"],
        reason=wanted["reason"],
        now=runtime().clock.now(),
    )
    return recommendations.recommendation_view(db, made), HTTPStatus.CREATED


@blueprint.get("/assessment/placements")
@requires(Permission.ASSESSMENT_QUEUE_VIEW)
@blueprint.arguments(PlacementQuery, location="query")
@blueprint.response(200, PlacementPage)
def unplaced(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Students without a level, with what their placement exercises suggest; who waits longest first."""
    limit, cursor = wanted["limit"], cursor_of(wanted["cursor"])
    found = placements.unplaced_students(db, course_id=wanted["course_id"], cursor=cursor, limit=limit)
    return paged(found, limit, lambda each: each.cursor)


@blueprint.post("/assessment/placements")
@requires(Permission.ACADEMIC_PROFILE_UPDATE)
@blueprint.arguments(PlacementRequest)
@blueprint.response(201, AcademicProfileSchema)
def place(db: Session, actor: Actor, wanted: dict[str, Any]) -> tuple[profiles.AcademicProfile, HTTPStatus]:
    """Set the level at which a student begins in a course."""
    learner = learner_for(
        db,
        actor,
        student_id=wanted["student_id"],
        course_id=wanted["course_id"],
        centre_id=wanted["centre_id"],
    )
    edit = ProfileEdit(level=wanted["level"], metrics=metrics_of(wanted["metrics"]), reason=wanted["reason"])
    placing.place_student(db, actor, learner=learner, edit=edit, now=runtime().clock.now())
    profile = profiles.academic_profile(db, actor, learner.student_id, course_id=learner.course_id)
    return profile, HTTPStatus.CREATED
