"""Threads between parents and staff on the wire."""

from marshmallow import fields, validate

from core_service.foundation.schemas import NOT_BLANK, Boolean, Integer, Page, PageQuery, Schema
from core_service.sessions.schemas import PersonSchema


def _text() -> fields.String:
    return fields.String(required=True, validate=[validate.Length(max=2000), NOT_BLANK])


class ThreadQuery(PageQuery):
    """About one child, or all."""

    student_id = fields.UUID(load_default=None)


class ThreadRequest(Schema):
    """A first message about a child; staff name the parent where the child has several."""

    student_id = fields.UUID(required=True)
    centre_id = fields.UUID(load_default=None, allow_none=True)
    guardian_id = fields.UUID(load_default=None, allow_none=True)
    text = _text()


class ThreadMessageRequest(Schema):
    """One more message."""

    text = _text()


class ThreadMessageSchema(Schema):
    """A message with its author."""

    id = fields.UUID(required=True, attribute="message.id")
    sender = fields.Nested(PersonSchema, required=True)
    is_from_family = Boolean(required=True)
    text = fields.String(required=True, attribute="message.text")
    created_at = fields.AwareDateTime(required=True, attribute="message.created_at")


class ThreadSchema(Schema):
    """A thread as lists show it."""

    id = fields.UUID(required=True, attribute="thread.id")
    centre_id = fields.UUID(required=True, attribute="thread.centre_id")
    student = fields.Nested(PersonSchema, required=True)
    guardian = fields.Nested(PersonSchema, required=True)
    last_message = fields.Nested(ThreadMessageSchema, required=True, allow_none=True)
    unread_count = Integer(required=True)


class ThreadWithTutorsSchema(ThreadSchema):
    """A thread with the staff who read it beside the centre's supervisors."""

    tutors = fields.List(fields.Nested(PersonSchema), required=True)


class ThreadPage(Page):
    """One page of threads, the newest message first; `unreadTotal` is of all threads."""

    items = fields.List(fields.Nested(ThreadSchema), required=True)
    unread_total = Integer(required=True)


class ThreadMessagePage(Page):
    """One page of messages, newest first."""

    items = fields.List(fields.Nested(ThreadMessageSchema), required=True)


class ThreadMessagesQuery(PageQuery):
    """Which page."""
