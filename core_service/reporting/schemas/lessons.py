"""Pieces of a lesson that families and staff both see."""

from marshmallow import fields

from core_service.foundation.schemas import Boolean, Integer, Schema
from core_service.sessions.rules import SessionMode, SessionStatus


class CardExerciseSchema(Schema):
    """What was worked on; `percent` once it is marked."""

    exercise_id = fields.UUID(required=True)
    title = fields.String(required=True)
    question_count = Integer(required=True)
    answered_count = Integer(required=True)
    is_completed = Boolean(required=True)
    percent = Integer(required=True, allow_none=True)


class NoticeSchema(Schema):
    """That a parent has said that the child will not come."""

    id = fields.UUID(required=True)
    reason = fields.String(required=True, allow_none=True)
    given_at = fields.AwareDateTime(required=True)


class ComingLessonSchema(Schema):
    """A lesson to come."""

    session_id = fields.UUID(required=True, attribute="session.id")
    centre_id = fields.UUID(required=True, attribute="session.centre_id")
    name = fields.String(required=True, attribute="session.name")
    date = fields.Date(required=True, attribute="session.date")
    scheduled_start = fields.AwareDateTime(required=True, attribute="session.scheduled_start")
    scheduled_end = fields.AwareDateTime(required=True, attribute="session.scheduled_end")
    status = fields.Enum(SessionStatus, required=True, attribute="session.status")
    session_mode = fields.Enum(SessionMode, required=True, attribute="session.session_mode")
    course_names = fields.List(fields.String(), required=True)
    tutor_name = fields.String(required=True)
    room_name = fields.String(required=True, allow_none=True)
    absence_notice = fields.Nested(NoticeSchema, required=True, allow_none=True, attribute="notice")
