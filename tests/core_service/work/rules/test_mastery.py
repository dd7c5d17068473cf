"""When a unit or a level is recommended as mastered (R174, C18)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from core_service.work.rules.mastery import Mastery, mastery_of
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


def mastery(*results: tuple[int, float | None], policy: MasteryPolicy = DEFAULT_POLICY) -> Mastery:
    """What these results amount to."""
    done = tries(*results)
    return mastery_of(UNITS, records_of(done, policy), done, policy)


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
    strict = MasteryPolicy.from_settings({"masteryThreshold": 0.95, "masteryStreak": 2})
    assert mastery((1, 0.9), (2, 0.9), policy=strict).unit_ids == ()
    assert mastery((1, 0.96), (2, 1.0), policy=strict).unit_ids == (FIRST,)
