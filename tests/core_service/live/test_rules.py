"""Decisions of the live lesson: hands, tickets, contact time."""

from datetime import UTC, datetime, timedelta

import pytest

from core_service.live.rules import (
    ContactStretch,
    ContactTime,
    HelpStatus,
    PanelMode,
    contact_time,
    forgotten_at,
    may_become,
    ticket_until,
)

START = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)
END = START + timedelta(hours=1)


@pytest.mark.parametrize(
    ("current", "allowed"),
    [
        (HelpStatus.PENDING, {HelpStatus.ACKNOWLEDGED, HelpStatus.RESOLVED, HelpStatus.CANCELLED}),
        (HelpStatus.ACKNOWLEDGED, {HelpStatus.RESOLVED, HelpStatus.CANCELLED}),
        (HelpStatus.RESOLVED, {HelpStatus.PENDING}),
        (HelpStatus.CANCELLED, set()),
    ],
)
def test_what_can_become_of_a_hand(current: HelpStatus, allowed: set[HelpStatus]) -> None:
    """A resolved one can be reopened, a cancelled one is over."""
    assert {status for status in HelpStatus if may_become(current, status)} == allowed


def test_ticket_outlives_the_planned_end_by_three_hours() -> None:
    """PROTOCOL; a lesson that began after its planned end still gets tickets that hold."""
    assert ticket_until(END, None) == ticket_until(END, START) == END + timedelta(hours=3)
    assert ticket_until(END, END + timedelta(hours=5)) == END + timedelta(hours=8)


def test_session_is_forgotten_two_hours_after_its_planned_end() -> None:
    """Or after its start, when it began later than that."""
    assert forgotten_at(END, START) == END + timedelta(hours=2)
    assert forgotten_at(END, END + timedelta(hours=1)) == END + timedelta(hours=3)


def minute(number: int) -> datetime:
    """So many minutes after the start."""
    return START + timedelta(minutes=number)


def test_only_teaching_counts_as_contact() -> None:
    """C37: finished teaching in seconds, what goes on since when."""
    stretches = [
        ContactStretch(PanelMode.TEACH, minute(0), minute(2)),
        ContactStretch(PanelMode.OBSERVE, minute(2), minute(10)),
        ContactStretch(PanelMode.TEACH, minute(10), minute(11)),
        ContactStretch(PanelMode.TEACH, minute(20), None),
    ]
    assert contact_time(stretches) == ContactTime(180, PanelMode.TEACH, minute(20), minute(11))


def test_panel_that_nobody_turned_observes() -> None:
    """And so does one that was turned back."""
    assert contact_time([]) == ContactTime(0, PanelMode.OBSERVE, None)
    turned_back = [ContactStretch(PanelMode.OBSERVE, minute(0), None)]
    assert contact_time(turned_back) == ContactTime(0, PanelMode.OBSERVE, None)
