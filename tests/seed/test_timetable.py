"""Whatever is planned and whenever the seed runs, the demo tutor has a lesson on until it runs again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from seed.demo.timetable import (
    COVERED_AHEAD,
    SLOT,
    Span,
    lesson_name,
    missing_spans,
    slot_at,
    spans_ahead,
    yesterdays_span,
)

TUESDAY = datetime(2026, 11, 17, tzinfo=UTC)
moments = st.integers(min_value=0, max_value=7 * 24 * 60).map(lambda minutes: TUESDAY + timedelta(minutes=minutes))


def at(hour: int, minute: int = 0) -> datetime:
    """A time of that Tuesday."""
    return TUESDAY.replace(hour=hour, minute=minute)


def test_a_lesson_of_now_takes_the_whole_slot() -> None:
    """At 16:45 on an empty timetable the lesson runs from 16:30 to 18:00."""
    assert missing_spans([], at(16, 45)) == [Span(at(16, 30), at(18))]


def test_the_next_lesson_is_planned_in_time() -> None:
    """At 17:20 the lesson ends before the next run of the seed, so the one after it is planned too."""
    assert missing_spans([], at(17, 20)) == [Span(at(16, 30), at(18)), Span(at(18), at(19, 30))]


def test_a_slot_that_is_nearly_over_is_not_worth_a_lesson() -> None:
    """At 17:50 nobody wants ten minutes: the lesson begins about now and lasts to the end of the next slot."""
    assert missing_spans([], at(17, 50)) == [Span(at(17, 45), at(19, 30))]


def test_nothing_is_missing_twice() -> None:
    """A second run plans nothing."""
    first = missing_spans([], at(17, 20))
    assert missing_spans(first, at(17, 20)) == []


def test_somebody_elses_plan_is_kept() -> None:
    """A lesson that the tutor made by hand stays; ours ends where it begins."""
    by_hand = Span(at(17, 15), at(18, 15))
    assert missing_spans([by_hand], at(16, 45)) == [Span(at(16, 30), at(17, 15))]


@given(moments)
def test_every_moment_until_the_next_run_is_covered_once(now: datetime) -> None:
    """No gap and no overlap, also with the lessons that were planned days ago."""
    planned = [*spans_ahead(now - timedelta(days=1)), *spans_ahead(now - timedelta(days=2))]
    planned = [span for index, span in enumerate(planned) if span not in planned[:index]]
    spans = [*planned, *missing_spans(planned, now)]
    for minutes in range(int(COVERED_AHEAD.total_seconds() // 60)):
        assert sum(span.covers(now + timedelta(minutes=minutes)) for span in spans) == 1


@given(moments)
def test_lessons_ahead_and_before_are_on_the_grid(now: datetime) -> None:
    """Whole slots, after now or before it."""
    yesterday = yesterdays_span(now)
    assert all(span == slot_at(span.starts_at) and span.starts_at > now for span in spans_ahead(now))
    assert yesterday == slot_at(yesterday.starts_at)
    assert yesterday.ends_at < now
    assert slot_at(now).ends_at - slot_at(now).starts_at == SLOT


@pytest.mark.parametrize(
    ("hour", "name"), [(9, "Tuesday morning group"), (16, "Tuesday study hall"), (18, "Tuesday evening group")]
)
def test_lessons_are_named_by_weekday_and_time(hour: int, name: str) -> None:
    """As people at the centre would call them."""
    assert lesson_name(at(hour)) == name
