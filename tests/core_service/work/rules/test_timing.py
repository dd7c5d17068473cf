"""Until when answers are accepted (R165, C48)."""

from datetime import UTC, datetime, timedelta

import pytest

from core_service.work.rules.timing import deadline_of, may_accept_draft, may_accept_submission

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def test_deadline_counts_minutes_from_the_start() -> None:
    """Ten minutes end ten minutes later; without a limit there is no deadline."""
    assert deadline_of(START, 10) == START + timedelta(minutes=10)
    assert deadline_of(START, None) is None


@pytest.mark.parametrize(("seconds_late", "is_accepted"), [(-1, True), (0, True), (15, True), (16, False)])
def test_submission_has_a_small_grace(seconds_late: int, is_accepted: bool) -> None:
    """What was sent at the limit still counts when it arrives."""
    now = START + timedelta(seconds=seconds_late)
    assert may_accept_submission(START, None, now) is is_accepted
    assert may_accept_draft(START, None, now) is is_accepted


@pytest.mark.parametrize(("hours", "is_accepted"), [(0, True), (24, True), (25, False)])
def test_work_of_a_session_is_accepted_for_a_day_after_it(hours: int, is_accepted: bool) -> None:
    """A tablet that was offline still delivers on the same day."""
    now = START + timedelta(hours=hours)
    assert may_accept_draft(None, START, now) is is_accepted
    assert may_accept_submission(None, START, now) is is_accepted


def test_work_at_home_without_limit_is_always_accepted() -> None:
    """Nothing ends it."""
    assert may_accept_draft(None, None, START + timedelta(days=400))
