"""Who is offered a place next, and until when it is kept."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from core_service.centres.rules import USUAL, CentreSettings
from core_service.sessions.rules.waiting import Waiting, WaitlistStatus, next_offers, offer_ends_at

NOW = datetime(2026, 11, 17, 16, tzinfo=UTC)
STUDENTS = st.integers(1, 6).map(lambda number: UUID(int=number))
LINES = st.lists(
    st.tuples(STUDENTS, st.sampled_from([WaitlistStatus.WAITING, WaitlistStatus.OFFERED])), max_size=8
).map(lambda line: [Waiting(UUID(int=100 + number), *each) for number, each in enumerate(line)])


@given(LINES, st.frozensets(STUDENTS), st.integers(1, 8))
def test_never_more_places_than_there_are(line: list[Waiting], enrolled: frozenset[UUID], capacity: int) -> None:
    """Enrolled, offered before and offered now together, unless there were too many already."""
    held = enrolled | {each.student_id for each in line if each.status is WaitlistStatus.OFFERED}
    offered = set(next_offers(line, enrolled, capacity))
    after = held | {each.student_id for each in line if each.entry_id in offered}
    assert len(after) <= max(capacity, len(held))


@given(LINES, st.frozensets(STUDENTS), st.integers(1, 8))
def test_nobody_is_passed_over(line: list[Waiting], enrolled: frozenset[UUID], capacity: int) -> None:
    """Who still waits needs a place of their own, and none is left."""
    offered = set(next_offers(line, enrolled, capacity))
    held = enrolled | {each.student_id for each in line if each.status is WaitlistStatus.OFFERED}
    after = held | {each.student_id for each in line if each.entry_id in offered}
    for each in line:
        if each.status is WaitlistStatus.WAITING and each.entry_id not in offered:
            assert each.student_id not in after
            assert len(after) >= capacity


@pytest.mark.parametrize(
    ("settings", "hours"),
    [(USUAL, 24), (CentreSettings(waitlist_offer_hours=6), 6)],
)
def test_offer_is_kept_as_long_as_the_centre_has_set(settings: CentreSettings, hours: int) -> None:
    """A day if it has set nothing."""
    assert offer_ends_at(NOW, NOW + timedelta(days=9), settings) == NOW + timedelta(hours=hours)


def test_offer_ends_with_the_session() -> None:
    """At the latest."""
    assert offer_ends_at(NOW, NOW + timedelta(hours=1), USUAL) == NOW + timedelta(hours=1)
