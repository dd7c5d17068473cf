"""When a unit or a level is found to be mastered, or far too hard (R174, R185, C18)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from core_service.centres.rules import CentreSettings
from core_service.work.rules.mastery import (
    DOCUMENTS_RULE,
    Because,
    CourseSoFar,
    Finding,
    FindingKind,
    Mastery,
    mastery_of,
)
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import DEFAULT_POLICY, MasteryPolicy, Try, records_of

FIRST, SECOND = UUID(int=101), UUID(int=102)
UNITS = [(FIRST, [UUID(int=number) for number in range(1, 6)]), (SECOND, [UUID(int=number) for number in range(6, 11)])]
START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def tries(*results: tuple[int, float | None]) -> list[Try]:
    """Tries at exercises by number, one a minute; None is work that awaits its marks."""
    return [
        Try(
            exercise_id=UUID(int=number),
            status=AttemptStatus.UNDER_REVIEW if ratio is None else AttemptStatus.AUTO_GRADED,
            ratio=ratio,
            started_at=START + timedelta(minutes=minute),
            submitted_at=START + timedelta(minutes=minute, seconds=30),
        )
        for minute, (number, ratio) in enumerate(results)
    ]


def so_far(
    *results: tuple[int, float | None],
    policy: MasteryPolicy = DEFAULT_POLICY,
    confirmed: frozenset[UUID] = frozenset(),
) -> CourseSoFar:
    """What a rule reads."""
    done = tries(*results)
    return CourseSoFar(UNITS, records_of(done, policy), done, policy, confirmed)


def mastery(*results: tuple[int, float | None], policy: MasteryPolicy = DEFAULT_POLICY) -> Mastery:
    """What these results amount to."""
    return mastery_of(so_far(*results, policy=policy))


def level_finding(*results: tuple[int, float | None], confirmed: frozenset[UUID] = frozenset()) -> Finding | None:
    """What is found about the level."""
    found = DOCUMENTS_RULE.findings(so_far(*results, confirmed=confirmed))
    return next((each for each in found if each.unit_id is None), None)


def test_three_in_a_row_recommend_the_unit() -> None:
    """Eighty per cent is enough: mastered means at or above (C18)."""
    assert mastery((1, 0.8), (2, 0.9), (3, 1.0)) == Mastery((FIRST,), level_review=False)


@pytest.mark.parametrize(
    "results",
    [
        [(1, 1.0), (2, 1.0)],
        [(1, 1.0), (2, 1.0), (3, 0.79)],
        [(1, 1.0), (2, 0.5), (3, 1.0), (4, 1.0)],
        [(1, 1.0), (1, 1.0), (1, 1.0)],
        [(1, 1.0), (2, 1.0), (6, 1.0)],
        [(1, 1.0), (2, 1.0), (3, None)],
    ],
)
def test_no_streak_no_recommendation(results: list[tuple[int, float | None]]) -> None:
    """Too few, interrupted, the same exercise again, another unit, or not marked yet."""
    assert mastery(*results) == Mastery((), level_review=False)


def test_unmarked_work_does_not_break_a_streak() -> None:
    """Nobody knows yet how it went."""
    assert mastery((1, 1.0), (2, None), (3, 1.0), (4, 1.0)).unit_ids == (FIRST,)


def test_streaks_in_two_successive_units_recommend_the_level() -> None:
    """There is no need to finish everything."""
    both = mastery(*[(number, 1.0) for number in (1, 2, 3, 6, 7, 8)])
    assert both == Mastery((FIRST, SECOND), level_review=True)


def test_finished_level_is_recommended() -> None:
    """All mastered, by whatever detours."""
    detours = [(number, ratio) for number in range(1, 11) for ratio in (0.5, 0.9)]
    assert mastery(*detours) == Mastery((FIRST, SECOND), level_review=True)


def test_work_that_awaits_marks_does_not_hold_up_the_review() -> None:
    """The assessor sees it in the same review."""
    assert mastery(*[(number, None if number % 2 else 0.9) for number in range(1, 11)]).level_review


def test_stuck_exercise_holds_up_the_review() -> None:
    """Four tries without mastery are a matter for the tutor first."""
    others = [(number, 0.9) for number in (3, 4, 5, 6, 7)]
    stuck = [(number, 0.2) for number in (1, 8, 9, 10, 2) for _ in range(4)]
    assert not mastery(*others, *stuck).level_review


def test_streak_and_threshold_are_the_centres() -> None:
    """Both are configurable."""
    strict = MasteryPolicy.of_centre(CentreSettings(mastery_threshold=0.95, mastery_streak=2))
    assert mastery((1, 0.9), (2, 0.9), policy=strict).unit_ids == ()
    assert mastery((1, 0.96), (2, 1.0), policy=strict).unit_ids == (FIRST,)


def test_finding_carries_the_streak_as_its_evidence() -> None:
    """Oldest first, and nothing else."""
    (found,) = DOCUMENTS_RULE.findings(so_far((4, 0.1), (1, 0.8), (2, 0.9), (3, 1.0)))
    assert (found.kind, found.because, found.unit_id) == (FindingKind.UNIT_MASTERED, Because.STREAK, FIRST)
    assert [each.exercise_id.int for each in found.tries] == [1, 2, 3]


def test_confirmed_unit_is_not_found_again_but_counts() -> None:
    """It makes the first of two successive units (C18)."""
    second = [(number, 1.0) for number in (6, 7, 8)]
    assert level_finding(*second) is None
    found = level_finding(*second, confirmed=frozenset({FIRST}))
    assert found is not None
    assert found.because is Because.UNITS_IN_A_ROW
    assert {each.unit_id for each in DOCUMENTS_RULE.findings(so_far(*second, confirmed=frozenset({FIRST})))} == {
        SECOND,
        None,
    }


def test_level_of_confirmed_units_is_finished() -> None:
    """Nothing is left to do, though much was never tried."""
    found = level_finding((1, 1.0), confirmed=frozenset({FIRST, SECOND}))
    assert found is not None
    assert found.because is Because.LEVEL_FINISHED


def test_four_tries_far_below_say_that_the_level_is_too_hard() -> None:
    """Of at least two exercises; one that is not far below ends them."""
    found = level_finding((1, 0.3), (2, 0.0), (1, 0.2), (3, 0.39))
    assert found is not None
    assert (found.kind, found.because) == (FindingKind.LEVEL_TOO_HARD, Because.FAILED_IN_A_ROW)
    assert level_finding((1, 0.3), (2, 0.0), (1, 0.4), (3, 0.39)) is None
    assert level_finding((1, 0.1), (1, 0.1), (1, 0.1)) is None
    assert level_finding(*[(1, 0.1)] * 4) is None


def test_being_stuck_on_three_exercises_says_so_too() -> None:
    """Even if not far below."""
    found = level_finding(*[(number, 0.6) for number in (1, 2, 3) for _ in range(4)])
    assert found is not None
    assert found.because is Because.STUCK
