"""Turns what a rule has found into recommendations with words and evidence (R174, R182, R185, C18)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never
from uuid import UUID

from core_service.assessment.rules.states import RecommendationKind
from core_service.work.rules.mastery import Because, Finding, FindingKind
from core_service.work.rules.placement import PlacementStep
from core_service.work.rules.tries import MasteryPolicy, Try
from shared.clock import wire_time

MOST_EVIDENCE = 20
"""The newest tries are shown; the others can be looked up."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation before it is stored; the levels are numbers."""

    kind: RecommendationKind
    unit_id: UUID | None
    from_level: int | None
    to_level: int | None
    words: str
    evidence: tuple[Try, ...]

    @property
    def subject(self) -> tuple[RecommendationKind, UUID | None]:
        """What it is about: of these at most one is open per student and course."""
        return self.kind, self.unit_id


@dataclass(frozen=True, slots=True)
class Levels:
    """The student's level with its label, and the levels around it in which the course has exercises."""

    current: int
    label: str
    above: int | None
    below: int | None


def advice_of(
    findings: Sequence[Finding], levels: Levels, units: Mapping[UUID, str], policy: MasteryPolicy
) -> Iterator[Advice]:
    """One recommendation per finding; none where there is no level to go to."""
    for found in findings:
        words = _why(found, levels, units, policy)
        match found.kind:
            case FindingKind.UNIT_MASTERED:
                yield Advice(RecommendationKind.UNIT_MASTERED, found.unit_id, levels.current, None, words, found.tries)
            case FindingKind.LEVEL_MASTERED if levels.above is not None:
                yield _level(RecommendationKind.LEVEL_UP, levels, levels.above, words, found)
            case FindingKind.LEVEL_TOO_HARD if levels.below is not None:
                yield _level(RecommendationKind.LEVEL_DOWN, levels, levels.below, words, found)


def _level(kind: RecommendationKind, levels: Levels, to_level: int, words: str, found: Finding) -> Advice:
    return Advice(kind, None, levels.current, to_level, words, found.tries)


def _why(found: Finding, levels: Levels, units: Mapping[UUID, str], policy: MasteryPolicy) -> str:
    unit = f"“{units[found.unit_id]}”" if found.unit_id else ""
    count = len({each.exercise_id for each in found.tries})
    match found.because:
        case Because.ALL_MASTERED:
            return f"Every exercise of {unit} was done with {policy.threshold:.0%} or better."
        case Because.STREAK:
            return f"The last {count} exercises of {unit} were all done with {policy.threshold:.0%} or better."
        case Because.UNITS_IN_A_ROW:
            return f"Two units of {levels.label} after each other look mastered."
        case Because.LEVEL_FINISHED:
            return f"Nothing is left to do in {levels.label}, and nothing is stuck."
        case Because.FAILED_IN_A_ROW:
            below = f"{policy.regression_threshold:.0%}"
            return f"The last {len(found.tries)} tries in {levels.label} all stayed below {below}."
        case Because.STUCK:
            return f"{count} exercises of {levels.label} were tried {policy.stuck_after_tries} times without success."
        case _:
            assert_never(found.because)


def placement_advice(step: PlacementStep, tries: Sequence[Try]) -> Advice:
    """Where to begin, as far as the placement exercises tell."""
    results = "; ".join(f"{each.plan.label}: {_percent(each.ratio)}" for each in step.probed)
    is_done = step.probe is None
    words = f"The placement exercises point to {step.estimate.label}" if is_done else "The placement has begun"
    handed_in = tuple(each for each in tries if each.submitted_at is not None)
    return Advice(
        RecommendationKind.PLACEMENT,
        None,
        None,
        step.estimate.level,
        f"{words} ({results})." if results else f"{words}.",
        handed_in,
    )


def _percent(ratio: float | None) -> str:
    return "not marked yet" if ratio is None else f"{ratio:.0%}"


def is_news(advice: Advice, declined_at: datetime | None, policy: MasteryPolicy) -> bool:
    """Whether it may be recommended: after a decline only once as many new tries speak for it as a streak has."""
    if declined_at is None:
        return True
    return sum(each.submitted_at is not None and each.submitted_at > declined_at for each in advice.evidence) >= (
        policy.streak
    )


def evidence_of(tries: Sequence[Try], titles: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """As it is stored and shown: `[{exerciseId, title, percent, at}]`."""
    return [
        {
            "exerciseId": str(each.exercise_id),
            "title": titles.get(each.exercise_id, ""),
            "percent": None if each.ratio is None else round(each.ratio * 100),
            "at": wire_time(each.submitted_at) if each.submitted_at else None,
        }
        for each in tries[-MOST_EVIDENCE:]
    ]
