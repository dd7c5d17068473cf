"""The centres that one may see, and what each sets for itself."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires, signed_in
from core_service.centres import queries, service
from core_service.centres.models import Centre
from core_service.centres.rules import CentreSettings, settings_of
from core_service.centres.schemas import CentrePage, CentreQuery, CentreRow, SettingsChange, SettingsSchema
from core_service.foundation.etags import demand_unchanged, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged

blueprint = Blueprint("centres", __name__, url_prefix="/api/centres", description="Centres and their settings")


@blueprint.get("")
@signed_in
@blueprint.arguments(CentreQuery, location="query")
@blueprint.response(200, CentrePage)
def centres(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The caller's centres; for a super-admin all of them."""
    found = queries.centres_page(db, actor, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    return paged(found, wanted["limit"], lambda centre: Cursor(centre.created_at, centre.id))


@blueprint.get("/<uuid:centre_id>")
@signed_in
@blueprint.response(200, CentreRow)
def show(db: Session, actor: Actor, centre_id: UUID) -> tuple[Centre, dict[str, str]]:
    """One of the caller's centres."""
    centre = queries.centre_by_id(db, actor, centre_id)
    return tagged(centre, centre)


@blueprint.get("/<uuid:centre_id>/settings")
@requires(*queries.SETS_UP_CENTRES)
@blueprint.response(200, SettingsSchema)
def settings(db: Session, actor: Actor, centre_id: UUID) -> tuple[CentreSettings, dict[str, str]]:
    """What a centre has set; the usual value where it has set none."""
    centre = queries.centre_by_id(db, actor, centre_id)
    service.demand_set_up(actor, centre.id)
    return tagged(settings_of(centre.settings), centre)


@blueprint.patch("/<uuid:centre_id>/settings")
@requires(*queries.SETS_UP_CENTRES)
@blueprint.arguments(SettingsChange)
@blueprint.response(200, SettingsSchema)
def change_settings(
    db: Session, actor: Actor, wanted: dict[str, Any], centre_id: UUID
) -> tuple[CentreSettings, dict[str, str]]:
    """Set some of them; the rest stays."""
    centre = service.hold_centre(db, actor, centre_id)
    service.demand_set_up(actor, centre.id)
    demand_unchanged(centre)
    return tagged(service.change_settings(db, actor, centre=centre, values=wanted), centre)
