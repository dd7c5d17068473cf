"""Writes a person's sessions as an iCalendar file (RFC 5545) in which subscribers see edits and cancellations."""

import hashlib
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar

from core_service.reporting.rules.time_zones import vtimezone

LOOKS_BACK = timedelta(days=60)
LOOKS_AHEAD = timedelta(days=366)
MOST_EVENTS = 2000
_DOMAIN = "aetherlearn"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_REFRESH = timedelta(hours=1)
_MARGIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A session as one person has it; `child_id` tells a parent's children apart, and is None otherwise."""

    session_id: UUID
    child_id: UUID | None
    summary: str
    description: str
    location: str | None
    url: str | None
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    created_at: datetime
    modified_at: datetime
    sequence: int
    is_cancelled: bool
    is_free: bool
    """Whether the time stays free: a session that a colleague takes over."""

    @property
    def uid(self) -> str:
        """The same for ever, whatever happens to the session."""
        of_child = f".{self.child_id}" if self.child_id else ""
        return f"{self.session_id}{of_child}@{_DOMAIN}"


def sequence_of(schedule_revision: int, places: Iterable[tuple[datetime, datetime]]) -> int:
    """Grows with each change of the session, and of the person's places in it (their creation and last change)."""
    changed = (math.ceil((updated - created).total_seconds() - 0.001) for created, updated in places)
    return schedule_revision + sum(max(0, seconds) for seconds in changed)


def calendar_of(name: str, events: Sequence[CalendarEvent]) -> bytes:
    """The whole file, with the rules of every time zone that it uses; the same for the same sessions.

    It has no METHOD: that would make of it a message between organizer and guests (RFC 5546), which a feed is not.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//AetherLearn//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for zone in sorted({event.zone for event in events}, key=lambda each: each.key):
        of_zone = [event for event in events if event.zone == zone]
        first, last = min(each.starts_at for each in of_zone), max(each.ends_at for each in of_zone)
        calendar.add_component(vtimezone(zone, first.date() - _MARGIN, last.date() + _MARGIN))
    for event in events:
        calendar.add_component(_component(event))
    return bytes(calendar.to_ical())


def _component(event: CalendarEvent) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("dtstamp", event.modified_at.replace(microsecond=0))
    made.add("created", event.created_at.replace(microsecond=0))
    made.add("last-modified", event.modified_at.replace(microsecond=0))
    made.add("sequence", event.sequence)
    made.add("dtstart", event.starts_at.astimezone(event.zone))
    made.add("dtend", event.ends_at.astimezone(event.zone))
    made.add("summary", _text(event.summary))
    made.add("description", _text(event.description))
    if event.location:
        made.add("location", _text(event.location))
    if event.url:
        made.add("url", event.url)
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT" if event.is_free or event.is_cancelled else "OPAQUE")
    return made


def _text(words: str) -> str:
    """Without the control characters that no value there may have; the library escapes line breaks."""
    return _CONTROL.sub(" ", words)


def etag_of_calendar(body: bytes) -> str:
    """Of the whole file: a subscriber that has it is told so."""
    return hashlib.sha256(body).hexdigest()[:32]
