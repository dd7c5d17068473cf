"""Reads of threads between parents and staff: who takes part is a matter of relation, not of a list (R250)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, newest_first
from core_service.identity.models import AppUser, UserRole
from core_service.identity.queries.families import is_parent_of
from core_service.notifications.models.threads import MessageThread, ThreadMessage, ThreadReading
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import Person, person_or_former, persons
from core_service.sessions.queries.teaching import is_taught_by, taught_by

TAKES_PART = (Permission.CHILD_VIEW, Permission.SESSION_CONDUCT, Permission.STUDENT_MANAGE)
"""Parents of the child, tutors who teach the child, supervisors of the centre."""

_TEACHES_NOW = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message with its author; `is_from_family` tells which side wrote it."""

    message: ThreadMessage
    sender: Person
    is_from_family: bool


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread as lists show it."""

    thread: MessageThread
    student: Person
    guardian: Person
    last_message: MessageView | None
    unread_count: int


def takes_part(actor: Actor) -> sa.ColumnElement[bool]:
    """Whether the thread of the surrounding statement is one that the actor reads and writes."""
    thread = MessageThread
    is_parent = is_parent_of(actor.user_id, centre_id=thread.centre_id, student_id=thread.student_id)
    return sa.or_(
        thread.centre_id.in_(actor.centres_with(Permission.STUDENT_MANAGE)),
        sa.and_(
            thread.guardian_id == actor.user_id,
            thread.centre_id.in_(actor.centres_with(Permission.CHILD_VIEW)),
            is_parent,
        ),
        sa.and_(
            thread.centre_id.in_(actor.centres_with(Permission.SESSION_CONDUCT)),
            is_taught_by(actor.user_id, centre_id=thread.centre_id, student_id=thread.student_id),
        ),
    )


def threads_page(
    db: Session, actor: Actor, *, student_id: UUID | None, cursor: Cursor | None, limit: int
) -> Sequence[ThreadView]:
    """`limit` + 1 threads, the newest message first, in three statements."""
    thread = MessageThread
    found = newest_first(sa.select(thread).where(takes_part(actor)), (thread.last_message_at, thread.id), cursor, limit)
    if student_id is not None:
        found = found.where(thread.student_id == student_id)
    return _views(db, actor, db.scalars(found).all())


def thread_by_id(db: Session, actor: Actor, thread_id: UUID) -> MessageThread:
    """Raises NotFound, for one in which the actor takes no part too: it is nobody else's business that there is one."""
    thread = db.scalar(sa.select(MessageThread).where(MessageThread.id == thread_id, takes_part(actor)))
    if thread is None:
        raise NotFound("thread")
    return thread


def thread_view(db: Session, actor: Actor, thread: MessageThread) -> ThreadView:
    """One thread as lists show it."""
    return _views(db, actor, [thread])[0]


def _views(db: Session, actor: Actor, threads: Sequence[MessageThread]) -> Sequence[ThreadView]:
    ids = [thread.id for thread in threads]
    newest = (
        sa.select(ThreadMessage)
        .where(ThreadMessage.thread_id.in_(ids))
        .ext(distinct_on(ThreadMessage.thread_id))
        .order_by(ThreadMessage.thread_id, ThreadMessage.created_at.desc(), ThreadMessage.id.desc())
    )
    messages = {message.thread_id: message for message in db.scalars(newest)}
    people = persons(
        db,
        {id for thread in threads for id in (thread.student_id, thread.guardian_id)}
        | {message.from_id for message in messages.values()},
    )
    unread = _unread(db, actor, ids)
    return [
        ThreadView(
            thread,
            person_or_former(people, thread.student_id),
            person_or_former(people, thread.guardian_id),
            _message(messages[thread.id], thread, people) if thread.id in messages else None,
            unread.get(thread.id, 0),
        )
        for thread in threads
    ]


def _unread(db: Session, actor: Actor, thread_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    counted = (
        sa.select(ThreadMessage.thread_id, sa.func.count())
        .where(ThreadMessage.thread_id.in_(thread_ids), _is_unread(actor))
        .group_by(ThreadMessage.thread_id)
    )
    return dict(db.execute(counted).all())


def _is_unread(actor: Actor) -> sa.ColumnElement[bool]:
    read_until = (
        sa.select(ThreadReading.read_until)
        .where(ThreadReading.thread_id == ThreadMessage.thread_id, ThreadReading.user_id == actor.user_id)
        .correlate(ThreadMessage)
        .scalar_subquery()
    )
    is_new = sa.or_(read_until.is_(None), ThreadMessage.created_at > read_until)
    return sa.and_(ThreadMessage.from_id != actor.user_id, is_new)


def unread_total(db: Session, actor: Actor) -> int:
    """How many messages in all of the actor's threads they have not read."""
    counted = (
        sa.select(sa.func.count())
        .select_from(ThreadMessage)
        .join(MessageThread, MessageThread.id == ThreadMessage.thread_id)
        .where(takes_part(actor), _is_unread(actor))
    )
    return db.scalar(counted) or 0


def messages_page(db: Session, thread: MessageThread, *, cursor: Cursor | None, limit: int) -> Sequence[MessageView]:
    """`limit` + 1 messages, newest first."""
    found = sa.select(ThreadMessage).where(ThreadMessage.thread_id == thread.id)
    page = newest_first(found, (ThreadMessage.created_at, ThreadMessage.id), cursor, limit)
    return message_views(db, thread, db.scalars(page).all())


def message_views(db: Session, thread: MessageThread, messages: Sequence[ThreadMessage]) -> Sequence[MessageView]:
    """With their authors, in their order."""
    people = persons(db, {message.from_id for message in messages})
    return [_message(message, thread, people) for message in messages]


def _message(message: ThreadMessage, thread: MessageThread, people: Mapping[UUID, Person]) -> MessageView:
    return MessageView(message, person_or_former(people, message.from_id), message.from_id == thread.guardian_id)


def tutors_of_child(db: Session, *, centre_id: UUID, student_id: UUID, now: datetime) -> Sequence[Person]:
    """Who teaches the child these weeks, by name: those who are told of a parent's message."""
    place, session, tutor = StudentSessionEnrollment, TutoringSession, aliased(AppUser)
    teaches = taught_by()
    has_role = sa.exists().where(UserRole.centre_id == centre_id, UserRole.user_id == tutor.id, UserRole.is_active)
    found = (
        sa.select(tutor.id, tutor.name, tutor.avatar_url)
        .join(session, tutor.id == teaches)
        .join(place, place.session_id == session.id)
        .where(
            place.centre_id == centre_id,
            place.student_id == student_id,
            place.is_taken,
            session.scheduled_start > now - _TEACHES_NOW,
            has_role,
        )
        .distinct()
        .order_by(tutor.name, tutor.id)
    )
    return [Person(*row) for row in db.execute(found)]
