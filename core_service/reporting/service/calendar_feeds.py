"""Makes, renews and ends the secret address of a person's calendar (R285: audited as one's own account)."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.identity.rules import token_hash
from core_service.identity.service.sign_in import record_own
from core_service.reporting.models import CalendarFeed
from core_service.reporting.queries.calendar import feed_of
from shared.ids import new_id


def make_feed(db: Session, actor: Actor, *, now: datetime) -> str:
    """The new address's token, told this once; an earlier one opens nothing any more. Raises LoginNeeded."""
    actor.demand_login()
    token = secrets.token_urlsafe(32)
    feed = feed_of(db, actor.user_id)
    if feed is None:
        feed = CalendarFeed(id=new_id(), user_id=actor.user_id, token_hash=token_hash(token), made_at=now)
        db.add(feed)
        action = "CALENDAR_FEED_MAKE"
    else:
        feed.token_hash, feed.made_at = token_hash(token), now
        action = "CALENDAR_FEED_RENEW"
    db.flush()
    record_own(db, actor, action, "CalendarFeed", feed.id)
    return token


def end_feed(db: Session, actor: Actor) -> None:
    """Whoever has none changes nothing. Raises LoginNeeded."""
    actor.demand_login()
    feed = feed_of(db, actor.user_id)
    if feed is not None:
        record_own(db, actor, "CALENDAR_FEED_END", "CalendarFeed", feed.id)
        db.delete(feed)
        db.flush()
