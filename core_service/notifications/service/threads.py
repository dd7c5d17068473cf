"""Parents and the tutors of their children write to each other (R250)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import CentreMissing, RelationMissing
from core_service.access.rules import Permission, Role
from core_service.audit.service import record_row
from core_service.foundation.errors import Invalid, NotFound
from core_service.foundation.jobs import schedule
from core_service.identity.models import GuardianLink, UserRole
from core_service.notifications.models.threads import MessageThread, ThreadMessage, ThreadReading
from core_service.sessions.queries.teaching import is_taught_by
from shared.ids import new_id

TELL_OF_MESSAGE = "notifications.thread_message"
"""Promised for each message: the other side is told; its arguments are `{messageId}`."""


def open_thread(
    db: Session,
    actor: Actor,
    *,
    student_id: UUID,
    centre_id: UUID | None,
    guardian_id: UUID | None,
    text: str,
    now: datetime,
) -> tuple[MessageThread, bool]:
    """The parent's thread about the child with a first, or one more, message; whether it is new.

    Raises NotFound for a child with whom the actor has nothing to do as a parent, RelationMissing for a tutor who does
    not teach the child, CentreMissing, and Invalid where staff must say which parent is meant.
    """
    link = _own_link(db, actor, student_id, centre_id) or _link_for_staff(db, actor, student_id, centre_id, guardian_id)
    standing = db.scalar(
        sa.select(MessageThread).where(
            MessageThread.centre_id == link.centre_id,
            MessageThread.student_id == student_id,
            MessageThread.guardian_id == link.guardian_id,
        )
    )
    thread = standing or _new_thread(db, link, now=now)
    post_message(db, actor, thread=thread, text=text, now=now)
    return thread, standing is None


def _new_thread(db: Session, link: GuardianLink, *, now: datetime) -> MessageThread:
    """Two who begin at once find the same one."""
    values = {"centre_id": link.centre_id, "student_id": link.student_id, "guardian_id": link.guardian_id}
    made = insert(MessageThread).values(id=new_id(), created_at=now, updated_at=now, last_message_at=now, **values)
    db.execute(made.on_conflict_do_nothing())
    return db.scalars(sa.select(MessageThread).filter_by(**values)).one()


def _own_link(db: Session, actor: Actor, student_id: UUID, centre_id: UUID | None) -> GuardianLink | None:
    found = sa.select(GuardianLink).where(
        GuardianLink.guardian_id == actor.user_id,
        GuardianLink.student_id == student_id,
        GuardianLink.centre_id.in_(actor.centres_with(Permission.CHILD_VIEW)),
    )
    if centre_id is not None:
        found = found.where(GuardianLink.centre_id == centre_id)
    links = db.scalars(found).all()
    if len(links) > 1:
        raise CentreMissing
    return links[0] if links else None


def _link_for_staff(
    db: Session, actor: Actor, student_id: UUID, centre_id: UUID | None, guardian_id: UUID | None
) -> GuardianLink:
    centre = _centre_as_staff(db, actor, student_id, centre_id)
    found = sa.select(GuardianLink).where(GuardianLink.centre_id == centre, GuardianLink.student_id == student_id)
    if guardian_id is not None:
        found = found.where(GuardianLink.guardian_id == guardian_id)
    links = db.scalars(found).all()
    if not links:
        raise Invalid.field("guardianId", "is no parent of this child")
    if len(links) > 1:
        raise Invalid.field("guardianId", "is needed: the child has several parents")
    return links[0]


def _centre_as_staff(db: Session, actor: Actor, student_id: UUID, centre_id: UUID | None) -> UUID:
    staff_in = actor.centres_with(Permission.SESSION_CONDUCT, Permission.STUDENT_MANAGE)
    learns = sa.select(UserRole.centre_id).where(
        UserRole.user_id == student_id,
        UserRole.role == Role.STUDENT,
        UserRole.is_active,
        UserRole.centre_id.in_(staff_in if centre_id is None else staff_in & {centre_id}),
    )
    if not db.scalars(learns).all():
        raise NotFound("student")
    manages = UserRole.centre_id.in_(actor.centres_with(Permission.STUDENT_MANAGE))
    teaches = is_taught_by(actor.user_id, centre_id=UserRole.centre_id, student_id=UserRole.user_id)
    centres = db.scalars(learns.where(sa.or_(manages, teaches))).all()
    if not centres:
        raise RelationMissing("This is for the child's tutors and the centre's supervisors.")
    if len(centres) > 1:
        raise CentreMissing
    return centres[0]


def post_message(db: Session, actor: Actor, *, thread: MessageThread, text: str, now: datetime) -> ThreadMessage:
    """One more message; the other side is told by a job, and the author has read all until now."""
    message = ThreadMessage(
        id=new_id(), centre_id=thread.centre_id, thread_id=thread.id, from_id=actor.user_id, text=text, created_at=now
    )
    thread.last_message_at = now
    db.add(message)
    mark_read(db, actor, thread=thread, now=now)
    schedule(
        db,
        TELL_OF_MESSAGE,
        centre_id=thread.centre_id,
        due_at=now,
        key=str(message.id),
        arguments={"messageId": str(message.id)},
    )
    record_row(
        db,
        actor,
        _permission(actor, thread),
        "THREAD_MESSAGE",
        thread,
        after={"messageId": message.id, "text": "changed"},
    )
    db.flush()
    return message


def mark_read(db: Session, actor: Actor, *, thread: MessageThread, now: datetime) -> None:
    """All that was written until now; never takes back what was read before."""
    db.flush()
    read = insert(ThreadReading).values(
        thread_id=thread.id,
        user_id=actor.user_id,
        centre_id=thread.centre_id,
        read_until=now,
        created_at=now,
        updated_at=now,
    )
    later = sa.func.greatest(ThreadReading.read_until, read.excluded.read_until)
    db.execute(
        read.on_conflict_do_update(
            index_elements=["thread_id", "user_id"], set_={"read_until": later, "updated_at": now}
        )
    )


def _permission(actor: Actor, thread: MessageThread) -> Permission:
    if thread.guardian_id == actor.user_id:
        return Permission.CHILD_VIEW
    teaches = actor.may(Permission.SESSION_CONDUCT, thread.centre_id)
    return Permission.SESSION_CONDUCT if teaches else Permission.STUDENT_MANAGE
