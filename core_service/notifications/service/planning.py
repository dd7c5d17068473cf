"""Promises ahead: reminders of the next day's lessons for one centre, and the parents' weekly letter (R290, R291)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.centres.models import Centre
from core_service.centres.rules import settings_of
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.jobs import Promise, schedule, schedule_each
from core_service.identity.models import GuardianLink
from core_service.notifications.rules.kinds import NotificationKind
from core_service.notifications.rules.times import (
    REMINDED_BEFORE,
    STARTING_BEFORE,
    UNMARKED_AFTER,
    digest_at,
    is_news,
)
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus

LOOK_AHEAD = "notifications.look_ahead"
"""Promised for each active centre and hour, without arguments."""

REMIND_SESSION = "notifications.session_ahead"
"""Promised for each lesson and time of a reminder; `{sessionId, kind, startsAt}`."""

UNMARKED = "notifications.attendance_unmarked"
"""Promised for half an hour after each lesson; `{sessionId}`."""

WEEKLY_DIGESTS = "notifications.weekly_digests"
"""Promised for each active centre and week, without arguments."""

DIGEST = "notifications.digest"
"""Promised for each parent of a centre and week; `{guardianId, until}`."""

_AHEAD = REMINDED_BEFORE + timedelta(hours=2)
_JUST_OVER = timedelta(hours=2)


def promise_for_centres(db: Session, *, hour: datetime) -> None:
    """One look ahead per centre and hour, one digest per centre and week: promising them again changes nothing."""
    active = sa.select(Centre).where(Centre.is_active, Centre.id != FRANCHISE_ID).order_by(Centre.id)
    for centre in db.scalars(active):
        schedule(db, LOOK_AHEAD, centre_id=centre.id, due_at=hour)
        zone = ZoneInfo(centre.timezone)
        due_at = digest_at(hour.astimezone(zone).date(), zone, settings_of(centre.settings))
        if due_at >= hour or is_news(due_at, hour):
            schedule(db, WEEKLY_DIGESTS, centre_id=centre.id, due_at=due_at)


def look_ahead(db: Session, *, centre_id: UUID, now: datetime) -> None:
    """Promises what belongs to the lessons of the next day, however late they were planned."""
    session = TutoringSession
    near = sa.select(session).where(
        session.centre_id == centre_id,
        session.status.in_([SessionStatus.SCHEDULED, SessionStatus.IN_PROGRESS, SessionStatus.COMPLETED]),
        session.scheduled_start <= now + _AHEAD,
        session.scheduled_end > now - _JUST_OVER,
    )
    sessions = db.scalars(near.order_by(session.scheduled_start, session.id)).all()
    ahead = [promise for each in sessions for promise in _reminders(each, now)]
    schedule_each(db, REMIND_SESSION, centre_id=centre_id, promises=ahead)
    unmarked = [
        Promise(each.scheduled_end + UNMARKED_AFTER, str(each.id), {"sessionId": str(each.id)}) for each in sessions
    ]
    schedule_each(db, UNMARKED, centre_id=centre_id, promises=unmarked)


def _reminders(session: TutoringSession, now: datetime) -> Iterator[Promise]:
    """A day before, and when the room opens; not the first where the lesson is nearly there already."""
    start = session.scheduled_start
    if session.status is not SessionStatus.SCHEDULED:
        return
    for kind, before, least in (
        (NotificationKind.SESSION_REMINDER, REMINDED_BEFORE, timedelta(hours=1)),
        (NotificationKind.SESSION_STARTING, STARTING_BEFORE, timedelta()),
    ):
        if start - now > least:
            arguments = {"sessionId": str(session.id), "kind": kind.value, "startsAt": start.isoformat()}
            yield Promise(start - before, f"{session.id} {kind.value}", arguments)


def promise_digests(db: Session, *, centre_id: UUID, now: datetime) -> None:
    """One for each parent of the centre, so that one that fails holds up no other."""
    parents = sa.select(GuardianLink.guardian_id).where(GuardianLink.centre_id == centre_id).distinct()
    promises = [
        Promise(
            now.replace(minute=0, second=0, microsecond=0),
            str(each),
            {"guardianId": str(each), "until": now.isoformat()},
        )
        for each in db.scalars(parents.order_by(GuardianLink.guardian_id))
    ]
    schedule_each(db, DIGEST, centre_id=centre_id, promises=promises)
