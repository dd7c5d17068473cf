"""What a person was told, and the threads about them or with them."""

from uuid import UUID

import sqlalchemy as sa

from core_service.foundation.personal import Fate, PersonalRows
from core_service.notifications.models.notifications import Notification, NotificationPreference
from core_service.notifications.models.threads import MessageThread, ThreadMessage, ThreadReading


def _threads_of(person_id: UUID) -> sa.Select[UUID]:
    is_theirs = sa.or_(MessageThread.student_id == person_id, MessageThread.guardian_id == person_id)
    return sa.select(MessageThread.id).where(is_theirs)


def _own_threads(person_id: UUID, asked_by: UUID) -> sa.ColumnElement[bool]:
    """What another parent wrote about the child stays between them and the staff."""
    return MessageThread.guardian_id.in_([person_id, asked_by])


def _told_to_them(person_id: UUID, _asked_by: UUID) -> sa.ColumnElement[bool]:
    """What others were told about a child is theirs."""
    return Notification.user_id == person_id


PERSONAL = (
    PersonalRows(
        model=Notification,
        label="Notifications",
        subject=("user_id", "student_id"),
        fate=Fate.DELETED,
        for_family=_told_to_them,
    ),
    PersonalRows(
        model=NotificationPreference,
        label="Wishes about notifications",
        subject=("user_id",),
        fate=Fate.DELETED,
        is_of_person=True,
    ),
    PersonalRows(model=ThreadReading, label="Read marks of threads", subject=("user_id",), fate=Fate.DELETED),
    PersonalRows(
        model=ThreadMessage,
        label="Messages of threads",
        of=lambda person_id: ThreadMessage.thread_id.in_(_threads_of(person_id)),
        acts=("from_id",),
        fate=Fate.DELETED,
        for_family=lambda person_id, asked_by: ThreadMessage.thread_id.in_(
            sa.select(MessageThread.id).where(_own_threads(person_id, asked_by))
        ),
    ),
    PersonalRows(
        model=MessageThread,
        label="Threads with parents",
        subject=("student_id", "guardian_id"),
        fate=Fate.DELETED,
        for_family=_own_threads,
    ),
)
