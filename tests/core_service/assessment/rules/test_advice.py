"""Findings as recommendations with words and evidence (R174, R182, R185, C18)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from core_service.assessment.rules.advice import (
    MOST_EVIDENCE,
    Advice,
    Levels,
    advice_of,
    evidence_of,
    is_news,
    placement_advice,
)
from core_service.assessment.rules.states import RecommendationKind
from core_service.work.rules.mastery import Because, Finding, FindingKind
from core_service.work.rules.placement import LevelProbed, PlacementStep
from core_service.work.rules.plans import LevelPlan
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import DEFAULT_POLICY, Try

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
UNIT = UUID(int=7)
LEVELS = Levels(4, "Class 4", above=5, below=3)


def tries(count: int, ratio: float | None = 0.9) -> tuple[Try, ...]:
    """So many exercises, one a minute."""
    return tuple(
        Try(
            UUID(int=number),
            AttemptStatus.GRADED,
            ratio,
            START + timedelta(minutes=number),
            START + timedelta(minutes=number),
        )
        for number in range(1, count + 1)
    )


def advice(kind: FindingKind, because: Because, unit_id: UUID | None = None, levels: Levels = LEVELS) -> list[Advice]:
    """What one finding leads to."""
    return list(advice_of([Finding(kind, because, tries(3), unit_id)], levels, {UNIT: "Fractions"}, DEFAULT_POLICY))


def test_unit_is_recommended_by_name() -> None:
    """In words that a tutor can repeat."""
    (made,) = advice(FindingKind.UNIT_MASTERED, Because.STREAK, UNIT)
    assert made.subject == (RecommendationKind.UNIT_MASTERED, UNIT)
    assert made.words == "The last 3 exercises of “Fractions” were all done with 80% or better."
    (made,) = advice(FindingKind.UNIT_MASTERED, Because.ALL_MASTERED, UNIT)
    assert made.words == "Every exercise of “Fractions” was done with 80% or better."


@pytest.mark.parametrize(
    ("found", "because", "kind", "to_level", "words"),
    [
        ("LEVEL_MASTERED", "LEVEL_FINISHED", "LEVEL_UP", 5, "Nothing is left to do in Class 4, and nothing is stuck."),
        ("LEVEL_MASTERED", "UNITS_IN_A_ROW", "LEVEL_UP", 5, "Two units of Class 4 after each other look mastered."),
        ("LEVEL_TOO_HARD", "FAILED_IN_A_ROW", "LEVEL_DOWN", 3, "The last 3 tries in Class 4 all stayed below 40%."),
        ("LEVEL_TOO_HARD", "STUCK", "LEVEL_DOWN", 3, "3 exercises of Class 4 were tried 4 times without success."),
    ],
)
def test_level_is_recommended_with_where_to(found: str, because: str, kind: str, to_level: int, words: str) -> None:
    """The next level in which the course has exercises."""
    (made,) = advice(FindingKind(found), Because(because))
    assert (made.kind, made.from_level, made.to_level, made.words) == (kind, 4, to_level, words)


def test_without_a_level_to_go_to_nothing_is_recommended() -> None:
    """At the course's top and bottom."""
    ends = replace(LEVELS, above=None, below=None)
    assert advice(FindingKind.LEVEL_MASTERED, Because.LEVEL_FINISHED, levels=ends) == []
    assert advice(FindingKind.LEVEL_TOO_HARD, Because.STUCK, levels=ends) == []


def test_what_was_declined_needs_a_new_streak() -> None:
    """One more exercise is not enough."""
    (made,) = advice(FindingKind.LEVEL_MASTERED, Because.LEVEL_FINISHED)
    assert is_news(made, None, DEFAULT_POLICY)
    assert is_news(made, START, DEFAULT_POLICY)
    assert not is_news(made, START + timedelta(minutes=1), DEFAULT_POLICY)


def test_evidence_is_the_newest_tries() -> None:
    """As much as a person reads."""
    shown = evidence_of(tries(MOST_EVIDENCE + 5), {UUID(int=25): "Halves"})
    assert len(shown) == MOST_EVIDENCE
    assert shown[-1] == {
        "exerciseId": str(UUID(int=25)),
        "title": "Halves",
        "percent": 90,
        "at": "2026-03-02T15:25:00Z",
    }
    assert evidence_of(tries(1, None), {})[0]["percent"] is None


def test_placement_tells_how_each_level_went() -> None:
    """And points to one once it is over."""
    four, five = LevelPlan(4, "Class 4", ()), LevelPlan(5, "Class 5", ())
    step = PlacementStep(None, five, (LevelProbed(four, 0.9), LevelProbed(five, None)))
    made = placement_advice(step, tries(2))
    assert made.words == "The placement exercises point to Class 5 (Class 4: 90%; Class 5: not marked yet)."
    assert (made.kind, made.to_level, len(made.evidence)) == (RecommendationKind.PLACEMENT, 5, 2)
