"""Notes on a student's work in a session, with their readers (R056, R122, C45)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.live.errors import NotInSession, SessionCancelled
from core_service.live.models import TutorNote
from core_service.live.rules import NoteVisibility
from core_service.sessions.queries import enrollments_of
from core_service.sessions.rules import SessionStatus
from core_service.sessions.service import hold_as_staff
from core_service.sessions.service.log import append_event
from shared.events.room import NoteAdded
from shared.events.values import NoteId, UserId
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Noted:
    """A note, the student it is about, and the `seq` of its event."""

    note: TutorNote
    student_id: UUID
    seq: int


def add_note(
    db: Session,
    actor: Actor,
    *,
    session_id: UUID,
    student_id: UUID,
    text: str,
    visibility: NoteVisibility,
    now: datetime,
) -> Noted:
    """Notes something about a student, after the lesson too; the staff learn that there is a note, not its words."""
    session = hold_as_staff(db, actor, session_id, Permission.STUDENT_NOTE_CREATE)
    if session.status is SessionStatus.CANCELLED:
        raise SessionCancelled
    places = enrollments_of(db, session_id, student_id)
    if not places:
        raise NotInSession
    note = TutorNote(
        id=new_id(),
        centre_id=session.centre_id,
        enrollment_id=places[0].id,
        tutor_id=actor.user_id,
        content=text,
        visibility=visibility,
        created_at=now,
        updated_at=now,
    )
    db.add(note)
    after = {"studentId": student_id, "visibility": visibility, "content": "changed"}
    record_row(db, actor, Permission.STUDENT_NOTE_CREATE, "NOTE_ADD", note, after=after)
    event = NoteAdded(
        note_id=NoteId(str(note.id)),
        student_id=UserId(str(student_id)),
        by_id=UserId(str(actor.user_id)),
        visibility=visibility,
    )
    return Noted(note, student_id, append_event(db, session, "staff", event, now=now))
