"""Clocks."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from shared.clock import FixedClock, SystemClock


def test_the_system_clock_is_aware_and_in_utc() -> None:
    """A naive time would compare with nothing that the database returns."""
    assert SystemClock().now().tzinfo is UTC


def test_a_fixed_clock_stands_still_until_it_is_moved() -> None:
    """It advances by a duration and jumps to a moment."""
    clock = FixedClock(datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=1))))
    assert clock.now() == clock.now() == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    clock.advance(minutes=3)
    assert clock.now() == datetime(2026, 3, 2, 8, 3, tzinfo=UTC)
    clock.move_to(datetime(2026, 1, 1, tzinfo=UTC))
    assert clock.now() == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_fixed_clock_refuses_a_time_without_zone() -> None:
    """Such a time would mean something else on each machine."""
    with pytest.raises(ValueError, match="time zone"):
        FixedClock(datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001 - the very mistake that is refused
