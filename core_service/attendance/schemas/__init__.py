"""The shapes of attendance on the wire."""

from typing import Any

from marshmallow import fields, validate

from core_service.attendance.rules import AttendanceStatus
from core_service.foundation.http import Schema


class AttendanceStatusField(fields.Enum[AttendanceStatus]):
    """R023's four, and D2's spelling ATTENDING for PRESENT (C05)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(AttendanceStatus, by_value=True, **kwargs)


class MarkRequest(Schema):
    """One student's mark; null un-marks."""

    student_id = fields.UUID(required=True)
    status = AttendanceStatusField(required=True, allow_none=True)
    note = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 2000))


class MarkSchema(Schema):
    """The mark as it stands."""

    student_id = fields.UUID(required=True)
    status = AttendanceStatusField(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    marked_at = fields.AwareDateTime(required=True, allow_none=True)


class AttendanceSchema(MarkSchema):
    """The same for staff, with who marked."""

    marked_by_id = fields.UUID(required=True)
