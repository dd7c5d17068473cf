"""Who is told of a message in a thread: the parent, or the tutors who teach the child these weeks (R250)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.identity.models import AppUser
from core_service.notifications.models.threads import MessageThread, ThreadMessage
from core_service.notifications.queries.readers import child
from core_service.notifications.queries.threads import tutors_of_child
from core_service.notifications.rules.kinds import NotificationKind, Reader
from core_service.notifications.rules.pages import thread_page
from core_service.notifications.service.telling import News, tell


def tell_of_message(db: Session, *, message_id: UUID, now: datetime) -> None:
    """The other side hears of it; one that is gone, or about a child who has left, is not told."""
    message = db.get(ThreadMessage, message_id)
    if message is None:
        return
    thread = db.get_one(MessageThread, message.thread_id)
    student = child(db, thread.centre_id, thread.student_id)
    author = db.get(AppUser, message.from_id)
    if student is None or author is None:
        return
    is_from_family = message.from_id == thread.guardian_id
    reader = Reader.STAFF if is_from_family else Reader.PARENT
    tutors = tutors_of_child(db, centre_id=thread.centre_id, student_id=student.id, now=now)
    readers = [tutor.id for tutor in tutors] if is_from_family else [thread.guardian_id]
    news = [
        News(
            user_id=user_id,
            reader=reader,
            kind=NotificationKind.THREAD_MESSAGE,
            about=str(message.id),
            path=thread_page(reader, student.id, thread.id),
            facts={"sender": author.name, "student": student.name, "words": message.text},
            student_id=student.id,
        )
        for user_id in readers
        if user_id != message.from_id
    ]
    tell(db, centre_id=thread.centre_id, news=news, happened_at=message.created_at, now=now)
