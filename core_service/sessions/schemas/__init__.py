"""The shapes of sessions on the wire."""

from datetime import timedelta
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from core_service.foundation.schemas import Boolean, HttpsLink, Integer, Page, PageQuery, Schema
from core_service.sessions.rules import DEFAULT_CAPACITY, EnrollmentStatus, SessionMode, SessionStatus


class PersonSchema(Schema):
    """How a person is shown to others."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    avatar_url = fields.String(required=True, allow_none=True)


class RoomSchema(Schema):
    """A room of the centre."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class EnrollmentRequest(Schema):
    """A student's place for one course."""

    student_id = fields.UUID(required=True)
    course_id = fields.UUID(required=True)
    lesson_id = fields.UUID(load_default=None, allow_none=True)
    seat = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 10))


class EnrollmentSchema(Schema):
    """A place that was given."""

    id = fields.UUID(required=True)
    session_id = fields.UUID(required=True)
    student_id = fields.UUID(required=True)
    course_id = fields.UUID(required=True)
    lesson_id = fields.UUID(required=True, allow_none=True)
    seat = fields.String(required=True, allow_none=True)
    status = fields.Enum(EnrollmentStatus, required=True)


class SessionRequest(Schema):
    """A one-off session with its enrolments."""

    centre_id = fields.UUID(load_default=None, allow_none=True)
    name = fields.String(required=True, validate=validate.Length(1, 120))
    tutor_id = fields.UUID(load_default=None, allow_none=True)
    scheduled_start = fields.AwareDateTime(required=True)
    scheduled_end = fields.AwareDateTime(required=True)
    session_mode = fields.Enum(SessionMode, required=True)
    room_id = fields.UUID(load_default=None, allow_none=True)
    max_capacity = Integer(load_default=DEFAULT_CAPACITY, validate=validate.Range(1, 60))
    student_cameras_allowed = Boolean(load_default=False)
    video_meeting_url = HttpsLink(load_default=None, allow_none=True)
    notes = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=4000))
    enrollments = fields.List(fields.Nested(EnrollmentRequest), load_default=list, validate=validate.Length(max=200))


class SessionSchema(Schema):
    """A session as lists and headers show it; a student sees only themself among the students."""

    id = fields.UUID(required=True, attribute="session.id")
    centre_id = fields.UUID(required=True, attribute="session.centre_id")
    name = fields.String(required=True, attribute="session.name")
    date = fields.Date(required=True, attribute="session.date")
    scheduled_start = fields.AwareDateTime(required=True, attribute="session.scheduled_start")
    scheduled_end = fields.AwareDateTime(required=True, attribute="session.scheduled_end")
    actual_start = fields.AwareDateTime(required=True, allow_none=True, attribute="session.actual_start")
    actual_end = fields.AwareDateTime(required=True, allow_none=True, attribute="session.actual_end")
    session_mode = fields.Enum(SessionMode, required=True, attribute="session.session_mode")
    status = fields.Enum(SessionStatus, required=True, attribute="session.status")
    max_capacity = Integer(required=True, attribute="session.max_capacity")
    student_cameras_allowed = Boolean(required=True, attribute="session.student_cameras_allowed")
    video_meeting_url = fields.String(required=True, allow_none=True, attribute="session.video_meeting_url")
    notes = fields.String(required=True, allow_none=True)
    tutor = fields.Nested(PersonSchema, required=True)
    substitute_tutor = fields.Nested(PersonSchema, required=True, allow_none=True)
    room = fields.Nested(RoomSchema, required=True, allow_none=True)
    students = fields.List(fields.Nested(PersonSchema), required=True)
    course_names = fields.List(fields.String(), required=True)
    own_seat = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The reader's own, where they are a student of it."},
    )
    join_opens_at = fields.AwareDateTime(required=True)


LONGEST_LOOK = timedelta(days=62)


class DayQuery(PageQuery):
    """Which local day, or from which to which; without either, each centre's today. Of one tutor, in one room."""

    date = fields.Date(load_default=None)
    first = fields.Date(load_default=None)
    last = fields.Date(load_default=None)
    tutor_id = fields.UUID(load_default=None)
    room_id = fields.UUID(load_default=None)

    @validates_schema
    def name_days_once(self, wanted: dict[str, Any], **_: Any) -> None:
        """A day, or both ends of not too many days."""
        first, last = wanted["first"], wanted["last"]
        if (first is None) is not (last is None):
            raise ValidationError("goes with the other end", "last" if last is None else "first")
        if first is None:
            return
        if wanted["date"] is not None:
            raise ValidationError("name a day, or first and last", "date")
        if not timedelta() <= last - first <= LONGEST_LOOK:
            raise ValidationError(f"lies 0 to {LONGEST_LOOK.days} days after the first", "last")


class SessionPage(Page):
    """One page of a day, or of several."""

    items = fields.List(fields.Nested(SessionSchema), required=True)
