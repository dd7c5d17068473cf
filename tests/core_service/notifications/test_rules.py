"""When letters leave and people are reminded: pure decisions, right across both changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from core_service.attendance.rules import AttendanceStatus
from core_service.centres.rules import USUAL, CentreSettings
from core_service.launcher.settings import CLONE
from core_service.notifications.rules.digest import section
from core_service.notifications.rules.kinds import (
    READERS_OF,
    NotificationKind,
    Reader,
    kinds_for,
    usual_channels,
    usual_for,
)
from core_service.notifications.rules.times import (
    digest_at,
    is_news,
    leaves_at,
    moment_in_words,
)
from core_service.notifications.service.texts import template_name

TEMPLATES = CLONE / "core_service" / "notifications" / "templates"
LONDON, NEW_YORK, TOKYO = ZoneInfo("Europe/London"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ZONES = st.sampled_from([LONDON, NEW_YORK, TOKYO])
TIMES = st.times().map(lambda each: each.replace(second=0, microsecond=0))


@given(MOMENTS, ZONES, TIMES, TIMES)
def test_letter_leaves_at_once_or_when_the_quiet_ends(at: datetime, zone: ZoneInfo, start: time, end: time) -> None:
    """Never back in time, never more than a day late, and outside of the quiet hours."""
    settings = CentreSettings(quiet_from=start, quiet_until=end)
    leaves = leaves_at(at, zone, settings)
    assert at <= leaves <= at + timedelta(hours=25)
    assert leaves_at(leaves, zone, settings) == leaves
    if start == end:
        assert leaves == at


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (datetime(2026, 11, 17, 20, 59, tzinfo=UTC), datetime(2026, 11, 17, 20, 59, tzinfo=UTC)),
        (datetime(2026, 11, 17, 21, 0, tzinfo=UTC), datetime(2026, 11, 18, 7, 0, tzinfo=UTC)),
        (datetime(2026, 11, 18, 6, 59, tzinfo=UTC), datetime(2026, 11, 18, 7, 0, tzinfo=UTC)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), datetime(2026, 3, 29, 6, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 21, 0, tzinfo=UTC), datetime(2026, 10, 25, 7, 0, tzinfo=UTC)),
    ],
)
def test_usual_quiet_hours_of_london(at: datetime, leaves: datetime) -> None:
    """From nine in the evening to seven in the morning by the clocks there, also in the nights when they change."""
    assert leaves_at(at, LONDON, USUAL) == leaves


@pytest.mark.parametrize(
    ("today", "due_at"),
    [
        (date(2026, 3, 23), datetime(2026, 3, 27, 17, 0, tzinfo=UTC)),
        (date(2026, 4, 5), datetime(2026, 4, 3, 16, 0, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 30, 17, 0, tzinfo=UTC)),
    ],
)
def test_weekly_letter_is_due_at_the_same_local_time(today: date, due_at: datetime) -> None:
    """Friday at five in London, before and after both changes."""
    assert digest_at(today, LONDON, USUAL) == due_at


def test_centre_chooses_day_and_time_of_the_weekly_letter() -> None:
    """Sunday morning, say."""
    settings = CentreSettings(weekly_letter_day=7, weekly_letter_at=time(9, 30))
    assert digest_at(date(2026, 11, 17), LONDON, settings) == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), ZONES)
def test_every_day_of_a_week_names_the_same_letter(today: date, zone: ZoneInfo) -> None:
    """So that promising it on any day promises it once."""
    monday = today - timedelta(days=today.weekday())
    assert digest_at(today, zone, USUAL) == digest_at(monday, zone, USUAL)


def test_old_news_is_none() -> None:
    """A worker that was away for a week does not tell of last week's absences."""
    now = datetime(2026, 11, 17, tzinfo=UTC)
    assert is_news(now - timedelta(days=3), now)
    assert not is_news(now - timedelta(days=3, seconds=1), now)


def test_times_are_told_as_people_say_them() -> None:
    """In the centre's zone."""
    assert moment_in_words(datetime(2026, 7, 7, 15, 30, tzinfo=UTC), LONDON) == "Tuesday 7 July at 16:30"


def test_children_get_no_letters_unless_they_ask() -> None:
    """Everything is in the app for them."""
    assert not any(usual_channels(kind, Reader.STUDENT).email for kind in NotificationKind)
    assert all(usual_channels(kind, reader).in_app for kind in NotificationKind for reader in READERS_OF[kind])


@pytest.mark.parametrize(
    ("kind", "reader"), [(kind, reader) for kind, readers in READERS_OF.items() for reader in readers]
)
def test_everybody_has_words_of_their_own(kind: NotificationKind, reader: Reader) -> None:
    """A template for each who is told of it, with a title and a text."""
    template = TEMPLATES / template_name(kind, reader)
    title, _, text = template.read_text().partition("\n")
    assert title.strip()
    assert text.strip()


def test_no_template_is_left_over() -> None:
    """Each belongs to a kind and a reader, or is the letter's own."""
    named = {template_name(kind, reader) for kind, readers in READERS_OF.items() for reader in readers}
    assert {each.name for each in TEMPLATES.iterdir()} == named | {"letter.txt", "letter.html"}


def test_parents_choose_among_what_parents_are_told() -> None:
    """Nobody is asked about kinds that never concern them; a tutor who is a parent is asked about both."""
    parent, both = frozenset({Reader.PARENT}), frozenset({Reader.PARENT, Reader.STAFF})
    assert NotificationKind.HAND_WAITING not in kinds_for(parent)
    assert set(kinds_for(parent)) < set(kinds_for(both))
    assert usual_for(NotificationKind.ABSENCE, parent).email


def test_week_of_a_child_in_sentences() -> None:
    """What happened, what is open, what comes; nothing of what did not happen."""
    marks = {AttendanceStatus.PRESENT: 1, AttendanceStatus.LATE: 1, AttendanceStatus.ABSENT: 1}
    text = section(
        heading="Ben", marks=marks, exercises=1, levels=[("Maths", 5)], catch_ups=2, next_lesson="Tuesday 24 November"
    )
    assert text.split("\n") == [
        "Ben",
        "Came to 2 of 3 sessions (1 late, 1 missed).",
        "Finished 1 exercise.",
        "Works at level 5 in Maths now.",
        "2 catch-ups still to do.",
        "Next session: Tuesday 24 November.",
    ]
    quiet = section(heading="Mia", marks={}, exercises=0, levels=[], catch_ups=0, next_lesson=None)
    assert quiet == "Mia\nNo sessions this week."
