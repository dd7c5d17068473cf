"""Which session is next, which are today's, and what past ones still ask for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given, strategies as st

from core_service.attendance.rules import AttendanceStatus
from core_service.reporting.rules.days import (
    MOST_NEXT_DAYS,
    Part,
    Presence,
    Slot,
    agenda,
    countdown,
    marks,
    part_of,
    unmarked,
    without_parent_note,
)
from core_service.sessions.rules import SessionStatus
from shared.ids import new_id

NOW = datetime(2026, 11, 17, 16, 30, tzinfo=UTC)
TODAY = NOW.date()


def slot(hours: float, status: SessionStatus = SessionStatus.SCHEDULED, part: Part = Part.TUTOR) -> Slot:
    """A session of an hour that starts so many hours from now."""
    starts_at = NOW + timedelta(hours=hours)
    return Slot(starts_at.date(), TODAY, starts_at, starts_at + timedelta(hours=1), status, part)


def test_a_session_that_runs_is_the_next_one() -> None:
    """Also one that began yesterday and was never ended; else the first to come."""
    running, soon = slot(-20, SessionStatus.IN_PROGRESS), slot(1)
    days = agenda([("soon", soon), ("running", running)], NOW)
    assert (days.upcoming, list(days.today)) == ("running", ["running", "soon"])
    assert agenda([("soon", soon)], NOW).upcoming == "soon"


def test_covered_and_cancelled_sessions_are_shown_and_ask_for_nothing() -> None:
    """They stand in the day, but neither come next nor want attendance."""
    covered = slot(1, part=Part.COVERED)
    cancelled = slot(2, SessionStatus.CANCELLED)
    over = slot(-5, SessionStatus.COMPLETED, Part.COVERED)
    days = agenda([("covered", covered), ("cancelled", cancelled), ("over", over)], NOW)
    assert (days.upcoming, list(days.today), list(days.past)) == (None, ["over", "covered", "cancelled"], [])


def test_a_planned_session_that_nobody_started_is_next_until_it_is_over() -> None:
    """Fifteen minutes late it still is; after its end it is not."""
    assert agenda([("late", slot(-0.25))], NOW).upcoming == "late"
    assert agenda([("missed", slot(-2))], NOW).upcoming is None


@given(st.lists(st.integers(-200, 400), max_size=60))
def test_days_are_in_order_and_apart(hours: list[int]) -> None:
    """No session is both of today and of the next days; the next days have an end."""
    days = agenda(list(enumerate(slot(each) for each in hours)), NOW)
    assert not set(days.today) & set(days.next_days)
    assert len(days.next_days) <= MOST_NEXT_DAYS
    starts = [hours[row] for row in days.next_days]
    assert starts == sorted(starts)


def test_what_a_tutor_is_in_a_session() -> None:
    """Planned, covered by another, taking over; who stepped in takes over too."""
    me, other = new_id(), new_id()
    assert part_of(me, me, None) is Part.TUTOR
    assert part_of(me, me, other) is Part.COVERED
    assert part_of(me, other, me) is Part.SUBSTITUTE
    assert part_of(me, other, None) is Part.SUBSTITUTE


def test_countdown_goes_below_zero() -> None:
    """A session that runs over."""
    counted = countdown(NOW - timedelta(hours=2), NOW - timedelta(minutes=2), NOW)
    assert (counted.starts_in_seconds, counted.ends_in_seconds) == (-7200, -120)


STATUSES = st.none() | st.sampled_from(list(AttendanceStatus))


@given(st.lists(st.tuples(st.uuids(), STATUSES, st.booleans())))
def test_marks_sum_up_to_the_students(rows: list[tuple[UUID, AttendanceStatus | None, bool]]) -> None:
    """Nobody is counted twice; who did not come needs no note, who is unmarked needs one and a mark."""
    students = [Presence(*row) for row in rows]
    counted = marks(students)
    total = counted.present + counted.late + counted.absent + counted.excused + counted.unmarked
    assert total == len(students)
    assert len(unmarked(students)) == counted.unmarked
    owed = without_parent_note([replace(each, has_parent_note=False) for each in students])
    assert len(owed) == counted.came + counted.unmarked
    assert without_parent_note([replace(each, has_parent_note=True) for each in students]) == []


def test_a_day_is_the_centres_own() -> None:
    """What is tomorrow in the centre's zone is not today."""
    late = replace(slot(8), day=date(2026, 11, 18))
    assert list(agenda([("late", late)], NOW).next_days) == ["late"]
