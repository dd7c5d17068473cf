"""Words between tutor and students (R205, R211)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.live.models import SessionMessage
from core_service.live.rules import MessageKind
from core_service.live.service.taking_part import demand_not_over, demand_student_of, hold_as_student
from core_service.sessions.models import TutoringSession
from core_service.sessions.service import hold_as_staff
from core_service.sessions.service.log import append_event
from shared.events.room import MessageSent
from shared.events.values import MessageId, UserId
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Sent:
    """A message and the `seq` of its event."""

    message: SessionMessage
    seq: int


def send_message(
    db: Session, actor: Actor, *, session_id: UUID, student_id: UUID | None, text: str, kind: MessageKind, now: datetime
) -> Sent:
    """From staff to one student, or to everyone when none is named. Raises NotInSession, SessionEnded."""
    session = hold_as_staff(db, actor, session_id, Permission.SESSION_CONDUCT)
    demand_not_over(session)
    if student_id is not None:
        demand_student_of(db, session, student_id)
    return _send(db, actor, session, Permission.SESSION_CONDUCT, student_id, text, kind, now=now)


def reply(db: Session, actor: Actor, *, session_id: UUID, text: str, now: datetime) -> Sent:
    """From a student to the tutor; no other student sees it."""
    session = hold_as_student(db, actor, session_id)
    return _send(db, actor, session, Permission.OWN_WORK, actor.user_id, text, MessageKind.MESSAGE, now=now)


def _send(
    db: Session,
    actor: Actor,
    session: TutoringSession,
    permission: Permission,
    student_id: UUID | None,
    text: str,
    kind: MessageKind,
    *,
    now: datetime,
) -> Sent:
    message = SessionMessage(
        id=new_id(),
        centre_id=session.centre_id,
        session_id=session.id,
        from_id=actor.user_id,
        student_id=student_id,
        text=text,
        kind=kind,
        created_at=now,
    )
    db.add(message)
    after = {"studentId": student_id, "kind": kind, "text": "changed"}
    record_row(db, actor, permission, "MESSAGE_SEND", message, after=after)
    member = UserId(str(student_id)) if student_id else None
    event = MessageSent(
        message_id=MessageId(str(message.id)),
        from_id=UserId(str(actor.user_id)),
        student_id=member,
        text=text,
        kind=kind,
    )
    return Sent(message, append_event(db, session, (member,) if member else "everyone", event, now=now))
