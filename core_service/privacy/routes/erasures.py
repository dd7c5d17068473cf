"""Erasures of a person: looked at beforehand, asked for, taken back while they wait."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, page
from core_service.foundation.runtime import runtime
from core_service.privacy.models import PersonErasure
from core_service.privacy.queries.people import subject_of_erasure
from core_service.privacy.queries.requests import (
    MANAGES_PEOPLE,
    ErasurePreview,
    Named,
    erasure_by_id,
    erasure_preview,
    requests_page,
    with_names,
)
from core_service.privacy.schemas.requests import (
    ErasurePreviewSchema,
    PersonErasurePage,
    PersonErasureSchema,
    PersonRequest,
    RequestsQuery,
)
from core_service.privacy.service.erasures import cancel_erasure, request_erasure

blueprint = Blueprint("erasures", __name__, url_prefix="/api/privacy/erasures", description="Forgetting a person")


@blueprint.get("/preview")
@requires(*MANAGES_PEOPLE)
@blueprint.arguments(PersonRequest, location="query")
@blueprint.response(200, ErasurePreviewSchema)
def preview(db: Session, actor: Actor, wanted: dict[str, Any]) -> ErasurePreview:
    """What would go, what would lose its words, and what stands in the way."""
    subject, _ = subject_of_erasure(db, actor, **wanted)
    return erasure_preview(db, subject, now=runtime().clock.now())


@blueprint.post("")
@requires(*MANAGES_PEOPLE)
@blueprint.arguments(PersonRequest)
@blueprint.response(201, PersonErasureSchema)
def ask(db: Session, actor: Actor, wanted: dict[str, Any]) -> Named:
    """Ask that a person be forgotten; it is carried out after the centre's waiting time."""
    return with_names(db, [request_erasure(db, actor, **wanted, now=runtime().clock.now())])[0]


@blueprint.get("")
@requires(*MANAGES_PEOPLE)
@blueprint.arguments(RequestsQuery, location="query")
@blueprint.response(200, PersonErasurePage)
def erasures(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The erasures of the caller's centres, newest first."""
    limit, cursor = wanted["limit"], cursor_of(wanted["cursor"])
    found = requests_page(db, actor, PersonErasure, person_id=wanted["person_id"], cursor=cursor, limit=limit)
    shown, next_cursor = page(found, limit, lambda erasure: Cursor(erasure.created_at, erasure.id))
    return {"items": with_names(db, shown), "next_cursor": next_cursor}


@blueprint.get("/<uuid:erasure_id>")
@requires(*MANAGES_PEOPLE)
@blueprint.response(200, PersonErasureSchema)
def show(db: Session, actor: Actor, erasure_id: UUID) -> Named:
    """One erasure."""
    return with_names(db, [erasure_by_id(db, erasure_id)])[0]


@blueprint.post("/<uuid:erasure_id>/cancel")
@requires(*MANAGES_PEOPLE)
@blueprint.response(200, PersonErasureSchema)
def cancel(db: Session, actor: Actor, erasure_id: UUID) -> Named:
    """Take it back while it waits."""
    erasure = erasure_by_id(db, erasure_id)
    cancel_erasure(db, actor, erasure=erasure, now=runtime().clock.now())
    return with_names(db, [erasure])[0]
