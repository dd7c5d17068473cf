"""How many people are there at what time: pure functions of the time that has passed."""

from enum import StrEnum
from itertools import pairwise


class Profile(StrEnum):
    """What `--shape` may name."""

    LESSON = "lesson"
    STORM = "storm"
    AFTERNOON = "afternoon"


ARRIVAL_SECONDS = 60.0
"""A whole class is there within a minute."""

_STORMS = (0.5, 0.75)
_AFTERNOON = ((0.0, 0.0), (0.05, 0.3), (0.25, 0.35), (0.30, 0.8), (0.45, 1.0), (0.6, 0.6), (0.65, 0.9), (0.85, 0.9))
_GOING_HOME = ((0.95, 0.25), (1.0, 0.0))


def people_at(profile: Profile, everybody: int, length_seconds: float, elapsed_seconds: float) -> int | None:
    """How many are there; None when it is over."""
    if elapsed_seconds >= length_seconds:
        return None
    if profile is Profile.AFTERNOON:
        return max(1, round(everybody * _part_at(elapsed_seconds / length_seconds)))
    arriving = min(ARRIVAL_SECONDS, length_seconds / 3)
    return max(1, round(everybody * min(1.0, elapsed_seconds / arriving)))


def storms(profile: Profile, length_seconds: float) -> tuple[float, ...]:
    """When everybody loses the connection at the same moment, as when a network goes away."""
    return tuple(part * length_seconds for part in _STORMS) if profile is Profile.STORM else ()


def _part_at(time: float) -> float:
    """Two waves of lessons from after school to the evening; straight lines between these points."""
    points = (*_AFTERNOON, *_GOING_HOME)
    for (begin, low), (end, high) in pairwise(points):
        if time <= end:
            return low + (high - low) * (time - begin) / (end - begin)
    return points[-1][1]
