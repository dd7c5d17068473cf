"""A centre's day on the wire."""

from typing import Any

from marshmallow import fields

from core_service.attendance.rules import AttendanceStatus
from core_service.foundation.schemas import Boolean, Integer, Schema
from core_service.live.schemas.help_requests import HelpRequestSchema
from core_service.reporting.rules.cover import CoverProblem
from core_service.reporting.schemas.sessions import DaySessionSchema
from core_service.sessions.schemas import PersonSchema


class CentreQuery(Schema):
    """One of the caller's centres; without it all of them."""

    centre_id = fields.UUID(load_default=None)


class CentreInViewSchema(Schema):
    """A centre that the answer is about."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    timezone = fields.String(required=True, attribute="zone.key")


class UncoveredSchema(Schema):
    """A session of the next seven days that nobody covers, and why."""

    session_id = fields.UUID(required=True, attribute="session.id")
    centre_id = fields.UUID(required=True, attribute="session.centre_id")
    session_name = fields.String(required=True, attribute="session.name")
    scheduled_start = fields.AwareDateTime(required=True, attribute="session.scheduled_start")
    scheduled_end = fields.AwareDateTime(required=True, attribute="session.scheduled_end")
    problem = fields.Enum(CoverProblem, required=True)
    tutor = fields.Nested(PersonSchema, required=True)


class UnansweredHandSchema(Schema):
    """A hand in a running session that nobody has answered; `isLate`: longer than the centre's limit."""

    request = fields.Nested(HelpRequestSchema, required=True, attribute="hand")
    session_name = fields.String(required=True)
    waits_seconds = Integer(required=True)
    is_late = Boolean(required=True)


class QueueStateSchema(Schema):
    """Work for assessors."""

    waiting = Integer(required=True)
    oldest_submitted_at = fields.AwareDateTime(required=True, allow_none=True)
    over_a_day = Integer(required=True)
    being_marked = Integer(required=True)
    marked_in_24_hours = Integer(required=True)


class UnmarkedSchema(Schema):
    """A session of the last seven days with students who are not marked."""

    session_id = fields.UUID(required=True, attribute="session.id")
    centre_id = fields.UUID(required=True, attribute="session.centre_id")
    session_name = fields.String(required=True, attribute="session.name")
    scheduled_start = fields.AwareDateTime(required=True, attribute="session.scheduled_start")
    tutor = fields.Nested(PersonSchema, required=True)
    count = Integer(required=True)


class AbsenceSchema(Schema):
    """Who does not come today; `status` null: a parent has announced it, nobody has marked it yet."""

    student = fields.Nested(PersonSchema, required=True)
    session_id = fields.UUID(required=True)
    session_name = fields.String(required=True)
    scheduled_start = fields.AwareDateTime(required=True)
    status = fields.Enum(AttendanceStatus, required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


def _listed(of: type[Schema], **options: Any) -> fields.List[Any]:
    return fields.List(fields.Nested(of), required=True, **options)


class CentreTodaySchema(Schema):
    """The whole page; unmarked sessions head it (REQUIREMENTS 26, Attendance)."""

    server_time = fields.AwareDateTime(required=True, attribute="now")
    centres = _listed(CentreInViewSchema)
    live = _listed(DaySessionSchema)
    sessions = _listed(DaySessionSchema)
    uncovered = _listed(UncoveredSchema)
    unanswered_hands = _listed(UnansweredHandSchema)
    queue = fields.Nested(QueueStateSchema, required=True)
    unmarked_attendance = _listed(UnmarkedSchema)
    absences = _listed(AbsenceSchema)
