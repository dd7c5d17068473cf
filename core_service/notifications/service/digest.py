"""The weekly letter to a parent: one for all their children, at whatever centres (R250, R290)."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core_service.foundation.db import DataScope, in_scope
from core_service.foundation.wording import listed
from core_service.notifications.queries.weeks import (
    ChildWeek,
    first_centre_with_child,
    parent_centres,
    weeks_of_children,
)
from core_service.notifications.rules.digest import section
from core_service.notifications.rules.kinds import NotificationKind, Reader
from core_service.notifications.rules.pages import WEEK_PAGE
from core_service.notifications.rules.times import day_in_words
from core_service.notifications.service.telling import News, tell
from core_service.sessions.queries.timetable import zone_of


def write_digest(db: Session, *, centre_id: UUID, guardian_id: UUID, until: datetime, now: datetime) -> None:
    """Written by the parent's first centre with a child of theirs, so that one letter goes out for all centres.

    It sees what the parent sees: the children's rows in all centres where they are one.
    """
    with in_scope(db, DataScope(frozenset({centre_id}), guardian_id)):
        centres = parent_centres(db, guardian_id)
    with in_scope(db, DataScope(frozenset(centres), guardian_id)):
        if first_centre_with_child(db, guardian_id, centres) != centre_id:
            return
        weeks = [week for week in weeks_of_children(db, guardian_id, until=until).values() if not week.is_empty]
        if weeks:
            _tell(db, centre_id, guardian_id, weeks, zone_of(db, centre_id), until=until, now=now)


def _tell(
    db: Session,
    centre_id: UUID,
    guardian_id: UUID,
    weeks: list[ChildWeek],
    zone: ZoneInfo,
    *,
    until: datetime,
    now: datetime,
) -> None:
    names = list(dict.fromkeys(week.name for week in weeks))
    has_centres = len({week.centre for week in weeks}) > 1
    sections = [
        section(
            heading=f"{week.name} at {week.centre}" if has_centres else week.name,
            marks=week.marks,
            exercises=week.exercises,
            levels=week.levels,
            catch_ups=week.catch_ups,
            next_lesson=week.next_lesson,
        )
        for week in weeks
    ]
    news = News(
        user_id=guardian_id,
        reader=Reader.PARENT,
        kind=NotificationKind.WEEKLY_DIGEST,
        about=until.astimezone(zone).date().isoformat(),
        path=WEEK_PAGE,
        facts={"names": listed(names), "day": day_in_words(until, zone), "digest": "\n\n".join(sections)},
    )
    tell(db, centre_id=centre_id, news=[news], happened_at=until, now=now)
