"""The arithmetic of reports: shares with their uncertainty, running means, histograms, the difference of mixes."""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

_Z_95 = 1.959964

HOURS = (1, 4, 12, 24, 48, 72, 168)
"""The edges between bars of the histogram of hours to assessment."""

MIXES_DIFFER_FROM = 0.3
"""From so different a mix of courses and levels on, tutors' outcomes are not compared without a word about it."""


def percent(part: float, whole: float) -> float | None:
    """To one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


@dataclass(frozen=True, slots=True)
class Interval:
    """Percentages between which a share lies in 95 of 100 such samples."""

    low: float
    high: float


def share_interval(part: int, whole: int) -> Interval | None:
    """Wilson's: honest for small numbers too, never below 0 or above 100; None of nothing."""
    if not whole:
        return None
    share, z2 = part / whole, _Z_95**2
    centre = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    reach = _Z_95 / (1 + z2 / whole) * math.sqrt(share * (1 - share) / whole + z2 / (4 * whole**2))
    return Interval(round(100 * max(0.0, centre - reach), 1), round(100 * min(1.0, centre + reach), 1))


def running_mean(values: Sequence[float | None], width: int) -> list[float | None]:
    """Of each value and up to `width` - 1 before it, those without a value left out."""
    means: list[float | None] = []
    for index in range(len(values)):
        known = [each for each in values[max(0, index - width + 1) : index + 1] if each is not None]
        means.append(round(sum(known) / len(known), 1) if known else None)
    return means


@dataclass(frozen=True, slots=True)
class Bar:
    """How many lie from `from_hours` up to, not including, `to_hours`; None: no end."""

    from_hours: int
    to_hours: int | None
    count: int


def bars(counts: Mapping[int, int]) -> list[Bar]:
    """Of counts by the number of their bar, as PostgreSQL's `width_bucket` over HOURS gives it; empty ones too."""
    edges = [0, *HOURS]
    ends: list[int | None] = [*HOURS, None]
    return [Bar(low, high, counts.get(number, 0)) for number, (low, high) in enumerate(zip(edges, ends, strict=True))]


Part = TypeVar("Part", bound=Hashable)
"""Of a mix: a course with a level, say."""


def mix_distance(one: Mapping[Part, int], other: Mapping[Part, int]) -> float:
    """0 for equal shares, 1 for nothing in common."""
    ones, others = sum(one.values()), sum(other.values())
    if not ones or not others:
        return 0.0
    return sum(abs(one.get(key, 0) / ones - other.get(key, 0) / others) for key in {*one, *other}) / 2


def mixes_differ(mixes: Sequence[Mapping[Part, int]]) -> bool:
    """Whether any of them is far from all taken together."""
    together: dict[Part, int] = {}
    for mix in mixes:
        for key, count in mix.items():
            together[key] = together.get(key, 0) + count
    return any(mix_distance(mix, together) >= MIXES_DIFFER_FROM for mix in mixes)
