"""Rooms with their seats, and the days on which a centre is closed (R074)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.centres.models import CentreRoom
from core_service.foundation.etags import Tagged, demand_unchanged, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.sessions.queries import premises as queries
from core_service.sessions.schemas.premises import (
    CentreRoomPage,
    CentreRoomSchema,
    ClosurePage,
    ClosureRequest,
    ClosureResultSchema,
    PremisesQuery,
    RoomChange,
    RoomRequest,
)
from core_service.sessions.service import premises as service

blueprint = Blueprint("premises", __name__, url_prefix="/api/academic", description="Rooms and closures")


@blueprint.get("/rooms")
@requires(*queries.READS_PREMISES)
@blueprint.arguments(PremisesQuery, location="query")
@blueprint.response(200, CentreRoomPage)
def rooms(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The rooms in use."""
    found = queries.rooms_page(db, actor, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    return paged(found, wanted["limit"], lambda room: Cursor(room.created_at, room.id))


@blueprint.post("/rooms")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(RoomRequest)
@blueprint.response(201, CentreRoomSchema)
def add_room(db: Session, actor: Actor, wanted: dict[str, Any]) -> Tagged[CentreRoom]:
    """Add a room with its seats."""
    centre_id = actor.centre_for(Permission.SCHEDULE_MANAGE, wanted=wanted.pop("centre_id"))
    return _tagged(service.add_room(db, actor, centre_id=centre_id, **wanted))


@blueprint.get("/rooms/<uuid:room_id>")
@requires(*queries.READS_PREMISES)
@blueprint.response(200, CentreRoomSchema)
def show_room(db: Session, actor: Actor, room_id: UUID) -> Tagged[CentreRoom]:
    """One room."""
    return _tagged(queries.room_by_id(db, room_id))


@blueprint.patch("/rooms/<uuid:room_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(RoomChange)
@blueprint.response(200, CentreRoomSchema)
def change_room(db: Session, actor: Actor, wanted: dict[str, Any], room_id: UUID) -> Tagged[CentreRoom]:
    """Another name, other seats; out of use only when nothing is planned there."""
    room = service.hold_room(db, room_id)
    demand_unchanged(room)
    service.change_room(db, actor, room=room, values=wanted, now=runtime().clock.now())
    return _tagged(room)


@blueprint.delete("/rooms/<uuid:room_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.response(204)
def remove_room(db: Session, actor: Actor, room_id: UUID) -> None:
    """Take a room out of use."""
    room = service.hold_room(db, room_id)
    demand_unchanged(room)
    service.change_room(db, actor, room=room, values={"is_active": False}, now=runtime().clock.now())


@blueprint.get("/closures")
@requires(*queries.READS_PREMISES)
@blueprint.arguments(PremisesQuery, location="query")
@blueprint.response(200, ClosurePage)
def closures(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The days without lessons."""
    found = queries.closures_page(db, actor, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    return paged(found, wanted["limit"], lambda closure: Cursor(closure.created_at, closure.id))


@blueprint.post("/closures")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(ClosureRequest)
@blueprint.response(201, ClosureResultSchema)
def close(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Close the centre for some days; what is planned on them is cancelled."""
    centre_id = actor.centre_for(Permission.SCHEDULE_MANAGE, wanted=wanted.pop("centre_id"))
    closure, cancelled = service.close_centre(db, actor, centre_id=centre_id, **wanted, now=runtime().clock.now())
    return {"closure": closure, "cancelled_session_ids": [session.id for session in cancelled]}


@blueprint.delete("/closures/<uuid:closure_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.response(204)
def reopen(db: Session, actor: Actor, closure_id: UUID) -> None:
    """Take a closure back; lessons that it has cancelled stay cancelled."""
    service.reopen_centre(db, actor, closure=queries.closure_by_id(db, closure_id))


def _tagged(room: CentreRoom) -> Tagged[CentreRoom]:
    return tagged(room, room)
