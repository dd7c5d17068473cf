"""Each chart in one sentence, and whether a child moves."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from core_service.foundation.errors import Invalid
from core_service.reporting.rules import readings
from core_service.reporting.rules.levels import (
    STALLED_AFTER_WEEKS,
    CourseStanding,
    Movement,
    movement,
    movement_counts,
    progress_reading,
    student_reading,
    weeks_between,
)
from core_service.reporting.rules.periods import LONGEST, monday_of, period_of

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 17)
LEVELS = st.integers(1, 12)


@given(st.none() | LEVELS, LEVELS, st.integers(0, 60))
def test_every_standing_is_one_movement(then: int | None, now: int, weeks: int) -> None:
    """Going back is never called standing still; eight weeks at one level are."""
    found = movement(then, now, weeks)
    assert (found is Movement.SLIPPED) == (then is not None and now < then)
    if found is Movement.STALLED:
        assert weeks >= STALLED_AFTER_WEEKS
    if found is Movement.PROGRESSING:
        assert then is not None
        assert now > then
        assert weeks < STALLED_AFTER_WEEKS


def test_a_childs_sentence_names_what_stands_still() -> None:
    """What moved comes first."""
    courses = [
        CourseStanding("English", 6, 6, 11, Movement.STALLED),
        CourseStanding("Mathematics", 4, 5, 3, Movement.PROGRESSING),
        CourseStanding("Science", None, 2, 1, Movement.NEW),
    ]
    assert student_reading("Maya", courses) == (
        "Maya moved up in Mathematics from level 4 to 5 within 90 days, has stood at level 6 in English for 11 weeks "
        "and is new in Science, at level 2."
    )
    assert student_reading("Maya", []) == "Maya has not been placed in any course yet."
    steady = [CourseStanding("English", 6, 6, 1, Movement.STEADY)]
    assert student_reading("Maya", steady) == "Maya works at level 6 in English, one week now."


@given(st.lists(st.sampled_from(list(Movement))))
def test_counts_sum_up(movements: list[Movement]) -> None:
    """Each once."""
    counts = movement_counts(movements)
    assert counts.all == len(movements)
    assert progress_reading(counts).endswith(".")


def test_weeks_are_whole_and_never_negative() -> None:
    """A change of tomorrow is no week ago."""
    now = datetime(2026, 11, 17, tzinfo=UTC)
    assert weeks_between(now - timedelta(days=20), now) == 2
    assert weeks_between(now + timedelta(days=1), now) == 0


def test_tutors_load() -> None:
    """The mean, and who has most."""
    loads = [readings.Load("Helen", 3, 30), readings.Load("Ravi", 1, 6)]
    assert readings.workload_reading(loads) == (
        "2 tutors taught 4 sessions with 9.0 students each on average; Helen had most, 83%."
    )
    assert readings.workload_reading([]) == "No session was held in this time."


def test_outcomes_are_never_a_rank() -> None:
    """Intervals that overlap do not differ; mixes are warned of."""
    helen, ravi = readings.Outcome("Helen", 70, 60, 80), readings.Outcome("Ravi", 75, 65, 85)
    far = readings.Outcome("Lydia", 30, 20, 40)
    assert readings.outcomes_reading([helen, ravi], mixes_differ=False) == (
        "Outcomes of 2 tutors do not differ by more than chance."
    )
    told = readings.outcomes_reading([helen, far], mixes_differ=True)
    assert told.startswith("Outcomes of 2 tutors differ by more than chance; mixes differ")


def test_seats() -> None:
    """The whole, the fullest hour, the emptiest."""
    hours = [readings.SeatUse(2, 16, 15, 12), readings.SeatUse(6, 10, 10, 2)]
    assert readings.seats_reading(hours) == (
        "56% of the places were taken; fullest Tuesday 16:00 (80%), emptiest Saturday 10:00 (20%)."
    )


def test_demand() -> None:
    """Who waits, and for what."""
    courses = [readings.CourseDemand("English", 20, 1), readings.CourseDemand("Science", 4, 3)]
    assert readings.demand_reading(courses) == (
        "English was asked for most, 20 places; 4 students wait, most of them for Science."
    )


@given(st.integers(0, 900), st.integers(0, 900), st.integers(0, 90), st.integers(0, 90), st.none() | st.floats(0, 500))
def test_the_queue_always_has_a_sentence(came: int, went: int, first: int, last: int, hours: float | None) -> None:
    """Which way the backlog went."""
    told = readings.queue_reading(came, went, first, last, hours)
    assert told.endswith(".")
    if came:
        word = "grew" if last > first else "shrank" if last < first else "stayed"
        assert f"the backlog {word}" in told


def test_attendance_and_waits() -> None:
    """Rising or falling only by a point and more; limits in minutes."""
    assert readings.attendance_reading(80, 100, [70.0, 72.0, None, 88.0, 90.0]) == (
        "80% came, of 100 marks, rising from 71% to 89%."
    )
    assert readings.attendance_reading(80, 100, [80.0, 80.2, 80.1, 80.0]).endswith("as in the beginning.")
    assert readings.waits_reading(10, 2, 108.4, 300) == (
        "A hand usually waits 1 min 48 s; 2 of 10 waited longer than 5 minutes."
    )
    assert readings.hours_text(0.5) == "30 minutes"
    assert readings.hours_text(50) == "2 days"


@given(st.dates(date(2025, 1, 1), TODAY), st.dates(date(2025, 1, 1), TODAY))
def test_a_period_is_whole_days_of_the_centre(since: date, until: date) -> None:
    """Or refused: backwards, or longer than a year."""
    try:
        period = period_of(since, until, today=TODAY, zone=LONDON)
    except Invalid:
        assert since > until or until - since > LONGEST
        return
    assert (period.since, period.until) == (since, until)
    weeks = list(period.weeks())
    assert weeks[0] <= since
    assert weeks[-1] == monday_of(until)
    assert (period.starts_at.hour, period.ends_at.hour) == (0, 0)


def test_a_period_without_days_is_twelve_weeks() -> None:
    """Up to today, or up to the end that is named; no date overflows."""
    period = period_of(None, None, today=TODAY, zone=LONDON)
    assert (period.since, period.until) == (date(2026, 8, 26), TODAY)
    for until in (date.min, date.max):
        with pytest.raises(Invalid):
            period_of(None, until, today=TODAY, zone=LONDON)
