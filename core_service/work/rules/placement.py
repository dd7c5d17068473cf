"""Finds the level of a student who has none: a few exercises from around their school grade (C34).

Nobody waits: once enough is known, work goes on at the estimated level until an assessor has decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core_service.work.rules.plans import LevelPlan, PlannedExercise, PlannedLesson
from core_service.work.rules.tries import UNTRIED, MasteryPolicy, Try, records_of

PROBES_PER_LEVEL = 2
MOST_LEVELS = 3
"""So many levels are probed at most: six exercises find the level within a year, and tire nobody."""


@dataclass(frozen=True, slots=True)
class PlacementGround:
    """The course's levels that have exercises, lowest first, and the student's class at school."""

    levels: tuple[LevelPlan, ...]
    school_grade: int | None


@dataclass(frozen=True, slots=True)
class LevelProbed:
    """How a level went: the mean of its marked probes, None while all of them await their marks."""

    plan: LevelPlan
    ratio: float | None


@dataclass(frozen=True, slots=True)
class PlacementStep:
    """The exercise that tells most now, None once enough is known; the level where work should go on."""

    probe: tuple[PlannedLesson, PlannedExercise] | None
    estimate: LevelPlan
    probed: tuple[LevelProbed, ...]


def placement_step(ground: PlacementGround, tries: Sequence[Try], policy: MasteryPolicy) -> PlacementStep:
    """From the school grade a level up after each that is mastered, a level down after each that is not.

    Needs a ground with at least one level. The estimate is the lowest level that is not mastered.
    """
    place, probed = _starting_place(ground), dict[int, LevelProbed]()
    while len(probed) < MOST_LEVELS and 0 <= place < len(ground.levels) and place not in probed:
        plan = ground.levels[place]
        probe = _next_probe(plan, tries, policy)
        if probe is not None:
            return PlacementStep(probe, plan, tuple(probed.values()))
        ratio = _mean(plan, tries)
        probed[place] = LevelProbed(plan, ratio)
        if ratio is None:
            break
        place += 1 if ratio >= policy.threshold else -1
    return PlacementStep(None, ground.levels[_estimate(ground, probed, policy)], tuple(probed.values()))


def _starting_place(ground: PlacementGround) -> int:
    """The level nearest to the school grade, the lower of two; the lowest for a student whose class is unknown."""
    if ground.school_grade is None:
        return 0
    wanted = ground.school_grade
    return min(range(len(ground.levels)), key=lambda place: abs(ground.levels[place].level - wanted))


def probes_of(plan: LevelPlan) -> list[tuple[PlannedLesson, PlannedExercise]]:
    """Spread over the level; such as are marked at once, where there are any."""
    pairs = list(plan.exercises())
    candidates = [pair for pair in pairs if pair[1].is_auto_gradable] or pairs
    count = min(PROBES_PER_LEVEL, len(candidates))
    return [candidates[(2 * number + 1) * len(candidates) // (2 * count)] for number in range(count)]


def _next_probe(
    plan: LevelPlan, tries: Sequence[Try], policy: MasteryPolicy
) -> tuple[PlannedLesson, PlannedExercise] | None:
    records = records_of(tries, policy)
    untried = [
        pair for pair in probes_of(plan) if pair[1].id not in records or records.get(pair[1].id, UNTRIED).is_open
    ]
    return min(untried, key=lambda pair: pair[1].id not in records, default=None)


def _mean(plan: LevelPlan, tries: Sequence[Try]) -> float | None:
    newest = _newest_ratios(tries)
    ratios = [newest[exercise.id] for _, exercise in probes_of(plan) if exercise.id in newest]
    return sum(ratios) / len(ratios) if ratios else None


def _newest_ratios(tries: Sequence[Try]) -> Mapping[UUID, float]:
    marked = sorted((each for each in tries if each.is_marked), key=lambda each: each.started_at)
    return {each.exercise_id: each.ratio for each in marked if each.ratio is not None}


def _estimate(ground: PlacementGround, probed: Mapping[int, LevelProbed], policy: MasteryPolicy) -> int:
    open_places = [place for place, each in probed.items() if each.ratio is None or each.ratio < policy.threshold]
    if open_places:
        return min(open_places)
    return min(max(probed) + 1, len(ground.levels) - 1)
