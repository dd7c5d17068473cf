"""Units of a course's level: listed, made, changed, moved, copied (R048)."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.catalogue import queries
from core_service.catalogue.models import ContentUnit
from core_service.catalogue.schemas.authoring import (
    UnitChange,
    UnitCopyRequest,
    UnitMoveRequest,
    UnitPage,
    UnitQuery,
    UnitRequest,
    UnitSchema,
)
from core_service.catalogue.service import units as changes
from core_service.catalogue.service.copies import copy_unit
from core_service.catalogue.service.parts import change_part, part_to_change
from core_service.foundation.etags import Tagged, demand_unchanged, etag_of, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged

blueprint = Blueprint("units", __name__, url_prefix="/api/units", description="Units of courses")

Created = tuple[Any, HTTPStatus, dict[str, str]]


@blueprint.get("")
@requires(*queries.READS_ANSWERS)
@blueprint.arguments(UnitQuery, location="query")
@blueprint.response(200, UnitPage)
def listed(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Units of the caller's centres and the franchise."""
    limit, cursor = wanted.pop("limit"), cursor_of(wanted.pop("cursor"))
    asked = queries.UnitFilter(words=wanted.pop("q"), **wanted)
    found = queries.units(db, asked, cursor=cursor, limit=limit)
    return paged(found, limit, lambda each: Cursor(each.unit.created_at, each.unit.id))


@blueprint.post("")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(UnitRequest)
@blueprint.response(201, UnitSchema)
def create(db: Session, actor: Actor, wanted: dict[str, Any]) -> Created:
    """Add a unit to a course's level."""
    place = {name: wanted.pop(name) for name in ("course_id", "level", "position")}
    unit = changes.create_unit(db, actor, **place, values=wanted)
    return _created(db, unit)


@blueprint.get("/<uuid:unit_id>")
@requires(*queries.READS_ANSWERS)
@blueprint.response(200, UnitSchema)
def show(db: Session, actor: Actor, unit_id: UUID) -> Tagged[Any]:
    """One unit."""
    return _shown(db, unit_id)


@blueprint.patch("/<uuid:unit_id>")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(UnitChange)
@blueprint.response(200, UnitSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], unit_id: UUID) -> Tagged[Any]:
    """Change a unit, or take it in or out of use."""
    unit = part_to_change(db, actor, ContentUnit, unit_id)
    demand_unchanged(unit)
    change_part(db, actor, unit, wanted)
    return _shown(db, unit_id)


@blueprint.delete("/<uuid:unit_id>")
@requires(Permission.CENTRE_MANAGE)
@blueprint.response(204)
def retire(db: Session, actor: Actor, unit_id: UUID) -> None:
    """Take a unit out of use; what was done in it stays."""
    unit = part_to_change(db, actor, ContentUnit, unit_id)
    demand_unchanged(unit)
    change_part(db, actor, unit, {"is_active": False})


@blueprint.post("/<uuid:unit_id>/move")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(UnitMoveRequest)
@blueprint.response(200, UnitSchema)
def move(db: Session, actor: Actor, wanted: dict[str, Any], unit_id: UUID) -> Tagged[Any]:
    """Give a unit another place among its siblings, or another level."""
    unit = part_to_change(db, actor, ContentUnit, unit_id)
    demand_unchanged(unit)
    changes.move_unit(db, actor, unit=unit, **wanted)
    return _shown(db, unit_id)


@blueprint.post("/<uuid:unit_id>/duplicate")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(UnitCopyRequest)
@blueprint.response(201, UnitSchema)
def duplicate(db: Session, actor: Actor, wanted: dict[str, Any], unit_id: UUID) -> Created:
    """Copy a unit with its lessons, beside itself or into another course."""
    level_id = changes.level_id_of(db, wanted["level"]) if wanted["level"] is not None else None
    copy = copy_unit(db, actor, unit_id=unit_id, course_id=wanted["course_id"], level_id=level_id)
    return _created(db, copy)


def _shown(db: Session, unit_id: UUID) -> Tagged[Any]:
    view = queries.unit_by_id(db, unit_id)
    return tagged(view, view.unit)


def _created(db: Session, unit: ContentUnit) -> Created:
    return queries.unit_by_id(db, unit.id), HTTPStatus.CREATED, {"ETag": etag_of(unit)}
