"""The search in the record of acts (R285): "were they acting as assessor or supervisor?"."""

from typing import Any

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.reporting.queries.audit import READS_AUDIT, AuditWanted, audit_entries
from core_service.reporting.schemas.audit import AuditPage, AuditQuery

blueprint = Blueprint("audit", __name__, url_prefix="/api/audit", description="Who did what")


@blueprint.get("")
@requires(*READS_AUDIT)
@blueprint.arguments(AuditQuery, location="query")
@blueprint.response(200, AuditPage)
def search(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Acts in the caller's centres, newest first."""
    cursor, limit = cursor_of(wanted.pop("cursor")), wanted.pop("limit")
    found = audit_entries(db, actor, AuditWanted(**wanted), cursor=cursor, limit=limit)
    return paged(found, limit, lambda entry: Cursor(entry.log.created_at, entry.log.id))
