"""On which days and at which instants a weekly lesson falls, in any zone and across every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from core_service.sessions.rules import DayOfWeek
from core_service.sessions.rules.occurrences import (
    WEEKDAYS,
    Days,
    days_between,
    is_closed,
    occurrence,
    same_week_on,
    weekday_of,
)

LONDON = ZoneInfo("Europe/London")
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kolkata")
    ]
)
DATES = st.dates(date(2025, 1, 1), date(2030, 12, 31))
MINUTES = st.integers(0, 24 * 60 - 2)


@st.composite
def spans(draw: st.DrawFn) -> tuple[time, time]:
    """A start and a later end of one day, to the minute."""
    start = draw(MINUTES)
    end = draw(st.integers(start + 1, 24 * 60 - 1))
    return time(start // 60, start % 60), time(end // 60, end % 60)


@given(DATES, spans(), ZONES)
def test_a_lesson_is_always_as_long_as_its_times_are_apart(day: date, span: tuple[time, time], zone: ZoneInfo) -> None:
    """Whatever the clocks do in between."""
    start, end = span
    made = occurrence(day, start, end, zone)
    assert made.ends_at - made.starts_at == datetime.combine(day, end) - datetime.combine(day, start)
    assert made.starts_at.tzinfo is UTC


@given(DATES, spans(), ZONES)
def test_a_lesson_begins_at_its_local_time(day: date, span: tuple[time, time], zone: ZoneInfo) -> None:
    """On its day; a time that the clocks skip falls later, by as much as they skip (at most an hour here)."""
    begins = occurrence(day, *span, zone).starts_at.astimezone(zone)
    assert begins.date() == day
    wall = datetime.combine(day, span[0])
    late_by = begins.replace(tzinfo=None) - wall
    exists = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
    assert late_by == timedelta(0) if exists else timedelta(0) < late_by <= timedelta(hours=1)


@given(DATES, st.integers(0, 200), st.sets(st.sampled_from(WEEKDAYS)))
def test_days_are_those_named_each_once(first: date, count: int, weekdays: set[DayOfWeek]) -> None:
    """Inside the span, in order, none left out."""
    last = first + timedelta(days=count)
    days = days_between(first, last, weekdays)
    assert days == sorted(set(days))
    assert all(first <= day <= last and weekday_of(day) in weekdays for day in days)
    assert len(days) == sum(weekday_of(first + timedelta(days=number)) in weekdays for number in range(count + 1))


@given(DATES, st.sampled_from(WEEKDAYS))
def test_same_week_stays_in_the_week(day: date, weekday: DayOfWeek) -> None:
    """Monday to Sunday."""
    moved = same_week_on(day, weekday)
    assert weekday_of(moved) is weekday
    assert moved.isocalendar()[:2] == day.isocalendar()[:2]


@pytest.mark.parametrize(
    ("day", "starts_at", "lasts_until"),
    [
        (date(2026, 10, 18), "2026-10-18T15:00+00:00", "2026-10-18T16:30+00:00"),
        (date(2026, 10, 25), "2026-10-25T16:00+00:00", "2026-10-25T17:30+00:00"),
        (date(2027, 3, 21), "2027-03-21T16:00+00:00", "2027-03-21T17:30+00:00"),
        (date(2027, 3, 28), "2027-03-28T15:00+00:00", "2027-03-28T16:30+00:00"),
    ],
)
def test_four_in_the_afternoon_stays_four_in_the_afternoon(day: date, starts_at: str, lasts_until: str) -> None:
    """In London, the Sundays before and on both changes."""
    made = occurrence(day, time(16), time(17, 30), LONDON)
    assert made.starts_at == datetime.fromisoformat(starts_at)
    assert made.ends_at == datetime.fromisoformat(lasts_until)


def test_a_skipped_start_falls_later_and_a_doubled_one_is_the_first() -> None:
    """01:30 on the two Sundays of change in London."""
    spring = occurrence(date(2027, 3, 28), time(1, 30), time(2, 15), LONDON)
    assert spring.starts_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert spring.starts_at.astimezone(LONDON).time() == time(2, 30)
    autumn = occurrence(date(2026, 10, 25), time(1, 30), time(2, 15), LONDON)
    assert autumn.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(DATES, DATES, DATES)
def test_closed_are_the_days_of_a_closure_with_both_ends(day: date, one: date, other: date) -> None:
    """And no others."""
    first, last = min(one, other), max(one, other)
    assert is_closed(day, [Days(first, last)]) == (first <= day <= last)
    assert not is_closed(day, [])
