"""A calendar feed on the wire."""

from marshmallow import fields

from core_service.foundation.schemas import Schema


class CalendarFeedSchema(Schema):
    """Since when there is one; null: there is none. Its address is told only when it is made."""

    made_at = fields.AwareDateTime(required=True, allow_none=True)


class NewCalendarFeedSchema(Schema):
    """The secret address, told this once: who has it sees the calendar. `webcalUrl` opens calendar programs."""

    url = fields.String(required=True)
    webcal_url = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)
