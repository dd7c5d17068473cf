"""Marking attendance."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.attendance import service
from core_service.attendance.schemas import MarkRequest, MarkSchema
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime

blueprint = Blueprint("attendance", __name__, url_prefix="/api", description="Who came")


@blueprint.post("/sessions/<uuid:session_id>/attendance")
@requires(Permission.ATTENDANCE_MARK)
@blueprint.arguments(MarkRequest)
@blueprint.response(200, MarkSchema)
def mark(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> service.Mark:
    """Mark one student of a session (R084)."""
    return service.mark_attendance(db, actor, session_id=session_id, **wanted, now=runtime().clock.now())
