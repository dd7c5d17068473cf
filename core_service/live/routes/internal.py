"""What the hub asks on its own account, with the service key: rooms, their logs, their positions."""

from typing import Any
from uuid import UUID

import msgspec
from flask import Response, request
from marshmallow import fields, validate

from core_service.access.guard import hub_only
from core_service.foundation.db import DataScope
from core_service.foundation.errors import Invalid
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime
from core_service.foundation.schemas import Schema
from core_service.live.queries import positions as looked, room, timeline
from shared.events.notices import EventsPage, PositionsQuestion

blueprint = Blueprint("internal", __name__, url_prefix="/api/internal/rooms", description="For the hub")

_EVENTS_AT_ONCE = 500
_TOLD = {"type": "object"}
"""What `shared.events.notices` says of each, which the hub reads."""


class CentreQuery(Schema):
    """The centre that the hub knows from a verified ticket."""

    centre_id = fields.UUID(required=True)


class LogQuery(CentreQuery):
    """Where in the log to go on."""

    after = fields.Integer(load_default=0, validate=validate.Range(0, 2**53))


@blueprint.get("/<uuid:session_id>")
@hub_only
@blueprint.arguments(CentreQuery, location="query")
@blueprint.response(200, _TOLD, description="RoomBootstrap")
def bootstrap(wanted: dict[str, Any], session_id: UUID) -> Response:
    """All that a room opens with."""
    settings = runtime().settings
    with runtime().database.snapshot(DataScope(frozenset({wanted["centre_id"]}))) as db:
        opened = room.room_bootstrap(
            db,
            session_id=session_id,
            centre_id=wanted["centre_id"],
            quiet_seconds=settings.quiet_seconds,
            offline_seconds=settings.offline_seconds,
        )
    return _json(opened)


@blueprint.get("/<uuid:session_id>/events")
@hub_only
@blueprint.arguments(LogQuery, location="query")
@blueprint.response(200, _TOLD, description="EventsPage")
def events(wanted: dict[str, Any], session_id: UUID) -> Response:
    """The session's log after a seq, at most 500 rows at once."""
    with runtime().database.open(DataScope(frozenset({wanted["centre_id"]}))) as db:
        room.session_of_centre(db, session_id, wanted["centre_id"])
        page = timeline.log_after(db, session_id, after=wanted["after"], limit=_EVENTS_AT_ONCE)
        return _json(EventsPage(events=tuple(timeline.logged(row) for row in page.events), head=page.head))


@blueprint.post("/positions")
@hub_only
@blueprint.response(200, _TOLD, description="Positions")
def positions() -> Response:
    """Where the logs of the hub's rooms end, and who is to leave since the last look."""
    try:
        question = msgspec.json.decode(request.get_data(), type=PositionsQuestion)
    except msgspec.DecodeError as error:
        raise Invalid(f"The question cannot be read: {error}") from None
    rooms = looked.room_ids(question)
    with runtime().database.open(DataScope(frozenset(rooms.values()))) as db:
        return _json(looked.positions(db, rooms, cursor=question.cursor, now=runtime().clock.now()))


def _json(answer: msgspec.Struct) -> Response:
    return Response(msgspec.json.encode(answer), mimetype="application/json")
