"""A session with its figures, as a tutor's and a centre's day show it."""

from marshmallow import fields

from core_service.foundation.schemas import Boolean, Integer, Schema
from core_service.reporting.rules.days import Part
from core_service.sessions.schemas import PersonSchema, SessionSchema


class MarksSchema(Schema):
    """How many students are marked as what; the five sum up to all."""

    present = Integer(required=True)
    late = Integer(required=True)
    absent = Integer(required=True)
    excused = Integer(required=True)
    unmarked = Integer(required=True)


class HandsSchema(Schema):
    """Hands of one session; the wait is until an answer, null where none was answered."""

    open = Integer(required=True)
    answered = Integer(required=True)
    longest_wait_seconds = Integer(required=True, allow_none=True)


class DaySessionSchema(Schema):
    """A session of a day; seconds are negative once their moment has passed."""

    session = fields.Nested(SessionSchema, required=True, attribute="summary")
    part = fields.Enum(Part, required=True)
    starts_in_seconds = Integer(required=True, attribute="countdown.starts_in_seconds")
    ends_in_seconds = Integer(required=True, attribute="countdown.ends_in_seconds")
    is_open = Boolean(required=True)
    attendance = fields.Nested(MarksSchema, required=True, attribute="marks")
    in_room = fields.List(fields.Nested(PersonSchema), required=True)
    hands = fields.Nested(HandsSchema, required=True)
    notes_to_write = Integer(required=True)


class SessionTaskSchema(Schema):
    """A session that still asks for something, for these students."""

    session_id = fields.UUID(required=True, attribute="session.id")
    session_name = fields.String(required=True, attribute="session.name")
    scheduled_start = fields.AwareDateTime(required=True, attribute="session.scheduled_start")
    scheduled_end = fields.AwareDateTime(required=True, attribute="session.scheduled_end")
    count = Integer(required=True)
    students = fields.List(fields.Nested(PersonSchema), required=True)
