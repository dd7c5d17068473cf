"""Marking attendance, one student or the whole room, and the sheet that is marked from."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.attendance.queries.sheet import SheetRow, attendance_sheet
from core_service.attendance.schemas import BulkMarkRequest, BulkMarksSchema, MarkRequest, MarkSchema, SheetSchema
from core_service.attendance.service import marking
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime

blueprint = Blueprint("attendance", __name__, url_prefix="/api", description="Who came")


@blueprint.post("/sessions/<uuid:session_id>/attendance")
@requires(Permission.ATTENDANCE_MARK)
@blueprint.arguments(MarkRequest)
@blueprint.response(200, MarkSchema)
def mark(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> marking.Mark:
    """Mark one student of a session (R084)."""
    return marking.mark_attendance(db, actor, session_id=session_id, **wanted, now=runtime().clock.now())


@blueprint.get("/sessions/<uuid:session_id>/attendance")
@requires(Permission.ATTENDANCE_MARK)
@blueprint.response(200, SheetSchema)
def sheet(db: Session, actor: Actor, session_id: UUID) -> dict[str, UUID | Sequence[SheetRow]]:
    """Every student with their mark, and what presence in the room or a parent's notice suggests (R153)."""
    rows = attendance_sheet(db, actor, session_id, now=runtime().clock.now())
    return {"session_id": session_id, "students": rows}


@blueprint.post("/academic/attendance/bulk")
@requires(Permission.ATTENDANCE_MARK)
@blueprint.arguments(BulkMarkRequest)
@blueprint.response(200, BulkMarksSchema)
def mark_all(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, UUID | Sequence[marking.Mark]]:
    """Mark a room in one go, all or nothing; absent students get what they missed (R099)."""
    records = [marking.WantedMark(each["student_id"], each["status"], each["notes"]) for each in wanted["records"]]
    session_id = wanted["session_id"]
    marks = marking.mark_all(db, actor, session_id=session_id, records=records, now=runtime().clock.now())
    return {"session_id": session_id, "records": marks}
