"""A student joins boards under a made-up name, changes it, or leaves them (C27)."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.foundation.errors import Invalid
from core_service.rewards.errors import NicknameTaken
from core_service.rewards.models import BoardMembership
from core_service.rewards.queries.boards import membership_of
from core_service.rewards.rules.boards import NICKNAMES
from shared.ids import new_id


def join_boards(
    db: Session, actor: Actor, *, centre_id: UUID, nickname: str, on_course_boards: bool, on_effort_board: bool
) -> BoardMembership:
    """Again, it changes what is different. Raises Invalid for a name that is not in the list, NicknameTaken."""
    if nickname not in NICKNAMES:
        raise Invalid.field("nickname", "is none of the names to choose from")
    stored = membership_of(db, centre_id, actor.user_id)
    row = stored or BoardMembership(id=new_id(), centre_id=centre_id, student_id=actor.user_id)
    row.nickname, row.on_course_boards, row.on_effort_board = nickname, on_course_boards, on_effort_board
    try:
        with db.begin_nested():
            db.add(row)
            db.flush()
    except IntegrityError as error:
        raise NicknameTaken from error
    _record(db, actor, "BOARDS_JOIN", row)
    return row


def leave_boards(db: Session, actor: Actor, *, centre_id: UUID) -> None:
    """Whoever is on none leaves none."""
    stored = membership_of(db, centre_id, actor.user_id)
    if stored is not None:
        _record(db, actor, "BOARDS_LEAVE", stored)
        db.delete(stored)
        db.flush()


def _record(db: Session, actor: Actor, action: str, row: BoardMembership) -> None:
    record_row(
        db,
        actor,
        Permission.OWN_WORK,
        action,
        row,
        after={"courseBoards": row.on_course_boards, "effortBoard": row.on_effort_board},
        details={"studentId": row.student_id},
    )
