"""The shapes of the dashboard, the student's view, tickets and the log on the wire."""

import marshmallow as ma
from marshmallow import fields, validate

from core_service.attendance.schemas import AttendanceSchema, AttendanceStatusField
from core_service.foundation.schemas import Integer, Schema
from core_service.live.rules import PanelMode, RoomRole
from core_service.live.schemas.help_requests import HelpRequestSchema
from core_service.live.schemas.words import MessageSchema
from core_service.sessions.rules import EnrollmentStatus
from core_service.sessions.schemas import PersonSchema, SessionSchema
from core_service.work.schemas.students import AssignmentSchema, AttemptSchema, LevelSchema, NextContentSchema
from shared.events.values import ActivityStatus, AttemptStatus, ExerciseType


class TicketRequest(Schema):
    """As what: without it in the caller's own role; `tutor` steps in, `observer` only watches."""

    as_ = fields.Enum(
        RoomRole,
        by_value=True,
        data_key="as",
        load_default=None,
        allow_none=True,
        validate=validate.OneOf([RoomRole.TUTOR, RoomRole.OBSERVER]),
    )


class TicketSchema(Schema):
    """A ticket for one joining before `joinBy`; its commands are taken until `until`. Never to be put in a URL."""

    ticket = fields.String(required=True)
    url = fields.String(required=True)
    join_by = fields.AwareDateTime(required=True)
    until = fields.AwareDateTime(required=True)


class CourseNameSchema(Schema):
    """A course by name."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    subject_area = fields.String(required=True)


class StudentSchema(PersonSchema):
    """A student, with the class of their age."""

    school_grade = Integer(required=True, allow_none=True)


class ActivitySchema(Schema):
    """What a place was last used for (C51: of whatever status)."""

    enrollment_id = fields.UUID(required=True)
    status = fields.Enum(ActivityStatus, required=True)
    attempt_id = fields.UUID(required=True, allow_none=True)
    exercise_id = fields.UUID(required=True, allow_none=True)
    exercise_title = fields.String(required=True, allow_none=True)
    exercise_type = fields.Enum(ExerciseType, required=True, allow_none=True)
    lesson_title = fields.String(required=True, allow_none=True)
    progress_pct = Integer(required=True)
    answered_count = Integer(required=True)
    question_count = Integer(required=True)
    started_at = fields.AwareDateTime(required=True, allow_none=True)
    completed_at = fields.AwareDateTime(required=True, allow_none=True)
    score = fields.Float(required=True, allow_none=True)
    max_score = Integer(required=True, allow_none=True)


class PlaceSchema(Schema):
    """A student's place for one course; the level when they were enrolled and the one of now (C33)."""

    id = fields.UUID(required=True)
    student = fields.Nested(StudentSchema, required=True)
    course = fields.Nested(CourseNameSchema, required=True)
    assessed_level = fields.Nested(LevelSchema, required=True, allow_none=True)
    current_level = fields.Nested(LevelSchema, required=True, allow_none=True)
    status = fields.Enum(EnrollmentStatus, required=True)
    seat = fields.String(required=True, allow_none=True)
    activity = fields.Nested(ActivitySchema, required=True, allow_none=True)


class TimerSchema(Schema):
    """Seconds of what is finished; what goes on counts from `presentSince` and `contactSince`."""

    student_id = fields.UUID(required=True)
    present_seconds = Integer(required=True, attribute="present.seconds")
    present_since = fields.AwareDateTime(required=True, allow_none=True, attribute="present.since")
    contact_seconds = Integer(required=True, attribute="contact.seconds")
    contact_since = fields.AwareDateTime(required=True, allow_none=True, attribute="contact.since")
    mode = fields.Enum(PanelMode, required=True, attribute="contact.mode")
    last_contact_at = fields.AwareDateTime(required=True, allow_none=True, attribute="contact.last_at")


class ResultSchema(Schema):
    """An exercise that a student handed in during the session; without a score until it is marked."""

    student_id = fields.UUID(required=True)
    attempt_id = fields.UUID(required=True)
    exercise_id = fields.UUID(required=True)
    title = fields.String(required=True)
    status = fields.Enum(AttemptStatus, required=True)
    question_count = Integer(required=True)
    score = fields.Float(required=True, allow_none=True)
    max_score = Integer(required=True)
    started_at = fields.AwareDateTime(required=True)
    submitted_at = fields.AwareDateTime(required=True)


class DashboardSchema(Schema):
    """The control centre's first state; events after `seq` may be counted in already and change nothing then."""

    session = fields.Nested(SessionSchema, required=True)
    role = fields.Enum(RoomRole, by_value=True, required=True, metadata={"description": "The caller's in the room."})
    seq = Integer(required=True)
    server_time = fields.AwareDateTime(required=True)
    help_escalation_minutes = Integer(
        required=True, metadata={"description": "After so long a hand has waited too long here (R225)."}
    )
    enrollments = fields.List(fields.Nested(PlaceSchema), required=True)
    help_requests = fields.List(fields.Nested(HelpRequestSchema), required=True)
    attendance = fields.List(fields.Nested(AttendanceSchema), required=True)
    timers = fields.List(fields.Nested(TimerSchema), required=True)
    results = fields.List(fields.Nested(ResultSchema), required=True)
    assignments = fields.List(fields.Nested(AssignmentSchema), required=True)
    messages = fields.List(fields.Nested(MessageSchema), required=True)


class CourseNowSchema(Schema):
    """One of the student's places, with what comes next in it."""

    id = fields.UUID(required=True)
    course = fields.Nested(CourseNameSchema, required=True)
    assessed_level = fields.Nested(LevelSchema, required=True, allow_none=True)
    current_level = fields.Nested(LevelSchema, required=True, allow_none=True)
    next = fields.Nested(NextContentSchema, required=True, allow_none=True)
    problem = fields.String(required=True, allow_none=True, validate=validate.OneOf(["needs_placement"]))


class StudentViewSchema(Schema):
    """The student's first state."""

    session = fields.Nested(SessionSchema, required=True)
    seq = Integer(required=True)
    server_time = fields.AwareDateTime(required=True)
    tutor = fields.Nested(PersonSchema, required=True)
    attendance = AttendanceStatusField(required=True, allow_none=True)
    help = fields.Nested(HelpRequestSchema, required=True, allow_none=True)
    hands_ahead = Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Hands that are answered before the student's; null while theirs does not wait."},
    )
    mode = fields.Enum(PanelMode, required=True)
    enrollments = fields.List(fields.Nested(CourseNowSchema), required=True)
    attempt = fields.Nested(AttemptSchema, required=True, allow_none=True)
    messages = fields.List(fields.Nested(MessageSchema), required=True)


class EventsQuery(Schema):
    """Where in the log to go on."""

    after = fields.Integer(load_default=0, validate=validate.Range(0, 2**53))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class EventSchema(Schema):
    """An event with its seq and time; the other fields are those of its type (the protocol's events)."""

    class Meta:
        unknown = ma.INCLUDE

    seq = Integer(required=True)
    at = fields.AwareDateTime(required=True)
    type = fields.String(required=True)


class EventsSchema(Schema):
    """What the caller may see of the log after a seq; `head` is the newest seq of all."""

    events = fields.List(fields.Nested(EventSchema), required=True)
    head = Integer(required=True)
