"""Until when answers are accepted (R165, C48)."""

from datetime import UTC, datetime, timedelta

import pytest

from core_service.work.rules.timing import deadline_of, is_session_long_over, is_time_up

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def test_deadline_counts_minutes_from_the_start() -> None:
    """Ten minutes end ten minutes later; without a limit there is no deadline."""
    assert deadline_of(START, 10) == START + timedelta(minutes=10)
    assert deadline_of(START, None) is None


@pytest.mark.parametrize(("seconds_late", "is_up"), [(-1, False), (0, False), (15, False), (16, True)])
def test_time_is_up_after_a_small_grace(seconds_late: int, is_up: bool) -> None:
    """What was sent at the limit still counts when it arrives."""
    assert is_time_up(START, START + timedelta(seconds=seconds_late)) is is_up


@pytest.mark.parametrize(("hours", "is_over"), [(0, False), (24, False), (25, True)])
def test_work_of_a_session_is_accepted_for_a_day_after_it(hours: int, is_over: bool) -> None:
    """A tablet that was offline still delivers on the same day."""
    assert is_session_long_over(START, START + timedelta(hours=hours)) is is_over


def test_work_at_home_without_limit_is_always_accepted() -> None:
    """Nothing ends it."""
    later = START + timedelta(days=400)
    assert not is_time_up(None, later)
    assert not is_session_long_over(None, later)
