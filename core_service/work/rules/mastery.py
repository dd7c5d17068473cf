"""When a unit or a level looks mastered; only ever a recommendation, never a change of level (R174, C18, C21)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from core_service.work.rules.tries import UNTRIED, MasteryPolicy, Record, Try


@dataclass(frozen=True, slots=True)
class Mastery:
    """Units that look mastered, in their order, and whether an assessor should review the level."""

    unit_ids: tuple[UUID, ...]
    level_review: bool


NOTHING_MASTERED = Mastery((), level_review=False)


def mastery_of(
    units: Sequence[tuple[UUID, Sequence[UUID]]],
    records: Mapping[UUID, Record],
    tries: Iterable[Try],
    policy: MasteryPolicy,
) -> Mastery:
    """What to recommend at a level, given its units in order, each with the ids of its active exercises.

    A unit: all mastered, or a streak of them. The level: nothing left to do, nothing stuck and something mastered (work
    that still awaits its marks does not hold it up), or streaks in two successive units.
    """
    by_time = sorted((each for each in tries if each.submitted_at is not None), key=lambda each: each.started_at)
    mastered = [_looks_mastered(ids, records, by_time, policy) for _, ids in units]
    two_in_a_row = any(first and second for first, second in pairwise(mastered))
    return Mastery(
        unit_ids=tuple(unit_id for (unit_id, _), is_mastered in zip(units, mastered, strict=True) if is_mastered),
        level_review=two_in_a_row or _is_level_finished([each for _, ids in units for each in ids], records),
    )


def _looks_mastered(
    exercise_ids: Sequence[UUID], records: Mapping[UUID, Record], by_time: Sequence[Try], policy: MasteryPolicy
) -> bool:
    all_mastered = bool(exercise_ids) and all(records.get(each, UNTRIED).is_mastered for each in exercise_ids)
    return all_mastered or has_streak([each for each in by_time if each.exercise_id in set(exercise_ids)], policy)


def has_streak(unit_tries_by_time: Sequence[Try], policy: MasteryPolicy) -> bool:
    """Whether the newest marked tries of a unit are so many different exercises in a row, all mastered."""
    in_a_row: set[UUID] = set()
    for each in reversed(unit_tries_by_time):
        if each.is_failed(policy):
            break
        if each.is_mastered(policy):
            in_a_row.add(each.exercise_id)
    return len(in_a_row) >= policy.streak


def _is_level_finished(exercise_ids: Sequence[UUID], records: Mapping[UUID, Record]) -> bool:
    of_level = [records.get(each, UNTRIED) for each in exercise_ids]
    return all(each.is_finished for each in of_level) and any(each.is_mastered for each in of_level)
