"""How long work is one assessor's, and how urgent it is (R180, C50)."""

from datetime import UTC, datetime, timedelta

import pytest

from core_service.assessment.rules.claims import is_held, reserved_until, submitted_within, urgency_of
from core_service.assessment.rules.states import Urgency

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def test_claim_ends_at_its_time() -> None:
    """Not a moment later."""
    assert is_held(NOW + timedelta(seconds=1), NOW)
    assert not is_held(NOW, NOW)
    assert not is_held(None, NOW)


def test_resubmission_is_kept_for_a_day() -> None:
    """From when it was handed in again."""
    assert reserved_until(NOW - timedelta(hours=5), NOW) == NOW + timedelta(days=1)
    assert reserved_until(None, NOW) is None
    assert reserved_until(NOW, NOW - timedelta(hours=1)) is None


@pytest.mark.parametrize(
    ("hours", "urgency"),
    [(0, Urgency.NEW), (23.9, Urgency.NEW), (24, Urgency.SOON), (47.9, Urgency.SOON), (48, Urgency.URGENT)],
)
def test_urgency_grows_with_waiting(hours: float, urgency: Urgency) -> None:
    """And the filter's span agrees with it."""
    submitted_at = NOW - timedelta(hours=hours)
    assert urgency_of(submitted_at, NOW) is urgency
    after, up_to = submitted_within(urgency, NOW)
    assert after is None or submitted_at > after
    assert up_to is None or submitted_at <= up_to
