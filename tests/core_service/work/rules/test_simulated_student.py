"""Students who do sixty exercises: never a mastered one again, never a stall, an override exactly once (issue 2)."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from core_service.work.rules.next_content import NextContent, ReasonCode, Situation, Source
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import DEFAULT_POLICY
from tests.core_service.work.rules.course import START, Student, assigned, level_plan

EXERCISES = 60
LEVEL = level_plan(4, units=5, first_exercise=1, readings=True)
NEXT_LEVEL = level_plan(5, units=10, first_exercise=101)
NEXT_LEVEL_EXERCISES = {each for _, each in NEXT_LEVEL.exercises()}
LEVEL_NUMBERS = set(range(1, 31))


def check(student: Student, ratio: float) -> NextContent:
    """One step, in which something is served that is neither mastered nor what was just handed in."""
    tries = student.situation.tries
    mastered = {each.exercise_id for each in tries if each.is_mastered(DEFAULT_POLICY)}
    served = student.work(ratio)
    assert served.lesson is not None, "never stalls"
    if served.exercise is not None and served.source is Source.AUTO_SEQUENCE:
        assert served.exercise.id not in mastered, "never gets a mastered one again"
        assert not tries or served.exercise.id != tries[-1].exercise_id, "never the same twice in a row"
    return served


@pytest.mark.parametrize("seed", range(20))
def test_sixty_exercises(seed: int) -> None:
    """With luck of their own, an override after ten, and the level finished before the end."""
    random, student = Random(seed), Student(Situation(LEVEL, NEXT_LEVEL))
    while len(student.exercise_numbers) < EXERCISES:
        if len(student.exercise_numbers) == 10 and not student.situation.assigned:
            override = assigned(900, assigned_at=START.replace(year=2025))
            student.situation = replace(student.situation, assigned=(override,))
        served = check(student, random.choice((0.5, 0.9, 0.9, 1.0)))
        left = LEVEL_NUMBERS - _mastered_or_stuck(student)
        assert served.is_preview is (
            served.exercise is not None and served.exercise.id.int >= 101 and served.exercise.id.int < 900
        )
        if served.is_preview and served.reason.code is not ReasonCode.BETWEEN_TRIES:
            assert not left, "sees the next level only once the level is done"
            assert served.reason.code in {ReasonCode.LEVEL_FINISHED, ReasonCode.LEVEL_FINISHED_BUT_STUCK}
    assert student.exercise_numbers.count(900) == 1
    assert student.exercise_numbers[10] == 900
    previews = [each for each in student.served if each.is_preview]
    assert previews, "the level was finished"
    readings = [each.lesson.id for each in student.served if each.exercise is None and each.lesson]
    assert len(readings) == len(set(readings)) == 5


def _mastered_or_stuck(student: Student) -> set[int]:
    stuck = {each.id.int for each in student.look().stuck}
    return stuck | {each.exercise_id.int for each in student.situation.tries if each.is_mastered(DEFAULT_POLICY)}


def test_good_student_is_told_when_the_level_is_finished() -> None:
    """Thirty exercises in order, then previews in order, each with the recommendation."""
    student = Student(Situation(LEVEL, NEXT_LEVEL))
    while len(student.exercise_numbers) < EXERCISES:
        check(student, 1.0)
    assert student.exercise_numbers == [*range(1, 31), *range(101, 131)]
    assert not student.served[0].mastery.level_review
    assert all(each.mastery.level_review and each.is_preview for each in student.served[35:])


def test_student_who_never_masters_anything_still_goes_on() -> None:
    """Each exercise is tried four times at most, two of them in turn; the tutor sees where they are stuck."""
    student = Student(Situation(level_plan(4, units=2, first_exercise=1), NEXT_LEVEL))
    while len(student.exercise_numbers) < 2 * EXERCISES:
        check(student, 0.2)
    assert all(student.exercise_numbers.count(number) == 4 for number in range(1, 13))
    assert {each.id.int for each in student.look().stuck} == set(range(1, 13))


def test_marked_later_still_finishes() -> None:
    """Work under review never comes back, and the end of the level names it."""
    student = Student(Situation(LEVEL, NEXT_LEVEL))
    while not (served := student.look()).is_preview:
        is_text = served.exercise is not None and served.exercise.id.int % 3 == 0
        status = AttemptStatus.UNDER_REVIEW if is_text else AttemptStatus.AUTO_GRADED
        student.work(None if is_text else 1.0, status)
    assert student.exercise_numbers == list(range(1, 31))
    assert served.reason.code is ReasonCode.LEVEL_AWAITS_MARKS


@settings(max_examples=50)
@given(st.lists(st.sampled_from([0.0, 0.5, 0.79, 0.8, 1.0]), min_size=60, max_size=60))
def test_any_results_are_followed_by_something_new(results: list[float]) -> None:
    """The same three promises for every history of sixty."""
    student = Student(Situation(LEVEL, NEXT_LEVEL))
    for ratio in results:
        check(student, ratio)
    numbers = student.exercise_numbers
    assert all(first != second for first, second in pairwise(numbers))
    assert max(map(numbers.count, numbers)) <= DEFAULT_POLICY.stuck_after_tries
