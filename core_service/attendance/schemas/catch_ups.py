"""The shapes of catch-up packages on the wire."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from core_service.attendance.rules.catch_ups import CatchUpDecision, CatchUpState
from core_service.foundation.schemas import Boolean, Integer, Page, PageQuery, Schema
from core_service.sessions.schemas import PersonSchema
from core_service.work.rules.states import AttemptStatus


class CatchUpQuery(PageQuery):
    """Which packages to list; without a state all of them."""

    state = fields.Enum(CatchUpState, load_default=None)
    student_id = fields.UUID(load_default=None)
    session_id = fields.UUID(load_default=None)
    course_id = fields.UUID(load_default=None)


class CatchUpChangeRequest(Schema):
    """A later due time, a decision, words to the student: at least one of them."""

    due_at = fields.AwareDateTime(load_default=None)
    decision = fields.Enum(CatchUpDecision, load_default=None)
    note = fields.String(load_default=None, validate=validate.Length(1, 2000))

    @validates_schema
    def name_one(self, wanted: dict[str, Any], **_: Any) -> None:
        """An empty change is a mistake."""
        if all(value is None for value in wanted.values()):
            raise ValidationError("name a due time, a decision or a note", "decision")


class MissedSessionSchema(Schema):
    """The session that was missed."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    date = fields.Date(required=True)
    scheduled_start = fields.AwareDateTime(required=True)


class CatchUpSchema(Schema):
    """A package as lists show it."""

    id = fields.UUID(required=True, attribute="package.id")
    centre_id = fields.UUID(required=True, attribute="package.centre_id")
    student = fields.Nested(PersonSchema, required=True)
    session = fields.Nested(MissedSessionSchema, required=True)
    state = fields.Enum(CatchUpState, required=True)
    decision = fields.Enum(CatchUpDecision, required=True, attribute="package.decision")
    note = fields.String(required=True, allow_none=True, attribute="package.note")
    assigned_at = fields.AwareDateTime(required=True, attribute="package.assigned_at")
    due_at = fields.AwareDateTime(required=True, attribute="package.due_at")
    item_count = Integer(required=True, attribute="progress.items")
    begun_count = Integer(required=True, attribute="progress.begun")
    done_count = Integer(required=True, attribute="progress.done")
    estimated_mins = Integer(required=True, attribute="progress.minutes")


class CatchUpItemSchema(Schema):
    """An exercise to do, or a lesson to read: then `exerciseId` is null."""

    id = fields.UUID(required=True, attribute="item.id")
    position = Integer(required=True, attribute="item.position")
    course_id = fields.UUID(required=True, attribute="item.course_id")
    course_name = fields.String(required=True)
    lesson_id = fields.UUID(required=True, attribute="item.lesson_id")
    lesson_title = fields.String(required=True)
    exercise_id = fields.UUID(required=True, allow_none=True, attribute="item.exercise_id")
    exercise_title = fields.String(required=True, allow_none=True)
    estimated_mins = Integer(required=True, attribute="item.estimated_mins")
    is_done = Boolean(required=True)
    attempt_id = fields.UUID(required=True, allow_none=True)
    attempt_status = fields.Enum(AttemptStatus, required=True, allow_none=True)


class CatchUpWithItemsSchema(CatchUpSchema):
    """A package with all that is in it."""

    items = fields.List(fields.Nested(CatchUpItemSchema), required=True)


class CatchUpPage(Page):
    """One page of packages, the next due one first."""

    items = fields.List(fields.Nested(CatchUpSchema), required=True)
