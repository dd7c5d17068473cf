"""Messages, replies, notes, and to whom the tutor turns."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.live.queries import notes as written
from core_service.live.queries.messages import MessageView, message_view
from core_service.live.schemas.words import (
    MessageRequest,
    MessageSchema,
    NotePage,
    NoteRequest,
    NoteSchema,
    NotesQuery,
    PanelModeRequest,
    PanelModeSchema,
    ReplyRequest,
)
from core_service.live.service import messages, notes, panels

blueprint = Blueprint("live-words", __name__, url_prefix="/api/sessions", description="Words between tutor and student")


@blueprint.post("/<uuid:session_id>/message")
@requires(Permission.SESSION_CONDUCT)
@blueprint.arguments(MessageRequest)
@blueprint.response(201, MessageSchema)
def send(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> MessageView:
    """Write to one student or to everyone (R087)."""
    sent = messages.send_message(db, actor, session_id=session_id, **wanted, now=runtime().clock.now())
    return message_view(db, sent.message)


@blueprint.post("/<uuid:session_id>/reply")
@requires(Permission.OWN_WORK)
@blueprint.arguments(ReplyRequest)
@blueprint.response(201, MessageSchema)
def reply(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> MessageView:
    """Write to the tutor, to nobody else."""
    sent = messages.reply(db, actor, session_id=session_id, **wanted, now=runtime().clock.now())
    return message_view(db, sent.message)


@blueprint.post("/<uuid:session_id>/notes")
@requires(Permission.STUDENT_NOTE_CREATE)
@blueprint.arguments(NoteRequest)
@blueprint.response(201, NoteSchema)
def note(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> notes.Noted:
    """Note something about a student."""
    return notes.add_note(db, actor, session_id=session_id, **wanted, now=runtime().clock.now())


@blueprint.get("/<uuid:session_id>/notes")
@requires(Permission.STUDENT_NOTE_CREATE)
@blueprint.arguments(NotesQuery, location="query")
@blueprint.response(200, NotePage)
def session_notes(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> dict[str, Any]:
    """What was noted in the session, as far as the caller is meant to read it."""
    found = written.notes_in_session(
        db,
        actor,
        session_id,
        student_id=wanted["student_id"],
        cursor=cursor_of(wanted["cursor"]),
        limit=wanted["limit"],
    )
    return paged(found, wanted["limit"], lambda each: Cursor(each.note.created_at, each.note.id))


@blueprint.post("/<uuid:session_id>/panel-mode")
@requires(Permission.SESSION_CONDUCT)
@blueprint.arguments(PanelModeRequest)
@blueprint.response(200, PanelModeSchema)
def panel_mode(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> dict[str, Any]:
    """Teach or observe a student (R034)."""
    panels.set_panel_mode(db, actor, session_id=session_id, **wanted, now=runtime().clock.now())
    return wanted
