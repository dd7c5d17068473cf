"""Shares with their uncertainty, running means, histograms, mixes."""

from bisect import bisect_right
from collections import Counter

from hypothesis import given, strategies as st

from core_service.reporting.rules.statistics import (
    HOURS,
    bars,
    mix_distance,
    mixes_differ,
    percent,
    running_mean,
    share_interval,
)

COUNTS = st.integers(0, 500)
MIXES = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 50), min_size=1)


@given(COUNTS, COUNTS)
def test_an_interval_holds_its_share(part: int, rest: int) -> None:
    """It never leaves 0 to 100, and more of the same makes it narrower."""
    whole = part + rest
    interval = share_interval(part, whole)
    if not whole:
        assert interval is None
        return
    assert interval is not None
    assert 0 <= interval.low <= 100 * part / whole + 0.1
    assert 100 * part / whole - 0.1 <= interval.high <= 100
    wider = share_interval(4 * part, 4 * whole)
    assert wider is not None
    assert wider.high - wider.low <= interval.high - interval.low + 0.2


def test_a_known_interval() -> None:
    """Wilson's for 8 of 10."""
    interval = share_interval(8, 10)
    assert interval is not None
    assert (interval.low, interval.high) == (49.0, 94.3)


def test_nothing_has_no_percentage() -> None:
    """Neither 0 nor 100."""
    assert (percent(0, 0), percent(1, 3)) == (None, 33.3)


@given(st.lists(st.none() | st.floats(0, 100), max_size=30), st.integers(1, 6))
def test_a_running_mean_stays_within_what_it_is_of(values: list[float | None], width: int) -> None:
    """As long as the values; None only where all of its values are None."""
    means = running_mean(values, width)
    assert len(means) == len(values)
    for index, mean in enumerate(means):
        known = [each for each in values[max(0, index - width + 1) : index + 1] if each is not None]
        assert (mean is None) == (not known)
        if mean is not None:
            assert min(known) - 0.1 <= mean <= max(known) + 0.1


@given(st.lists(st.floats(0, 2000, allow_nan=False)))
def test_every_hour_is_in_the_bar_that_says_so(hours: list[float]) -> None:
    """Bars follow each other without a gap; together they hold all. What equals an edge is in the bar after it."""
    made = bars(Counter(bisect_right(HOURS, each) for each in hours))
    assert [bar.from_hours for bar in made] == [0, *HOURS]
    assert [bar.to_hours for bar in made] == [*HOURS, None]
    for bar in made:
        inside = sum(bar.from_hours <= each and (bar.to_hours is None or each < bar.to_hours) for each in hours)
        assert bar.count == inside


@given(MIXES, MIXES)
def test_the_distance_of_mixes(one: dict[str, int], other: dict[str, int]) -> None:
    """Between 0 and 1, the same both ways, 0 for the same shares."""
    distance = mix_distance(one, other)
    assert 0 <= distance <= 1.000001
    assert abs(distance - mix_distance(other, one)) < 1e-9
    assert mix_distance(one, {key: 3 * count for key, count in one.items()}) < 1e-9


def test_when_mixes_differ() -> None:
    """Two tutors with the same courses don't, two with nothing in common do, one alone never."""
    maths, english = {"maths": 50}, {"english": 50}
    assert not mixes_differ([maths, maths])
    assert mixes_differ([maths, english])
    assert not mixes_differ([maths])
    assert not mixes_differ([])
