"""Students as lists and the staff's profile page show them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import fields, validate

from core_service.assessment.schemas.profiles import CourseProfileSchema, ProfileChangeSchema
from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.schemas.catch_ups import CatchUpSchema
from core_service.foundation.schemas import Boolean, Integer, Page, PageQuery, Schema
from core_service.identity.rules import AgeTier
from core_service.learners.schemas.students import GuardianSchema
from core_service.reporting.schemas.lessons import CardExerciseSchema, ComingLessonSchema
from core_service.sessions.rules import DayOfWeek, SessionStatus
from core_service.work.rules.states import AttemptStatus
from core_service.work.schemas.students import LevelSchema


class StudentsQuery(PageQuery):
    """Which students to list; `search` looks into names."""

    search = fields.String(load_default=None, validate=validate.Length(1, 120))
    centre_id = fields.UUID(load_default=None)
    cohort_id = fields.UUID(load_default=None)
    course_id = fields.UUID(load_default=None)
    level = fields.Integer(load_default=None, validate=validate.Range(1, 100))
    is_active = fields.Boolean(load_default=True)


class StudentLevelSchema(Schema):
    """The level at which a student works in a course."""

    course_id = fields.UUID(required=True)
    course_name = fields.String(required=True)
    level = fields.Nested(LevelSchema, required=True)


class StudentClassSchema(Schema):
    """A class that a student is in."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class StudentRowSchema(Schema):
    """A student of a centre."""

    id = fields.UUID(required=True, attribute="person.id")
    centre_id = fields.UUID(required=True, attribute="grant.centre_id")
    name = fields.String(required=True, attribute="person.name")
    avatar_url = fields.String(required=True, allow_none=True, attribute="person.avatar_url")
    school_grade = Integer(required=True, allow_none=True, attribute="person.school_grade")
    age_tier = fields.Enum(AgeTier, required=True)
    is_active = Boolean(required=True, attribute="grant.is_active")
    levels = fields.List(fields.Nested(StudentLevelSchema), required=True)
    classes = fields.List(fields.Nested(StudentClassSchema), required=True)


class StudentPage(Page):
    """One page of students, by name."""

    items = fields.List(fields.Nested(StudentRowSchema), required=True)


class StudentSessionSchema(Schema):
    """A lesson that a student was in, for one course."""

    session_id = fields.UUID(required=True, attribute="session.id")
    enrollment_id = fields.UUID(required=True, attribute="place.id")
    name = fields.String(required=True, attribute="session.name")
    date = fields.Date(required=True, attribute="session.date")
    scheduled_start = fields.AwareDateTime(required=True, attribute="session.scheduled_start")
    status = fields.Enum(SessionStatus, required=True, attribute="session.status")
    minutes = Integer(required=True)
    course_name = fields.String(required=True)
    level = Integer(required=True, allow_none=True)
    tutor_name = fields.String(required=True)
    attendance = fields.Enum(AttendanceStatus, required=True, allow_none=True)
    exercises = fields.List(fields.Nested(CardExerciseSchema), required=True)


class StudentWorkSchema(Schema):
    """An attempt in a list."""

    id = fields.UUID(required=True, attribute="attempt.id")
    exercise_id = fields.UUID(required=True, attribute="attempt.exercise_id")
    exercise_title = fields.String(required=True)
    course_id = fields.UUID(required=True)
    course_name = fields.String(required=True)
    status = fields.Enum(AttemptStatus, required=True, attribute="attempt.status")
    score = fields.Float(required=True, allow_none=True, attribute="attempt.score")
    max_score = Integer(required=True, attribute="attempt.max_score")
    started_at = fields.AwareDateTime(required=True, attribute="attempt.started_at")
    submitted_at = fields.AwareDateTime(required=True, allow_none=True, attribute="attempt.submitted_at")


class BookedWeeklySchema(Schema):
    """A standing booking."""

    id = fields.UUID(required=True, attribute="booking.id")
    template_id = fields.UUID(required=True, attribute="template.id")
    template_name = fields.String(required=True, attribute="template.name")
    day_of_week = fields.Enum(DayOfWeek, required=True, attribute="template.day_of_week")
    start_time = fields.Time("%H:%M", required=True, attribute="template.start_time")
    end_time = fields.Time("%H:%M", required=True, attribute="template.end_time")
    course_name = fields.String(required=True)
    seat = fields.String(required=True, allow_none=True, attribute="booking.seat")
    valid_from = fields.Date(required=True, attribute="booking.valid_from")
    valid_until = fields.Date(required=True, allow_none=True, attribute="booking.valid_until")


class AttendanceSummarySchema(Schema):
    """How often a student came since a day."""

    since = fields.Date(required=True)
    present = Integer(required=True)
    late = Integer(required=True)
    absent = Integer(required=True)
    excused = Integer(required=True)


class StudentPersonSchema(Schema):
    """The person; birthday and address are null for those who do not manage students."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    avatar_url = fields.String(required=True, allow_none=True)
    school_grade = Integer(required=True, allow_none=True)
    age_tier = fields.Enum(AgeTier, required=True)
    age_tier_override = fields.Enum(AgeTier, required=True, allow_none=True)
    date_of_birth = fields.Date(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    is_active = Boolean(required=True)


class StudentProfileSchema(Schema):
    """All that a staff page shows of a student."""

    student = fields.Nested(StudentPersonSchema, required=True)
    centre_ids = fields.List(fields.UUID(), required=True)
    classes = fields.List(fields.Nested(StudentClassSchema), required=True)
    courses = fields.List(fields.Nested(CourseProfileSchema), required=True)
    log = fields.List(fields.Nested(ProfileChangeSchema), required=True)
    recent_sessions = fields.List(fields.Nested(StudentSessionSchema), required=True)
    coming_sessions = fields.List(fields.Nested(ComingLessonSchema), required=True)
    recent_work = fields.List(fields.Nested(StudentWorkSchema), required=True)
    attendance = fields.Nested(AttendanceSummarySchema, required=True)
    catch_ups = fields.List(fields.Nested(CatchUpSchema), required=True)
    guardians = fields.List(fields.Nested(GuardianSchema), required=True)
    standing_bookings = fields.List(fields.Nested(BookedWeeklySchema), required=True)


def attendance_summary(counts: Mapping[AttendanceStatus, int], since: date) -> dict[str, Any]:
    """The four statuses, those that never occurred too."""
    return {"since": since} | {status.value.lower(): counts.get(status, 0) for status in AttendanceStatus}
