"""Parents say beforehand that a child will not come."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.attendance.models import AbsenceNotice
from core_service.attendance.schemas.absence_notices import AbsenceNoticeRequest, AbsenceNoticeSchema
from core_service.attendance.service import absence_notices as service
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime

blueprint = Blueprint("absence-notices", __name__, url_prefix="/api/academic", description="Parents' notices")


@blueprint.post("/absence-notices")
@requires(Permission.CHILD_VIEW)
@blueprint.arguments(AbsenceNoticeRequest)
@blueprint.response(201, AbsenceNoticeSchema)
@blueprint.alt_response(200, schema=AbsenceNoticeSchema, description="It was there already")
def give(db: Session, actor: Actor, wanted: dict[str, Any]) -> tuple[AbsenceNotice, HTTPStatus]:
    """Excuse one's own child from a coming session (201), or change the reason (200); prefills EXCUSED."""
    notice, is_new = service.give_notice(db, actor, **wanted, now=runtime().clock.now())
    return notice, HTTPStatus.CREATED if is_new else HTTPStatus.OK


@blueprint.delete("/absence-notices/<uuid:notice_id>")
@requires(Permission.CHILD_VIEW)
@blueprint.response(204)
def withdraw(db: Session, actor: Actor, notice_id: UUID) -> None:
    """The child comes after all."""
    service.withdraw_notice(db, actor, notice_id=notice_id)
