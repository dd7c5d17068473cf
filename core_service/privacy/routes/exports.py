"""Exports of everything that a centre knows of a person."""

from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.media import MediaLink
from core_service.foundation.paging import Cursor, cursor_of, page
from core_service.foundation.rates import Rate, spend
from core_service.foundation.runtime import runtime
from core_service.privacy.models import PersonExport
from core_service.privacy.queries.requests import export_by_id, requests_page, with_names
from core_service.privacy.rules import ExportStatus
from core_service.privacy.schemas.requests import PersonExportPage, PersonExportSchema, PersonRequest, RequestsQuery
from core_service.privacy.service.exports import progress_of, request_export

blueprint = Blueprint("exports", __name__, url_prefix="/api/privacy/exports", description="All about a person")

EXPORTS = Rate("person-exports", most=30, window=timedelta(hours=1))
"""Each is a file that is kept for days."""

EVERYBODY = tuple(Permission)
"""Anyone may ask for what is known of themselves; of whom else is decided by relation."""


@blueprint.post("")
@requires(*EVERYBODY)
@blueprint.arguments(PersonRequest)
@blueprint.response(201, PersonExportSchema)
@blueprint.alt_response(200, schema=PersonExportSchema, description="It was there already")
def ask(db: Session, actor: Actor, wanted: dict[str, Any]) -> tuple[dict[str, Any], HTTPStatus]:
    """Ask for everything about oneself, one's child, or a person whom one manages (201); 200 if it is being made."""
    spend(runtime().redis, EXPORTS, actor.user_id)
    export, is_new = request_export(db, actor, **wanted, now=runtime().clock.now())
    return _shown(db, [export])[0], HTTPStatus.CREATED if is_new else HTTPStatus.OK


@blueprint.get("")
@requires(*EVERYBODY)
@blueprint.arguments(RequestsQuery, location="query")
@blueprint.response(200, PersonExportPage)
def exports(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Those that the caller asked for, and those of the centres that they manage."""
    limit, cursor = wanted["limit"], cursor_of(wanted["cursor"])
    found = requests_page(db, actor, PersonExport, person_id=wanted["person_id"], cursor=cursor, limit=limit)
    shown, next_cursor = page(found, limit, lambda export: Cursor(export.created_at, export.id))
    return {"items": [each | {"download_url": None} for each in _shown(db, shown)], "next_cursor": next_cursor}


@blueprint.get("/<uuid:export_id>")
@requires(*EVERYBODY)
@blueprint.response(200, PersonExportSchema)
def show(db: Session, actor: Actor, export_id: UUID) -> dict[str, Any]:
    """How far it is, and the link to the file once it is ready."""
    return _shown(db, [export_by_id(db, actor, export_id)])[0]


def _shown(db: Session, exports: Sequence[PersonExport]) -> list[dict[str, Any]]:
    run = runtime()
    shown = []
    seen = zip(with_names(db, exports), progress_of(db, exports), exports, strict=True)
    for named, (status, percent), export in seen:
        link = MediaLink(export.media_key, f"about-{named.person_name}.zip", "application/zip")
        is_ready = status is ExportStatus.READY
        shown.append(
            {
                "id": export.id,
                "centre_id": export.centre_id,
                "person_id": export.subject_id,
                "person_name": named.person_name,
                "audience": export.audience,
                "status": status,
                "progress_pct": percent,
                "size_bytes": export.size_bytes,
                "requested_at": export.created_at,
                "requested_by_id": export.requested_by_id,
                "ready_at": export.ready_at,
                "expires_at": export.expires_at,
                "download_url": run.media_links.url(link, now=run.clock.now()) if is_ready else None,
            }
        )
    return shown
