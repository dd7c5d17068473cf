"""Badges for effort: asked for help, tried again, came back to catch up; each in three steps (R262, R263)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Badge(StrEnum):
    """For which effort a badge is given; never for being ahead of others."""

    ASKED_FOR_HELP = "ASKED_FOR_HELP"
    TRIED_AGAIN = "TRIED_AGAIN"
    CAUGHT_UP = "CAUGHT_UP"
    STREAK = "STREAK"
    MASTERED = "MASTERED"
    UNIT_FINISHED = "UNIT_FINISHED"
    LEVEL_REACHED = "LEVEL_REACHED"


@dataclass(frozen=True, slots=True)
class BadgeRule:
    """From which counts on each step is earned, and what the badge is called; `words` says what is counted."""

    steps: tuple[int, ...]
    name: str
    words: str


BADGES: Mapping[Badge, BadgeRule] = {
    Badge.ASKED_FOR_HELP: BadgeRule((1, 10, 30), "Good question", "Ask for help when you need it"),
    Badge.TRIED_AGAIN: BadgeRule((1, 10, 30), "Never give up", "Try an exercise again after a miss"),
    Badge.CAUGHT_UP: BadgeRule((1, 3, 10), "Back on track", "Finish the work of a session that you missed"),
    Badge.STREAK: BadgeRule((3, 5, 10), "Always there", "Come to sessions in a row"),
    Badge.MASTERED: BadgeRule((5, 25, 100), "Task master", "Master exercises"),
    Badge.UNIT_FINISHED: BadgeRule((1, 5, 15), "Whole unit", "Master every exercise of a unit"),
    Badge.LEVEL_REACHED: BadgeRule((1, 3, 6), "One up", "Reach the next level of a course"),
}


@dataclass(frozen=True, slots=True)
class BadgeProgress:
    """How far somebody is: the step earned (0: none yet), the count of now, and what the next step takes."""

    badge: Badge
    step: int
    count: int
    next_at: int | None


def earned(counts: Mapping[Badge, int]) -> frozenset[tuple[Badge, int]]:
    """Every step that these counts have reached."""
    return frozenset(
        (badge, step)
        for badge, rule in BADGES.items()
        for step, least in enumerate(rule.steps, start=1)
        if counts.get(badge, 0) >= least
    )


def progress(counts: Mapping[Badge, int], awarded: frozenset[tuple[Badge, int]]) -> Iterator[BadgeProgress]:
    """For each badge; what was awarded once stays, whatever the count is now."""
    for badge, rule in BADGES.items():
        step = max((step for kind, step in awarded if kind is badge), default=0)
        next_at = rule.steps[step] if step < len(rule.steps) else None
        yield BadgeProgress(badge, step, counts.get(badge, 0), next_at)
