"""The shapes of messages, notes and the panel's mode on the wire."""

from marshmallow import fields, validate

from core_service.foundation.schemas import Page, PageQuery, Schema
from core_service.live.rules import MessageKind, NoteVisibility, PanelMode

_SHORT_TEXT = validate.Length(1, 2000)


class MessageRequest(Schema):
    """From staff: to one student, or to everyone."""

    student_id = fields.UUID(load_default=None, allow_none=True)
    text = fields.String(required=True, validate=_SHORT_TEXT)
    kind = fields.Enum(MessageKind, by_value=True, load_default=MessageKind.MESSAGE)


class ReplyRequest(Schema):
    """From a student, to the tutor."""

    text = fields.String(required=True, validate=_SHORT_TEXT)


class MessageSchema(Schema):
    """What was said; without `studentId` to everyone."""

    id = fields.UUID(required=True, attribute="message.id")
    session_id = fields.UUID(required=True, attribute="message.session_id")
    from_id = fields.UUID(required=True, attribute="message.from_id")
    from_name = fields.String(required=True)
    student_id = fields.UUID(required=True, allow_none=True, attribute="message.student_id")
    text = fields.String(required=True, attribute="message.text")
    kind = fields.Enum(MessageKind, by_value=True, required=True, attribute="message.kind")
    sent_at = fields.AwareDateTime(required=True, attribute="message.created_at")


class NoteRequest(Schema):
    """A note on a student, for the staff unless said otherwise (C45)."""

    student_id = fields.UUID(required=True)
    text = fields.String(required=True, validate=validate.Length(1, 10_000))
    visibility = fields.Enum(NoteVisibility, by_value=True, load_default=NoteVisibility.STAFF)


class NoteSchema(Schema):
    """A note."""

    id = fields.UUID(required=True, attribute="note.id")
    enrollment_id = fields.UUID(required=True, attribute="note.enrollment_id")
    student_id = fields.UUID(required=True)
    by_id = fields.UUID(required=True, attribute="note.tutor_id")
    text = fields.String(required=True, attribute="note.content")
    visibility = fields.Enum(NoteVisibility, by_value=True, required=True, attribute="note.visibility")
    created_at = fields.AwareDateTime(required=True, attribute="note.created_at")


class NotesQuery(PageQuery):
    """Notes on whom; without, on every student of the session."""

    student_id = fields.UUID(load_default=None)


class WrittenNoteSchema(NoteSchema):
    """A note with its writer's name."""

    by_name = fields.String(required=True)


class NotePage(Page):
    """One page of a session's notes, oldest first."""

    items = fields.List(fields.Nested(WrittenNoteSchema), required=True)


class PanelModeRequest(Schema):
    """To whom the tutor turns."""

    student_id = fields.UUID(required=True)
    mode = fields.Enum(PanelMode, required=True)


class PanelModeSchema(PanelModeRequest):
    """How the panel stands."""
