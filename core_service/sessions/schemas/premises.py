"""The shapes of rooms and closures on the wire."""

from marshmallow import ValidationError, fields, validate

from core_service.foundation.schemas import Boolean, Page, PageQuery, Schema


def _different(seats: list[str]) -> None:
    if len(set(seats)) != len(seats):
        raise ValidationError("Each seat is named once.")


def _seats(**more: object) -> fields.List[str]:
    seat = fields.String(validate=validate.Length(1, 10))
    return fields.List(seat, validate=[validate.Length(max=60), _different], **more)  # type: ignore[arg-type]


class RoomRequest(Schema):
    """A new room; without seats any number may sit anywhere."""

    centre_id = fields.UUID(load_default=None, allow_none=True)
    name = fields.String(required=True, validate=validate.Length(1, 80))
    seats = _seats(load_default=list)


class RoomChange(Schema):
    """What changes; what is left out stays."""

    name = fields.String(validate=validate.Length(1, 80))
    seats = _seats()
    is_active = Boolean()


class CentreRoomSchema(Schema):
    """A room with its seats."""

    id = fields.UUID(required=True)
    centre_id = fields.UUID(required=True)
    name = fields.String(required=True)
    seats = fields.List(fields.String(), required=True)
    is_active = Boolean(required=True)


class PremisesQuery(PageQuery):
    """Which page."""


class CentreRoomPage(Page):
    """One page of rooms."""

    items = fields.List(fields.Nested(CentreRoomSchema), required=True)


class ClosureRequest(Schema):
    """Days without lessons, both included."""

    centre_id = fields.UUID(load_default=None, allow_none=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    reason = fields.String(required=True, validate=validate.Length(1, 200))


class ClosureSchema(Schema):
    """A closure."""

    id = fields.UUID(required=True)
    centre_id = fields.UUID(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    reason = fields.String(required=True)


class ClosureResultSchema(Schema):
    """The closure, and the sessions that it has cancelled."""

    closure = fields.Nested(ClosureSchema, required=True)
    cancelled_session_ids = fields.List(fields.UUID(), required=True)


class ClosurePage(Page):
    """One page of closures."""

    items = fields.List(fields.Nested(ClosureSchema), required=True)
