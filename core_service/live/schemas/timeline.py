"""The shapes of a session's timeline on the wire."""

from marshmallow import fields, validate

from core_service.foundation.schemas import Integer, Page, Schema
from core_service.live.queries.told_timeline import EVENT_TYPES


class TimelineQuery(Schema):
    """Of one type, about one student, or everything; `cursor` is where the page before ended."""

    type = fields.String(load_default=None, validate=validate.OneOf(EVENT_TYPES))
    student_id = fields.UUID(load_default=None)
    cursor = fields.Integer(load_default=0, validate=validate.Range(0, 2**53))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 100))


class ToldEventSchema(Schema):
    """One thing that happened, in words."""

    seq = Integer(required=True)
    at = fields.AwareDateTime(required=True)
    type = fields.String(required=True)
    student_id = fields.UUID(required=True, allow_none=True)
    text = fields.String(required=True)


class TimelinePage(Page):
    """One page of what happened, oldest first."""

    items = fields.List(fields.Nested(ToldEventSchema), required=True)
