"""The shapes of parents' notices of absence on the wire."""

from marshmallow import fields, validate

from core_service.foundation.schemas import Schema


class AbsenceNoticeRequest(Schema):
    """Which child will not come to which session."""

    session_id = fields.UUID(required=True)
    student_id = fields.UUID(required=True)
    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 500))


class AbsenceNoticeSchema(Schema):
    """A notice as it stands."""

    id = fields.UUID(required=True)
    session_id = fields.UUID(required=True)
    student_id = fields.UUID(required=True)
    reason = fields.String(required=True, allow_none=True)
    given_at = fields.AwareDateTime(required=True)
