"""Reads of the notes on students in a session, as their readers may see them (R056, C45)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.foundation.paging import Cursor, in_order
from core_service.identity.models import AppUser
from core_service.live.models import TutorNote
from core_service.live.rules import NoteVisibility
from core_service.sessions.models import StudentSessionEnrollment
from core_service.sessions.queries import demand_staff, session_by_id


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note, whom it is about, and who wrote it."""

    note: TutorNote
    student_id: UUID
    by_name: str


def notes_in_session(
    db: Session, actor: Actor, session_id: UUID, *, student_id: UUID | None, cursor: Cursor | None, limit: int
) -> Sequence[NoteView]:
    """Oldest first, one more than `limit` if there are more; of private ones only the actor's own.

    Raises NotFound, RelationMissing.
    """
    demand_staff(db, actor, session_by_id(db, session_id))
    place = StudentSessionEnrollment
    found = (
        sa.select(TutorNote, place.student_id, AppUser.name)
        .join(place, place.id == TutorNote.enrollment_id)
        .join(AppUser, AppUser.id == TutorNote.tutor_id)
        .where(
            place.session_id == session_id,
            sa.or_(TutorNote.visibility != NoteVisibility.PRIVATE, TutorNote.tutor_id == actor.user_id),
        )
    )
    if student_id is not None:
        found = found.where(place.student_id == student_id)
    page = in_order(found, (TutorNote.created_at, TutorNote.id), cursor, limit)
    return [NoteView(*row) for row in db.execute(page)]
