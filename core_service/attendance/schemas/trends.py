"""The shape of a class's attendance on the wire."""

from marshmallow import fields

from core_service.foundation.http import Integer, Schema


class WeekOfClassSchema(Schema):
    """One week, which begins on a Monday; the percentage is null where nothing was marked."""

    starts_on = fields.Date(required=True)
    present = Integer(required=True, attribute="counts.PRESENT")
    late = Integer(required=True, attribute="counts.LATE")
    absent = Integer(required=True, attribute="counts.ABSENT")
    excused = Integer(required=True, attribute="counts.EXCUSED")
    attended_percent = fields.Float(required=True, allow_none=True)


class ClassTrendSchema(Schema):
    """Twelve weeks, oldest first."""

    weeks = fields.List(fields.Nested(WeekOfClassSchema), required=True)
