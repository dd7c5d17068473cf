"""Rubrics (R187, C55)."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.assessment.queries import rubrics
from core_service.assessment.schemas.rubrics import (
    RubricChangeRequest,
    RubricPage,
    RubricQuery,
    RubricRequest,
    RubricSchema,
)
from core_service.assessment.service import rubrics as changes
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.etags import demand_unchanged, etag_of
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged

blueprint = Blueprint("rubrics", __name__, url_prefix="/api/assessment/rubrics", description="Rubrics")

Answer = tuple[rubrics.RubricView, HTTPStatus, dict[str, str]]


@blueprint.get("")
@requires(Permission.RUBRIC_MANAGE, Permission.ASSESSMENT_QUEUE_VIEW)
@blueprint.arguments(RubricQuery, location="query")
@blueprint.response(200, RubricPage)
def listed(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Rubrics of the caller's centres and the franchise."""
    limit, cursor = wanted.pop("limit"), cursor_of(wanted.pop("cursor"))
    found = rubrics.rubrics(db, rubrics.RubricFilter(**wanted), cursor=cursor, limit=limit)
    return paged(found, limit, lambda each: Cursor(each.rubric.created_at, each.rubric.id))


@blueprint.post("")
@requires(Permission.RUBRIC_MANAGE)
@blueprint.arguments(RubricRequest)
@blueprint.response(201, RubricSchema)
def create(db: Session, actor: Actor, wanted: dict[str, Any]) -> Answer:
    """Add a rubric for a course, level and exercise type."""
    is_franchise = "centre_id" in wanted and wanted["centre_id"] is None
    named = wanted.pop("centre_id", None)
    centre_id = FRANCHISE_ID if is_franchise else actor.centre_for(Permission.RUBRIC_MANAGE, wanted=named)
    rubric = changes.create_rubric(db, actor, centre_id=centre_id, new=changes.NewRubric(**wanted))
    return _answer(db, rubric.id, HTTPStatus.CREATED)


@blueprint.get("/<uuid:rubric_id>")
@requires(Permission.RUBRIC_MANAGE, Permission.ASSESSMENT_QUEUE_VIEW)
@blueprint.response(200, RubricSchema)
def show(db: Session, actor: Actor, rubric_id: UUID) -> Answer:
    """One rubric."""
    return _answer(db, rubric_id, HTTPStatus.OK)


@blueprint.patch("/<uuid:rubric_id>")
@requires(Permission.RUBRIC_MANAGE)
@blueprint.arguments(RubricChangeRequest)
@blueprint.response(200, RubricSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], rubric_id: UUID) -> Answer:
    """Change a rubric; reviews that are complete keep their scores."""
    rubric = changes.rubric_to_change(db, actor, rubric_id)
    demand_unchanged(rubric)
    changes.change_rubric(db, actor, rubric=rubric, change=changes.RubricChange(**wanted))
    return _answer(db, rubric_id, HTTPStatus.OK)


@blueprint.delete("/<uuid:rubric_id>")
@requires(Permission.RUBRIC_MANAGE)
@blueprint.response(204)
def retire(db: Session, actor: Actor, rubric_id: UUID) -> None:
    """Take a rubric out of use."""
    rubric = changes.rubric_to_change(db, actor, rubric_id)
    demand_unchanged(rubric)
    changes.retire_rubric(db, actor, rubric=rubric)


def _answer(db: Session, rubric_id: UUID, status: HTTPStatus) -> Answer:
    view = rubrics.rubric_by_id(db, rubric_id)
    return view, status, {"ETag": etag_of(view.rubric)}
