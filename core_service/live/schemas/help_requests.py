"""The shapes of raised hands on the wire."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from core_service.foundation.schemas import Integer, Page, PageQuery, Pattern, Schema
from core_service.live.rules import HelpPriority, HelpStatus
from core_service.sessions.schemas import PersonSchema

_PICTURE_NAME = Pattern("^[a-z0-9][a-z0-9-]{0,63}$")


class HelpStatusField(fields.Enum[HelpStatus]):
    """R027's four, and D1's spelling IN_PROGRESS for ACKNOWLEDGED (C06)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(HelpStatus, by_value=True, **kwargs)


class HelpCallRequest(Schema):
    """What a student says with a raised hand; a priority is accepted and ignored."""

    message = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 2000))
    exercise_id = fields.UUID(load_default=None, allow_none=True)
    picture = fields.String(load_default=None, allow_none=True, validate=_PICTURE_NAME)
    priority = fields.Enum(HelpPriority, load_default=None, allow_none=True)


class HelpCallInSessionRequest(HelpCallRequest):
    """The same where the path does not name the session (R102)."""

    session_id = fields.UUID(required=True)


class HelpChangeRequest(Schema):
    """A new status, a new priority, or both."""

    status = HelpStatusField(load_default=None)
    priority = fields.Enum(HelpPriority, load_default=None)

    @validates_schema
    def name_one(self, wanted: dict[str, Any], **_: Any) -> None:
        """An empty change is a mistake."""
        if wanted["status"] is None and wanted["priority"] is None:
            raise ValidationError("name a status or a priority", "status")


class HelpQuery(PageQuery):
    """Requests of one session, or of all that concern the caller; of one status, those still open, or all."""

    session_id = fields.UUID(load_default=None)
    student_id = fields.UUID(load_default=None)
    status = HelpStatusField(load_default=None)
    priority = fields.Enum(HelpPriority, load_default=None)
    open = fields.Boolean(load_default=False)

    @validates_schema
    def name_status_once(self, wanted: dict[str, Any], **_: Any) -> None:
        """`open` stands for two statuses, so that it goes with none."""
        if wanted["open"] and wanted["status"] is not None:
            raise ValidationError("name a status, or open=true", "open")


class HelpRequestSchema(Schema):
    """A raised hand."""

    id = fields.UUID(required=True, attribute="request.id")
    session_id = fields.UUID(required=True, attribute="request.session_id")
    student_id = fields.UUID(required=True, attribute="request.student_id")
    student_name = fields.String(required=True)
    message = fields.String(required=True, allow_none=True, attribute="request.message")
    exercise_id = fields.UUID(required=True, allow_none=True, attribute="request.exercise_id")
    picture = fields.String(required=True, allow_none=True, attribute="request.picture")
    priority = fields.Enum(HelpPriority, required=True, attribute="request.priority")
    status = HelpStatusField(required=True, attribute="request.status")
    created_at = fields.AwareDateTime(required=True, attribute="request.requested_at")
    acknowledged_at = fields.AwareDateTime(required=True, allow_none=True, attribute="request.acknowledged_at")
    acknowledged_by_id = fields.UUID(required=True, allow_none=True, attribute="request.acknowledged_by_id")
    resolved_at = fields.AwareDateTime(required=True, allow_none=True, attribute="request.resolved_at")
    resolved_by_id = fields.UUID(required=True, allow_none=True, attribute="request.resolved_by_id")


class HelpRequestPage(Page):
    """One page of requests, oldest first."""

    items = fields.List(fields.Nested(HelpRequestSchema), required=True)


class HelpStatisticsQuery(Schema):
    """Of which days (by default the last 28), and of which tutor."""

    since = fields.AwareDateTime(load_default=None)
    until = fields.AwareDateTime(load_default=None)
    tutor_id = fields.UUID(load_default=None)


class HelpFiguresSchema(Schema):
    """Counts, and seconds from raising a hand to the first answer and to its being resolved."""

    requests = Integer(required=True)
    answered = Integer(required=True)
    resolved = Integer(required=True)
    cancelled = Integer(required=True)
    waiting = Integer(required=True)
    median_response_seconds = fields.Float(required=True, allow_none=True)
    p90_response_seconds = fields.Float(required=True, allow_none=True)
    median_resolution_seconds = fields.Float(required=True, allow_none=True)


class TutorHelpFiguresSchema(HelpFiguresSchema):
    """The same for the requests that one tutor answered, or left waiting in their session."""

    tutor = fields.Nested(PersonSchema, required=True)


class HelpStatisticsSchema(Schema):
    """How long students waited, in all and tutor by tutor."""

    overall = fields.Nested(HelpFiguresSchema, required=True)
    tutors = fields.List(fields.Nested(TutorHelpFiguresSchema), required=True)
