"""Reports as files: ordered, written by the worker, fetched by a link that ends (R273, R292)."""

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
from core_service.foundation.runtime import runtime
from core_service.reporting.models import ReportExport
from core_service.reporting.queries.exports import export_of, exports_of
from core_service.reporting.queries.report_catalogue import REPORTS
from core_service.reporting.queries.report_scope import report_scope
from core_service.reporting.rules.exports import ExportStatus
from core_service.reporting.schemas.exports import ExportPage, ExportQuery, ExportRequest, ExportSchema
from core_service.reporting.schemas.reports import wanted_from
from core_service.reporting.service.exports import order_export

blueprint = Blueprint("report-exports", __name__, url_prefix="/api/reports/exports", description="Reports as files")


@blueprint.post("")
@requires(Permission.REPORTS_EXPORT)
@blueprint.arguments(ExportRequest)
@blueprint.response(202, ExportSchema)
def order(db: Session, actor: Actor, wanted: dict[str, Any]) -> tuple[dict[str, Any], HTTPStatus]:
    """Ask for a file; ask for it again by its id until it is done."""
    report, now = REPORTS[wanted["report"]], runtime().clock.now()
    asked = wanted_from(report, wanted["filters"])
    scope = report_scope(db, actor, Permission.REPORTS_EXPORT, asked, now=now)
    export = order_export(db, actor, report, scope, file_format=wanted["format"], filters=wanted["filters"], now=now)
    return _told(export), HTTPStatus.ACCEPTED


@blueprint.get("")
@requires(Permission.REPORTS_EXPORT)
@blueprint.arguments(ExportQuery, location="query")
@blueprint.response(200, ExportPage)
def listing(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The caller's files, newest first."""
    found = exports_of(db, actor, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    shown, next_cursor = page(found, wanted["limit"], lambda each: Cursor(each.requested_at, each.id))
    return {"items": [_told(each) for each in shown], "next_cursor": next_cursor}


@blueprint.get("/<uuid:export_id>")
@requires(Permission.REPORTS_EXPORT)
@blueprint.response(200, ExportSchema)
def one(db: Session, actor: Actor, export_id: UUID) -> dict[str, Any]:
    """How far a file is, and its link once it is done."""
    return _told(export_of(db, actor, export_id))


def _told(export: ReportExport) -> dict[str, Any]:
    run = runtime()
    now = run.clock.now()
    if export.status is not ExportStatus.DONE or export.file_key is None or (export.expires_at or now) <= now:
        return {"export": export, "url": None}
    name = f"{export.report}-{export.requested_at:%Y-%m-%d}.{export.format.value}"
    link = MediaLink(export.file_key, name, export.format.content_type)
    return {"export": export, "url": run.media_links.url(link, now=now)}
