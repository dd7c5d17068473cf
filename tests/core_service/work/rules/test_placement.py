"""Which exercises find the level of a student who has none (C34)."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from core_service.work.rules.next_content import ReasonCode, Situation, next_content
from core_service.work.rules.placement import (
    MOST_LEVELS,
    PROBES_PER_LEVEL,
    PlacementGround,
    PlacementStep,
    placement_step,
    probes_of,
)
from core_service.work.rules.plans import LevelPlan, PlannedExercise
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import DEFAULT_POLICY, Try
from tests.core_service.work.rules.course import attempt, level_plan

LEVELS = tuple(level_plan(number, units=2, first_exercise=100 * number) for number in (3, 4, 5, 6, 7))


def walk(
    mastered_below: int, school_grade: int | None, *, levels: tuple[LevelPlan, ...] = LEVELS
) -> tuple[PlacementStep, list[int]]:
    """A student who masters everything below a level does what is asked; the levels that were probed, in order."""
    ground, tries, asked = PlacementGround(levels, school_grade), list[Try](), list[int]()
    while (step := placement_step(ground, tries, DEFAULT_POLICY)).probe is not None:
        number = step.probe[1].id.int
        asked.append(step.estimate.level)
        ratio = 1.0 if number // 100 < mastered_below else 0.2
        tries.append(attempt(number, ratio, minute=len(tries)))
    return step, asked


def test_begins_at_the_school_grade() -> None:
    """Or at the level nearest to it; at the lowest where the class is unknown."""
    for grade, level in ((5, 5), (1, 3), (11, 7), (None, 3)):
        assert placement_step(PlacementGround(LEVELS, grade), [], DEFAULT_POLICY).estimate.level == level


def test_goes_down_after_what_is_not_mastered_and_stops_in_between() -> None:
    """Class 5 is too hard, Class 4 is mastered: work begins in Class 5."""
    step, asked = walk(mastered_below=5, school_grade=5)
    assert (asked, step.estimate.level) == ([5, 5, 4, 4], 5)


def test_goes_up_after_what_is_mastered() -> None:
    """Level by level."""
    step, asked = walk(mastered_below=6, school_grade=5)
    assert (asked, step.estimate.level) == ([5, 5, 6, 6], 6)


def test_prefers_what_is_marked_at_once() -> None:
    """And spreads over the level."""
    lesson = replace(LEVELS[0].lessons[0], exercises=(PlannedExercise(UUID(int=1), "Essay"),))
    quick = replace(lesson, exercises=tuple(PlannedExercise(UUID(int=n), str(n), True) for n in (2, 3, 4, 5)))
    probes = probes_of(replace(LEVELS[0], lessons=(lesson, quick)))
    assert [exercise.id.int for _, exercise in probes] == [3, 5]
    assert len(probes_of(LevelPlan(3, "Class 3", (lesson,)))) == 1


def test_unmarked_probes_end_the_search() -> None:
    """Nobody waits for their marks; what is open is finished first."""
    first, second = (exercise.id.int for _, exercise in probes_of(LEVELS[2]))
    begun = [attempt(second, None, minute=0, status=AttemptStatus.IN_PROGRESS)]
    ground = PlacementGround(LEVELS, 5)
    step = placement_step(ground, begun, DEFAULT_POLICY)
    assert step.probe is not None
    assert step.probe[1].id.int == second
    waiting = [attempt(number, None, minute=number, status=AttemptStatus.UNDER_REVIEW) for number in (first, second)]
    step = placement_step(ground, waiting, DEFAULT_POLICY)
    assert (step.probe, step.estimate.level, step.probed[0].ratio) == (None, 5, None)


@given(mastered_below=st.integers(1, 10), grade=st.none() | st.integers(1, 13), count=st.integers(1, 5))
def test_search_ends_soon_near_the_truth(mastered_below: int, grade: int | None, count: int) -> None:
    """At most six exercises, never one twice, and never a level above the first that is not mastered."""
    levels = LEVELS[:count]
    step, asked = walk(mastered_below, grade, levels=levels)
    assert len(asked) <= MOST_LEVELS * PROBES_PER_LEVEL
    truth = min(max(mastered_below, levels[0].level), levels[-1].level)
    reachable = abs(truth - asked[0]) < MOST_LEVELS
    assert step.estimate.level == truth or not reachable


class TestNextContent:
    """How placement steers what comes next."""

    UNPLACED = Situation(None, None, placement=PlacementGround(LEVELS, 5))

    def test_placement_exercise_is_served_with_its_reason(self) -> None:
        """It is neither a preview nor at a level of the student's own."""
        served = next_content(self.UNPLACED)
        assert (served.reason.code, served.is_placement, served.is_preview) == (ReasonCode.PLACEMENT, True, False)

    def test_work_goes_on_at_the_estimate(self) -> None:
        """Marked as a preview, until an assessor has decided."""
        done = [attempt(exercise.id.int, 0.5, minute=n) for n, (_, exercise) in enumerate(probes_of(LEVELS[2]))]
        more = [attempt(exercise.id.int, 1.0, minute=9 + n) for n, (_, exercise) in enumerate(probes_of(LEVELS[1]))]
        served = next_content(replace(self.UNPLACED, tries=(*done, *more)))
        assert (served.reason.code, served.is_placement, served.is_preview) == (
            ReasonCode.AWAITS_PLACEMENT,
            True,
            True,
        )
        assert served.lesson is not None
        assert served.lesson in LEVELS[2].lessons

    @pytest.mark.parametrize("is_returned", [True, False])
    def test_returned_work_says_so(self, is_returned: bool) -> None:
        """Begun work is gone on with; what an assessor gave back has another reason."""
        begun = replace(attempt(401, None, minute=1, status=AttemptStatus.IN_PROGRESS), is_returned=is_returned)
        served = next_content(Situation(LEVELS[1], LEVELS[2], tries=(begun,)))
        assert served.reason.code is (ReasonCode.RETURNED if is_returned else ReasonCode.BEGUN)

    def test_confirmed_units_are_passed_over(self) -> None:
        """The sequence begins with the unit after them (C18)."""
        first_unit = LEVELS[1].lessons[0].unit_id
        served = next_content(Situation(LEVELS[1], LEVELS[2], confirmed_units=frozenset({first_unit})))
        assert served.lesson is not None
        assert served.lesson.unit_id != first_unit

    def test_level_of_confirmed_units_is_finished(self) -> None:
        """And asks for a review of the level, while the next one is previewed."""
        units = frozenset(each.unit_id for each in LEVELS[1].lessons)
        served = next_content(Situation(LEVELS[1], LEVELS[2], confirmed_units=units))
        assert (served.is_preview, served.mastery.level_review) == (True, True)
        assert served.reason.code is ReasonCode.LEVEL_FINISHED
