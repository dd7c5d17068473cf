"""A tutor's day on the wire (R100)."""

from marshmallow import fields

from core_service.assessment.rules.states import RecommendationKind
from core_service.attendance.rules.catch_ups import CatchUpState
from core_service.foundation.schemas import Boolean, Integer, Schema
from core_service.live.schemas.help_requests import HelpRequestSchema
from core_service.reporting.rules.facts import FactKind
from core_service.reporting.schemas.sessions import DaySessionSchema, SessionTaskSchema
from core_service.sessions.schemas import PersonSchema


class CatchUpTaskSchema(Schema):
    """A catch-up package to follow; how many of its pieces are done."""

    id = fields.UUID(required=True, attribute="package.id")
    student = fields.Nested(PersonSchema, required=True)
    session_id = fields.UUID(required=True, attribute="session.id")
    session_name = fields.String(required=True, attribute="session.name")
    missed_at = fields.AwareDateTime(required=True, attribute="session.scheduled_start")
    due_at = fields.AwareDateTime(required=True, attribute="package.due_at")
    state = fields.Enum(CatchUpState, required=True)
    items_done = Integer(required=True, attribute="progress.done")
    items = Integer(required=True, attribute="progress.items")


class WaitingWorkSchema(Schema):
    """Work that waits for an assessor; `mayMark`: the caller is one."""

    count = Integer(required=True)
    oldest_submitted_at = fields.AwareDateTime(required=True, allow_none=True)
    may_mark = Boolean(required=True)


class AdviceSchema(Schema):
    """An open recommendation about one of the caller's students."""

    id = fields.UUID(required=True)
    student_id = fields.UUID(required=True)
    student_name = fields.String(required=True)
    course_name = fields.String(required=True)
    kind = fields.Enum(RecommendationKind, required=True)
    from_level = Integer(required=True, allow_none=True)
    to_level = Integer(required=True, allow_none=True)
    words = fields.String(required=True)


class ToDoSchema(Schema):
    """What is pending; sessions of the last seven days, catch-ups up to the end of today."""

    unmarked_attendance = fields.List(fields.Nested(SessionTaskSchema), required=True)
    notes_to_write = fields.List(fields.Nested(SessionTaskSchema), required=True)
    catch_ups_overdue = fields.List(fields.Nested(CatchUpTaskSchema), required=True)
    catch_ups_due_today = fields.List(fields.Nested(CatchUpTaskSchema), required=True)
    waiting_work = fields.Nested(WaitingWorkSchema, required=True)
    recommendations = fields.List(fields.Nested(AdviceSchema), required=True)


class FactSchema(Schema):
    """Something to know about a student of the next session: `words` go on after the student's name."""

    student = fields.Nested(PersonSchema, required=True)
    kind = fields.Enum(FactKind, required=True, attribute="fact.kind")
    words = fields.String(required=True, attribute="fact.words")
    detail = fields.String(required=True, allow_none=True, attribute="fact.detail")
    at = fields.AwareDateTime(required=True, allow_none=True, attribute="fact.at")


class TeachingFiguresSchema(Schema):
    """Weeks begin on Monday; percentages are null where nothing was marked."""

    students_this_week = Integer(required=True)
    attended_percent = fields.Float(required=True, allow_none=True)
    attended_percent_last_week = fields.Float(required=True, allow_none=True)
    median_response_seconds = fields.Float(required=True, allow_none=True)
    levels_up = Integer(required=True)
    levels_up_since = fields.Date(required=True)


class MyDaySchema(Schema):
    """The whole page; `nextSession` runs now or is the next to come, within fourteen days."""

    server_time = fields.AwareDateTime(required=True, attribute="now")
    date = fields.Date(required=True, attribute="today")
    timezone = fields.String(required=True)
    next_session = fields.Nested(DaySessionSchema, required=True, allow_none=True)
    today = fields.List(fields.Nested(DaySessionSchema), required=True, attribute="today_sessions")
    next_days = fields.List(fields.Nested(DaySessionSchema), required=True)
    open_hands = fields.List(fields.Nested(HelpRequestSchema), required=True)
    parents_see_notes_at = fields.Time(required=True, format="%H:%M")
    to_do = fields.Nested(ToDoSchema, required=True)
    facts = fields.List(fields.Nested(FactSchema), required=True)
    stats = fields.Nested(TeachingFiguresSchema, required=True, attribute="figures")
