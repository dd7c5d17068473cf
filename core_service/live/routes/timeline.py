"""What happened in a session, for its tutor and the centre's supervisors."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.live.queries.told_timeline import told_timeline
from core_service.live.schemas.timeline import TimelinePage, TimelineQuery

blueprint = Blueprint("timeline", __name__, url_prefix="/api/sessions", description="What happened in a session")


@blueprint.get("/<uuid:session_id>/timeline")
@requires(Permission.SESSION_VIEW_STUDENTS)
@blueprint.arguments(TimelineQuery, location="query")
@blueprint.response(200, TimelinePage)
def timeline(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> dict[str, Any]:
    """The session's log in words, by type and by student."""
    limit, types = wanted["limit"], [wanted["type"]] if wanted["type"] else []
    found = told_timeline(
        db,
        actor,
        session_id,
        types=types,
        student_id=wanted["student_id"],
        after=wanted["cursor"],
        limit=limit,
    )
    shown = found[:limit]
    return {"items": shown, "next_cursor": str(shown[-1].seq) if len(found) > limit else None}
