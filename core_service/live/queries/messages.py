"""Reads of what was said in a session (R211)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.identity.models import AppUser
from core_service.identity.rules import FORMER_MEMBER
from core_service.live.models import SessionMessage

SHOWN_MESSAGES = 50


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message with the name of who wrote it."""

    message: SessionMessage
    from_name: str


def newest_messages(db: Session, session_id: UUID, student_id: UUID | None = None) -> Sequence[MessageView]:
    """The last 50 in the order in which they were said: all, or those that a student may read."""
    found = (
        sa.select(SessionMessage, sa.func.coalesce(AppUser.name, FORMER_MEMBER))
        .outerjoin(AppUser, AppUser.id == SessionMessage.from_id)
        .where(SessionMessage.session_id == session_id)
    )
    if student_id is not None:
        found = found.where(sa.or_(SessionMessage.student_id.is_(None), SessionMessage.student_id == student_id))
    newest = found.order_by(SessionMessage.created_at.desc(), SessionMessage.id.desc()).limit(SHOWN_MESSAGES)
    return [MessageView(*row) for row in reversed(db.execute(newest).all())]


def message_view(db: Session, message: SessionMessage) -> MessageView:
    """One that has just been written."""
    name = db.scalar(sa.select(AppUser.name).where(AppUser.id == message.from_id))
    return MessageView(message, name or FORMER_MEMBER)
