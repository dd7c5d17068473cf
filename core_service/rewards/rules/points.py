"""Points (XP): what each effort is worth, and what a ledger still owes (R260, C25, C26)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ATTENDANCE_POINTS = 10
COMPLETION_POINTS = 10
LEVEL_POINTS = 100
_STREAK_POINTS, _MOST_STREAK_POINTS, _SHORTEST_STREAK = 5, 25, 2
_STEP = 100


class XpReason(StrEnum):
    """What points are given for."""

    ATTENDANCE = "ATTENDANCE"
    COMPLETION = "COMPLETION"
    LEVEL = "LEVEL"
    STREAK = "STREAK"


EFFORT = (XpReason.ATTENDANCE, XpReason.STREAK)
"""What the centre's board counts: to come, and to come again, is open to everybody (C27)."""

OF_A_COURSE = (XpReason.COMPLETION, XpReason.LEVEL)
"""What a course's board counts."""

Claim = tuple[XpReason, str]
"""What points are for: the reason, and the id of what happened. Each is worth something once."""


def completion_points(difficulty: int) -> int:
    """For the first mastery of an exercise of difficulty 1 to 5 (C26)."""
    return COMPLETION_POINTS * difficulty


def streak_points(length: int) -> int:
    """For the session that makes a streak so long; one session alone is none yet."""
    if length < _SHORTEST_STREAK:
        return 0
    return min(_STREAK_POINTS * length, _MOST_STREAK_POINTS)


def deltas(wanted: Mapping[Claim, int], credited: Mapping[Claim, int]) -> dict[Claim, int]:
    """What the ledger must still add so that each claim has what it is worth; negative where a mark was withdrawn.

    Claims of `credited` that are not wanted any more are worth nothing.
    """
    claims = wanted.keys() | credited.keys()
    owed = {claim: wanted.get(claim, 0) - credited.get(claim, 0) for claim in claims}
    return {claim: points for claim, points in owed.items() if points}


@dataclass(frozen=True, slots=True)
class PointsLevel:
    """The level that points have reached, from 1; it begins at `begins_at`, the next one at `next_at`."""

    number: int
    begins_at: int
    next_at: int


def points_level(points: int) -> PointsLevel:
    """Each level takes 100 more points than the one before: 0, 100, 300, 600, 1000 …"""
    number = 1
    while points >= _begins_at(number + 1):
        number += 1
    return PointsLevel(number, _begins_at(number), _begins_at(number + 1))


def _begins_at(number: int) -> int:
    return _STEP * number * (number - 1) // 2
