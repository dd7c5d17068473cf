"""A calendar's own rules of a time zone agree with the zone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from core_service.reporting.rules.time_zones import clock_changes, vtimezone

ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "UTC"]
FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
MOMENTS = st.integers(0, 3 * 365 * 24 * 3600 - 1).map(
    lambda each: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=each)
)


@settings(max_examples=60)
@given(st.sampled_from(ZONES), MOMENTS)
def test_the_last_change_before_a_moment_says_how_the_zone_stands(name: str, moment: datetime) -> None:
    """At any second, in any zone."""
    zone, at = ZoneInfo(name), moment
    last = [change for change in clock_changes(zone, FIRST, LAST) if change.at <= at][-1]
    assert last.after == at.astimezone(zone).utcoffset()


@pytest.mark.parametrize("name", ZONES)
def test_an_onset_is_told_in_the_time_before_it(name: str) -> None:
    """RFC 5545, 3.6.5: clocks go forward at one o'clock in London, not at two."""
    made: Any = vtimezone(ZoneInfo(name), FIRST, LAST)
    for onset in made.subcomponents:
        offset_before = onset["tzoffsetfrom"].td
        at = (onset["dtstart"].dt - offset_before).replace(tzinfo=UTC)
        assert at.astimezone(ZoneInfo(name)).utcoffset() == onset["tzoffsetto"].td
    if name == "Europe/London":
        forward = [each["dtstart"].dt for each in made.subcomponents if each.name == "DAYLIGHT"]
        assert forward[0].isoformat() == "2025-03-30T01:00:00"


def test_a_zone_that_never_changes_has_one_rule() -> None:
    """And a margin of years makes no difference."""
    assert len(list(clock_changes(ZoneInfo("Asia/Kolkata"), FIRST, LAST))) == 1
    assert len(list(clock_changes(ZoneInfo("UTC"), FIRST, FIRST + timedelta(days=1)))) == 1
