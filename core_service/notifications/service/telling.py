"""Tells people: a row for each in their own words, and the promise of a letter to those who want one (R290)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core_service.centres.queries import settings_of_centre
from core_service.foundation.jobs import Promise, schedule_each
from core_service.notifications.models import Notification
from core_service.notifications.queries.readers import active_among, preferences
from core_service.notifications.rules.kinds import Channels, NotificationKind, Reader, usual_channels
from core_service.notifications.rules.times import is_news, leaves_at
from core_service.notifications.service.texts import words
from core_service.sessions.queries.timetable import zone_of
from shared.ids import new_id

LETTER = "notifications.letter"
"""Promised for each person who is told by e-mail too; `{notificationId}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing for one reader; `about` names it for ever: the same is not told twice."""

    user_id: UUID
    reader: Reader
    kind: NotificationKind
    about: str
    path: str
    facts: Mapping[str, object] = field(default_factory=dict)
    student_id: UUID | None = None
    useful_until: datetime | None = None


def tell(db: Session, *, centre_id: UUID, news: Sequence[News], happened_at: datetime, now: datetime) -> int:
    """Tells each reader once, in a fixed number of statements; returns how many are told now.

    Nobody is told of what happened too long ago, nor who has left the centre.
    """
    if not news or not is_news(happened_at, now):
        return 0
    people = active_among(db, centre_id, {each.user_id for each in news})
    said = preferences(db, people)
    wanted = [(each, _channels(each, said)) for each in news if each.user_id in people]
    rows = {new_id(): (each, how) for each, how in wanted if how.in_app or how.email}
    if not rows:
        return 0
    told = _write(db, centre_id, rows, now)
    _promise_letters(db, centre_id, [id for id in told if rows[id][1].email], now)
    return len(told)


def _channels(news: News, said: Mapping[tuple[UUID, NotificationKind], Channels]) -> Channels:
    return said.get((news.user_id, news.kind)) or usual_channels(news.kind, news.reader)


def _write(db: Session, centre_id: UUID, rows: Mapping[UUID, tuple[News, Channels]], now: datetime) -> Sequence[UUID]:
    values = []
    for id, (each, how) in rows.items():
        title, text = words(each.kind, each.reader, each.facts)
        values.append(
            {
                "id": id,
                "created_at": now,
                "centre_id": centre_id,
                "user_id": each.user_id,
                "kind": each.kind,
                "reader": each.reader,
                "about": each.about,
                "student_id": each.student_id,
                "title": title,
                "text": text,
                "path": each.path,
                "is_in_app": how.in_app,
                "useful_until": each.useful_until,
            }
        )
    written = insert(Notification).values(values).on_conflict_do_nothing().returning(Notification.id)
    return db.scalars(written).all()


def _promise_letters(db: Session, centre_id: UUID, ids: Sequence[UUID], now: datetime) -> None:
    if not ids:
        return
    zone, settings = zone_of(db, centre_id), settings_of_centre(db, centre_id)
    due_at = leaves_at(now, zone, settings)
    promises = [Promise(due_at, str(id), {"notificationId": str(id)}) for id in ids]
    schedule_each(db, LETTER, centre_id=centre_id, promises=promises)
