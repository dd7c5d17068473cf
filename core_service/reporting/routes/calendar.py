"""A person's sessions for the calendar program that they use (RFC 5545), behind an address that is a secret."""

from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import anybody, keep_no_answer, signed_in_person
from core_service.foundation.errors import NotFound
from core_service.foundation.http import Blueprint
from core_service.foundation.query_names import any_query_names
from core_service.foundation.runtime import runtime
from core_service.identity.rules import token_hash
from core_service.reporting.queries.calendar import calendar_events, feed_of, subscriber
from core_service.reporting.rules.calendar import calendar_of, etag_of_calendar
from core_service.reporting.schemas.calendar import CalendarFeedSchema, NewCalendarFeedSchema
from core_service.reporting.service.calendar_feeds import end_feed, make_feed

blueprint = Blueprint("calendar", __name__, url_prefix="/api", description="Calendar feeds")


@blueprint.get("/calendar-feed")
@signed_in_person
@blueprint.response(200, CalendarFeedSchema)
def current(db: Session, actor: Actor) -> dict[str, Any]:
    """Whether the caller has a feed."""
    feed = feed_of(db, actor.user_id)
    return {"made_at": feed.made_at if feed else None}


@blueprint.post("/calendar-feed")
@signed_in_person
@blueprint.response(201, NewCalendarFeedSchema)
def make(db: Session, actor: Actor) -> dict[str, Any]:
    """Make the caller's feed, or give it a new address; the old one ends."""
    keep_no_answer()
    run = runtime()
    now = run.clock.now()
    url = f"{run.settings.public_url.rstrip('/')}/api/calendar/{make_feed(db, actor, now=now)}.ics"
    return {"url": url, "webcal_url": "webcal:" + url.partition(":")[2], "made_at": now}


@blueprint.delete("/calendar-feed")
@signed_in_person
@blueprint.response(204)
def end(db: Session, actor: Actor) -> None:
    """End the caller's feed."""
    end_feed(db, actor)


@blueprint.get("/calendar/<string:token>.ics")
@anybody
@any_query_names
@blueprint.response(200, content_type="text/calendar")
def feed(db: Session, token: str) -> Response:
    """The calendar: sessions of the last 60 days and of the coming year; 304 for who has it already.

    Query parameters that calendar programs add of their own change nothing.
    """
    run = runtime()
    actor = subscriber(db, token_hash(token), now=run.clock.now())
    if actor is None:
        raise NotFound("calendar")
    events = calendar_events(db, actor, now=run.clock.now(), public_url=run.settings.public_url.rstrip("/"))
    body = calendar_of("AetherLearn", events)
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.set_etag(etag_of_calendar(body))
    response.headers["Cache-Control"] = "private, max-age=300"
    response.headers["Content-Disposition"] = 'inline; filename="aetherlearn.ics"'
    response.make_conditional(request)
    return response
