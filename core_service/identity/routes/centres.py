"""Making, changing and closing centres: what reaches their people, and so stands here and not in centres."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.centres import service as centres
from core_service.centres.models import Centre
from core_service.centres.schemas import CentreChange, CentreRequest, CentreRow
from core_service.foundation.etags import Tagged, demand_unchanged, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime
from core_service.identity.service import centre_life as service

blueprint = Blueprint("centre-life", __name__, url_prefix="/api/centres", description="Making and closing centres")


@blueprint.post("")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(CentreRequest)
@blueprint.response(201, CentreRow)
def create(db: Session, actor: Actor, wanted: dict[str, Any]) -> Tagged[Centre]:
    """Make a centre, with another one's settings if wanted, and invite its first supervisor; for super-admins."""
    return _tagged(service.found_centre(db, actor, **wanted, now=runtime().clock.now()))


@blueprint.patch("/<uuid:centre_id>")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(CentreChange)
@blueprint.response(200, CentreRow)
def change(db: Session, actor: Actor, wanted: dict[str, Any], centre_id: UUID) -> Tagged[Centre]:
    """Rename a centre or move its clock; slug and `isActive` are a super-admin's."""
    centre = centres.hold_centre(db, actor, centre_id)
    demand_unchanged(centre)
    service.change_centre(db, actor, centre=centre, values=wanted)
    return _tagged(centre)


@blueprint.post("/<uuid:centre_id>/deactivate")
@requires(Permission.CENTRE_MANAGE)
@blueprint.response(200, CentreRow)
def deactivate(db: Session, actor: Actor, centre_id: UUID) -> Tagged[Centre]:
    """Close a centre at once; for super-admins."""
    return _set_active(db, actor, centre_id, is_active=False)


@blueprint.post("/<uuid:centre_id>/reactivate")
@requires(Permission.CENTRE_MANAGE)
@blueprint.response(200, CentreRow)
def reactivate(db: Session, actor: Actor, centre_id: UUID) -> Tagged[Centre]:
    """Open a closed centre again; for super-admins."""
    return _set_active(db, actor, centre_id, is_active=True)


def _set_active(db: Session, actor: Actor, centre_id: UUID, *, is_active: bool) -> Tagged[Centre]:
    centre = centres.hold_centre(db, actor, centre_id)
    demand_unchanged(centre)
    service.change_centre(db, actor, centre=centre, values={"is_active": is_active})
    return _tagged(centre)


def _tagged(centre: Centre) -> Tagged[Centre]:
    return tagged(centre, centre)
