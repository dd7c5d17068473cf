"""The shape of a class's attendance on the wire."""

from marshmallow import fields

from core_service.foundation.schemas import Integer, Schema


class WeekOfClassSchema(Schema):
    """One week, which begins on a Monday; the percentage is null where nothing was marked."""

    starts_on = fields.Date(required=True)
    present = Integer(required=True, attribute="counts.PRESENT")
    late = Integer(required=True, attribute="counts.LATE")
    absent = Integer(required=True, attribute="counts.ABSENT")
    excused = Integer(required=True, attribute="counts.EXCUSED")
    attended_percent = fields.Float(required=True, allow_none=True)


class ClassSessionSchema(Schema):
    """A session that was planned for the class."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    scheduled_start = fields.AwareDateTime(required=True)


class ClassTrendSchema(Schema):
    """Twelve weeks, oldest first, and what comes next."""

    weeks = fields.List(fields.Nested(WeekOfClassSchema), required=True)
    next_session = fields.Nested(ClassSessionSchema, required=True, allow_none=True)
