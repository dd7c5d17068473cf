"""Calendar files as strict programs read them (RFC 5545): every line, not what a lenient parser makes of it.

Good: names with accents, commas and line breaks arrive whole; what has changed is newer, what is cancelled stays. Bad:
a line of more than 75 octets, a character cut in two, a bare line feed, a control character, a METHOD without guests.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from core_service.reporting.rules.calendar import CalendarEvent, calendar_of
from tests.core_service.reporting.calendar_lines import components, values_of

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)
EVENT = CalendarEvent(
    session_id=UUID(int=1),
    child_id=None,
    summary="Maths",
    description="English with Tara.",
    location="Room 1, Riverside",
    url="https://learn.example/dashboard/student/sessions/1",
    starts_at=NOON,
    ends_at=NOON + timedelta(hours=1),
    zone=ZoneInfo("Europe/London"),
    created_at=NOON,
    modified_at=NOON,
    sequence=0,
    is_cancelled=False,
    is_free=False,
)

NAMES = [
    "Reading, writing; and \\ more",
    "first line\nsecond\r\nthird\rfourth",
    "é" * 200,
    "ab" + "😀" * 100,
    "a" * 73 + ",;\\" * 30,
    "BEGIN:VEVENT\nEND:VCALENDAR\r\nATTACH:http://x.example",
    "tab\there",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_arrives_whole(name: str) -> None:
    """Folded between characters, escaped once, and nothing in it becomes a line of its own."""
    event = replace(EVENT, summary=name, description=name, location=name)
    [found] = components(calendar_of("AetherLearn", [event]), "VEVENT")
    plain = re.sub(r"\r\n?", "\n", name)
    assert [values_of(found, each)[0] for each in ("SUMMARY", "DESCRIPTION", "LOCATION")] == [plain] * 3


def test_control_characters_are_left_out() -> None:
    """No value may hold them: some programs drop the whole calendar."""
    [found] = components(calendar_of("AetherLearn", [replace(EVENT, summary="bell\x07, delete\x7f")]), "VEVENT")
    assert values_of(found, "SUMMARY") == ["bell , delete "]


def test_what_a_calendar_must_have_it_has_once() -> None:
    """PRODID and VERSION; no METHOD, which would ask for an organizer; each event's UID, DTSTAMP, SEQUENCE, STATUS."""
    body = calendar_of("AetherLearn", [EVENT, replace(EVENT, session_id=UUID(int=2), is_cancelled=True)])
    [calendar] = components(body, "VCALENDAR")
    assert (values_of(calendar, "VERSION"), len(values_of(calendar, "PRODID"))) == (["2.0"], 1)
    assert values_of(calendar, "METHOD") == []
    kept, cancelled = components(body, "VEVENT")
    for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "LAST-MODIFIED", "CREATED", "STATUS", "TRANSP"):
        assert [len(values_of(each, name)) for each in (kept, cancelled)] == [1, 1], name
    assert values_of(kept, "DTSTAMP") == values_of(kept, "LAST-MODIFIED") == ["20261117T120000Z"]
    assert (values_of(kept, "STATUS"), values_of(cancelled, "STATUS")) == (["CONFIRMED"], ["CANCELLED"])
    assert values_of(kept, "UID") != values_of(cancelled, "UID")


def test_a_childs_event_is_another_one_than_the_parents_own() -> None:
    """A parent who teaches the same session has both."""
    childs = replace(EVENT, child_id=UUID(int=9))
    assert len({childs.uid, EVENT.uid, replace(childs, child_id=UUID(int=8)).uid}) == 3


def test_every_zone_that_is_named_is_explained() -> None:
    """TZID of each event stands in a VTIMEZONE of the same file."""
    body = calendar_of("AetherLearn", [EVENT, replace(EVENT, session_id=UUID(int=2), zone=ZoneInfo("Asia/Kathmandu"))])
    explained = {values_of(each, "TZID")[0] for each in components(body, "VTIMEZONE")}
    named = set(re.findall(rb"DTSTART;TZID=([^:]+):", body))
    assert {each.decode() for each in named} == explained == {"Europe/London", "Asia/Kathmandu"}
