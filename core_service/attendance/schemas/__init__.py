"""The shapes of attendance on the wire."""

from typing import Any

from marshmallow import fields, validate

from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.rules.prefill import SuggestionReason
from core_service.foundation.schemas import Integer, Schema
from core_service.sessions.schemas import PersonSchema


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


class BulkMark(Schema):
    """A row of a room's marks; null un-marks."""

    student_id = fields.UUID(required=True)
    status = AttendanceStatusField(required=True, allow_none=True)
    notes = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 2000))


class BulkMarkRequest(Schema):
    """A room's marks, all or nothing (R099)."""

    session_id = fields.UUID(required=True)
    records = fields.List(fields.Nested(BulkMark), required=True, validate=validate.Length(1, 200))


class BulkMarksSchema(Schema):
    """The marks as they stand, in the order in which they were sent."""

    session_id = fields.UUID(required=True)
    records = fields.List(fields.Nested(MarkSchema), required=True)


class SuggestionSchema(Schema):
    """What could be marked, and why."""

    status = AttendanceStatusField(required=True)
    reason = fields.Enum(SuggestionReason, required=True)


class SheetNoticeSchema(Schema):
    """What a parent said beforehand."""

    id = fields.UUID(required=True)
    reason = fields.String(required=True, allow_none=True)
    given_at = fields.AwareDateTime(required=True)


class SheetCatchUpSchema(Schema):
    """What an absent student has got to do."""

    id = fields.UUID(required=True)
    estimated_mins = Integer(required=True)
    due_at = fields.AwareDateTime(required=True)


class SheetRowSchema(Schema):
    """A student's mark, by whom and what follows from it, or while there is none what to prefill."""

    student = fields.Nested(PersonSchema, required=True)
    seat = fields.String(required=True, allow_none=True)
    status = AttendanceStatusField(required=True, allow_none=True, attribute="record.status", dump_default=None)
    note = fields.String(required=True, allow_none=True, attribute="record.note", dump_default=None)
    marked_at = fields.AwareDateTime(required=True, allow_none=True, attribute="record.marked_at", dump_default=None)
    marked_by = fields.Nested(PersonSchema, required=True, allow_none=True)
    parents_told_at = fields.AwareDateTime(required=True, allow_none=True)
    suggestion = fields.Nested(SuggestionSchema, required=True, allow_none=True)
    joined_at = fields.AwareDateTime(required=True, allow_none=True)
    present_seconds = Integer(required=True)
    present_since = fields.AwareDateTime(required=True, allow_none=True)
    notice = fields.Nested(SheetNoticeSchema, required=True, allow_none=True)
    catch_up = fields.Nested(SheetCatchUpSchema, required=True, allow_none=True)


class SheetSchema(Schema):
    """A session's attendance."""

    session_id = fields.UUID(required=True)
    students = fields.List(fields.Nested(SheetRowSchema), required=True)
