"""What a student's results say of units and levels: findings, never a change of level (R170, R174, C18, C20, C21)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Protocol
from uuid import UUID

from core_service.work.rules.tries import UNTRIED, MasteryPolicy, Record, Try


class FindingKind(StrEnum):
    """What a rule may find."""

    UNIT_MASTERED = "UNIT_MASTERED"
    LEVEL_MASTERED = "LEVEL_MASTERED"
    LEVEL_TOO_HARD = "LEVEL_TOO_HARD"


class Because(StrEnum):
    """On what a finding rests."""

    ALL_MASTERED = "ALL_MASTERED"
    STREAK = "STREAK"
    UNITS_IN_A_ROW = "UNITS_IN_A_ROW"
    LEVEL_FINISHED = "LEVEL_FINISHED"
    FAILED_IN_A_ROW = "FAILED_IN_A_ROW"
    STUCK = "STUCK"


@dataclass(frozen=True, slots=True)
class Finding:
    """A unit (`unit_id`) or the whole level, with the tries that show it, oldest first."""

    kind: FindingKind
    because: Because
    tries: tuple[Try, ...]
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CourseSoFar:
    """A level's units in order, each with the ids of its active exercises, and what the student has done of them.

    Units that an assessor has confirmed as mastered count as such and are not found again.
    """

    units: Sequence[tuple[UUID, Sequence[UUID]]]
    records: Mapping[UUID, Record]
    tries: Sequence[Try]
    policy: MasteryPolicy
    confirmed: frozenset[UUID] = frozenset()


class ProgressRule(Protocol):
    """One way to read results: the documents' rule now, a statistical one can stand beside it."""

    def findings(self, course: CourseSoFar) -> tuple[Finding, ...]:
        """Units in their order, then the level."""
        ...


class DocumentsRule:
    """Streaks and finished levels as D2 counts them (R174, C18); failures in a row the other way round (R185)."""

    def findings(self, course: CourseSoFar) -> tuple[Finding, ...]:
        """A unit: all mastered, or a streak. The level: finished, or two units in a row; or far too hard."""
        marked = sorted(
            (each for each in course.tries if each.submitted_at is not None), key=lambda each: each.started_at
        )
        units = [_unit_finding(course, unit_id, exercise_ids, marked) for unit_id, exercise_ids in course.units]
        level = _level_mastered(course, units, marked) or _level_too_hard(course, marked)
        return tuple(found for found in (*units, level) if found is not None)


DOCUMENTS_RULE = DocumentsRule()


def _unit_finding(
    course: CourseSoFar, unit_id: UUID, exercise_ids: Sequence[UUID], marked: Sequence[Try]
) -> Finding | None:
    if unit_id in course.confirmed:
        return None
    of_unit = [each for each in marked if each.exercise_id in set(exercise_ids)]
    if exercise_ids and all(course.records.get(each, UNTRIED).is_mastered for each in exercise_ids):
        shown = tuple(each for each in of_unit if each.is_mastered(course.policy))
        return Finding(FindingKind.UNIT_MASTERED, Because.ALL_MASTERED, shown, unit_id)
    in_a_row = streak(of_unit, course.policy)
    if len({each.exercise_id for each in in_a_row}) >= course.policy.streak:
        return Finding(FindingKind.UNIT_MASTERED, Because.STREAK, in_a_row, unit_id)
    return None


def streak(unit_tries_by_time: Sequence[Try], policy: MasteryPolicy) -> tuple[Try, ...]:
    """The newest marked tries of a unit that are all mastered; work that awaits its marks does not break them."""
    in_a_row: list[Try] = []
    for each in reversed(unit_tries_by_time):
        if each.is_failed(policy):
            break
        if each.is_mastered(policy):
            in_a_row.append(each)
    return tuple(reversed(in_a_row))


def _level_mastered(course: CourseSoFar, units: Sequence[Finding | None], marked: Sequence[Try]) -> Finding | None:
    """Nothing left to do, nothing stuck and something mastered, or two successive units that look mastered."""
    looks_mastered = [
        found is not None or unit_id in course.confirmed
        for (unit_id, _), found in zip(course.units, units, strict=True)
    ]
    at_level = _exercises(course)
    shown = tuple(each for each in marked if each.exercise_id in at_level and each.is_mastered(course.policy))
    if _is_level_finished(course):
        return Finding(FindingKind.LEVEL_MASTERED, Because.LEVEL_FINISHED, shown)
    if any(first and second for first, second in pairwise(looks_mastered)):
        return Finding(FindingKind.LEVEL_MASTERED, Because.UNITS_IN_A_ROW, shown)
    return None


def _is_level_finished(course: CourseSoFar) -> bool:
    open_units = [ids for unit_id, ids in course.units if unit_id not in course.confirmed]
    to_do = [course.records.get(each, UNTRIED) for ids in open_units for each in ids]
    has_mastered = any(each.is_mastered for each in to_do) or len(open_units) < len(course.units)
    return has_mastered and all(each.is_finished for each in to_do)


def _level_too_hard(course: CourseSoFar, marked: Sequence[Try]) -> Finding | None:
    """So many marked tries in a row far below the threshold, of at least two exercises; or stuck on several."""
    policy, at_level = course.policy, _exercises(course)
    of_level = [each for each in marked if each.exercise_id in at_level and each.is_marked]
    newest = of_level[-policy.regression_streak :]
    is_far_below = all(each.is_failed(policy) and (each.ratio or 0) < policy.regression_threshold for each in newest)
    if len(newest) == policy.regression_streak and is_far_below and len({each.exercise_id for each in newest}) > 1:
        return Finding(FindingKind.LEVEL_TOO_HARD, Because.FAILED_IN_A_ROW, tuple(newest))
    stuck = {each for each in at_level if course.records.get(each, UNTRIED).is_stuck}
    if len(stuck) >= policy.regression_stuck:
        shown = tuple(each for each in of_level if each.exercise_id in stuck)
        return Finding(FindingKind.LEVEL_TOO_HARD, Because.STUCK, shown)
    return None


def _exercises(course: CourseSoFar) -> set[UUID]:
    return {each for _, ids in course.units for each in ids}


@dataclass(frozen=True, slots=True)
class Mastery:
    """Units that look mastered, in their order, and whether an assessor should review the level."""

    unit_ids: tuple[UUID, ...]
    level_review: bool


NOTHING_MASTERED = Mastery((), level_review=False)


def mastery_of(course: CourseSoFar, rule: ProgressRule = DOCUMENTS_RULE) -> Mastery:
    """The findings as "what next?" tells them."""
    found = rule.findings(course)
    return Mastery(
        unit_ids=tuple(each.unit_id for each in found if each.unit_id is not None),
        level_review=any(each.kind is FindingKind.LEVEL_MASTERED for each in found),
    )
