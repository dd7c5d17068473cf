"""What comes next: overrides first, then the sequence, then a preview (R170 to R173, C17, C20, C33, C40, C56)."""

from dataclasses import replace
from uuid import UUID

import pytest

from core_service.work.rules.next_content import NotPlaced, ReasonCode, Situation, Source, next_content
from core_service.work.rules.plans import LevelPlan
from core_service.work.rules.states import AssignmentScope, AttemptStatus
from tests.core_service.work.rules.course import (
    READING,
    assigned,
    attempt,
    exercise,
    lesson,
    level_plan,
)

LEVEL = level_plan(4, units=1, first_exercise=1)
NEXT_LEVEL = level_plan(5, units=1, first_exercise=101)
PLACED = Situation(LEVEL, NEXT_LEVEL)
TONIGHT, YESTERDAY = UUID(int=71), UUID(int=72)

IN_PROGRESS, SUBMITTED = AttemptStatus.IN_PROGRESS, AttemptStatus.SUBMITTED
UNDER_REVIEW, GRADED = AttemptStatus.UNDER_REVIEW, AttemptStatus.GRADED


def number_served(situation: Situation) -> int | None:
    """The number of the exercise that comes next."""
    served = next_content(situation).exercise
    return served.id.int if served else None


def after(*tries: tuple[int, float | None] | tuple[int, float | None, AttemptStatus]) -> Situation:
    """A placed student who has done these exercises with these results, one a minute."""
    done = [
        attempt(each[0], each[1], minute=minute, status=each[2] if len(each) == 3 else None)
        for minute, each in enumerate(tries)
    ]
    return replace(PLACED, tries=tuple(done))


ALL_MASTERED = tuple((number, 1.0) for number in range(1, 7))


class TestSequence:
    """Without a tutor's choice."""

    def test_first_exercise_of_the_level_comes_first(self) -> None:
        """With its place in the lesson and a reason in words."""
        served = next_content(PLACED)
        assert (served.exercise, served.place, served.source) == (exercise(1), (1, 3), Source.AUTO_SEQUENCE)
        assert served.reason.text == "Next in “Unit 4000”, lesson “Lesson 4001”."

    @pytest.mark.parametrize("status", [AttemptStatus.AUTO_GRADED, GRADED])
    def test_mastered_work_is_passed_over(self, status: AttemptStatus) -> None:
        """At the threshold, however it was marked (C18, C20)."""
        assert number_served(after((1, 0.8, status))) == 2

    @pytest.mark.parametrize("status", [SUBMITTED, UNDER_REVIEW])
    def test_work_that_awaits_review_is_passed_over(self, status: AttemptStatus) -> None:
        """The student goes on meanwhile."""
        assert number_served(after((1, None, status), (2, 1.0))) == 3

    def test_partial_score_under_review_is_no_failure(self) -> None:
        """Half the points stand until a person has read the rest."""
        assert number_served(after((1, 0.5, UNDER_REVIEW), (2, 1.0))) == 3

    def test_reviewed_work_below_the_threshold_comes_back(self) -> None:
        """It counts as a failed try from then on."""
        assert number_served(after((1, 0.4, GRADED), (2, 1.0))) == 1

    def test_returned_work_comes_back(self) -> None:
        """The same attempt is open again."""
        assert number_served(after((1, None, IN_PROGRESS), (2, 1.0))) == 1

    def test_work_that_a_tutor_ticked_off_does_not_come_back(self) -> None:
        """Complete, though it proves no mastery."""
        assert number_served(after((1, None, GRADED), (2, 1.0))) == 3

    def test_failed_exercise_comes_back_after_another_one(self) -> None:
        """Not at once, and with the try in its reason."""
        assert number_served(after((1, 0.5))) == 2
        again = next_content(after((1, 0.5), (2, 1.0)))
        assert (again.exercise, again.reason.code) == (exercise(1), ReasonCode.TRY_AGAIN)
        assert "try 2" in again.reason.text

    def test_four_failed_tries_flag_the_student_and_move_on(self) -> None:
        """The tutor is told, the sequence does not wait."""
        served = next_content(after((1, 0.5), (2, 1.0), (1, 0.5), (3, 1.0), (1, 0.5), (4, 1.0), (1, 0.5), (5, 1.0)))
        assert (served.exercise, served.stuck) == (exercise(6), (exercise(1),))

    def test_stuck_exercise_that_is_mastered_after_all_is_no_longer_stuck(self) -> None:
        """By a tutor's choice it may be tried a fifth time."""
        served = next_content(after(*[(1, 0.5)] * 4, (1, 0.9)))
        assert (served.exercise, served.stuck) == (exercise(2), ())

    def test_begun_exercise_is_gone_on_with(self) -> None:
        """Also if something before it waits to be tried again."""
        served = next_content(after((1, 0.5), (2, 1.0), (3, None, IN_PROGRESS)))
        assert (served.exercise, served.reason.code) == (exercise(3), ReasonCode.BEGUN)

    def test_mastered_exercise_that_was_opened_again_is_not_served(self) -> None:
        """Practising it again is the student's own affair."""
        assert number_served(after((1, 1.0), (1, None, IN_PROGRESS))) == 2


class TestReadings:
    """Readings as items of the sequence."""

    PLAN = level_plan(4, units=1, first_exercise=1, readings=True)
    SITUATION = Situation(PLAN, None)

    def test_reading_comes_before_its_exercises(self) -> None:
        """As a lesson, with no exercise and no place."""
        served = next_content(self.SITUATION)
        assert (served.lesson, served.exercise, served.place) == (self.PLAN.lessons[0], None, None)
        assert served.reason.code is ReasonCode.READ_FIRST

    def test_reading_that_is_done_makes_way(self) -> None:
        """`lessons/{id}/complete` marks it."""
        read = replace(self.SITUATION, lessons_read=frozenset({self.PLAN.lessons[0].id}))
        assert number_served(read) == 1

    def test_reading_whose_exercises_are_all_mastered_is_passed_over(self) -> None:
        """There is nothing left that it would prepare for."""
        mastered = replace(self.SITUATION, tries=after((1, 1.0), (2, 1.0), (3, 1.0)).tries)
        assert number_served(mastered) == 4

    def test_reading_without_exercises_is_served_until_read(self) -> None:
        """It is an item of its own."""
        only = lesson(8, range(0), unit=80, content_type=READING)
        situation = Situation(LevelPlan(4, "Class 4", (only, *LEVEL.lessons)), None)
        assert next_content(situation).lesson == only
        assert number_served(replace(situation, lessons_read=frozenset({only.id}))) == 1


class TestOverrides:
    """A tutor's choice."""

    def test_override_wins_over_the_sequence(self) -> None:
        """With the tutor's name and reason, whatever its level."""
        served = next_content(replace(PLACED, assigned=(assigned(500, reason="more fractions"),)))
        assert (served.source, served.exercise) == (Source.TUTOR_OVERRIDE, exercise(500))
        assert served.reason.text == "Helen chose this: more fractions"

    def test_latest_override_wins(self) -> None:
        """Then the one before (R172)."""
        situation = replace(PLACED, assigned=(assigned(500, minute=1), assigned(501, minute=2)))
        assert number_served(situation) == 501
        done = replace(situation, tries=(attempt(501, 0.1, minute=3),))
        assert number_served(done) == 500

    def test_override_is_done_at_submission(self) -> None:
        """Marked or not, mastered or not; then the sequence goes on where it stood."""
        situation = replace(
            PLACED, assigned=(assigned(500),), tries=(attempt(500, None, minute=1, status=UNDER_REVIEW),)
        )
        assert number_served(situation) == 1

    def test_what_was_done_before_the_assignment_does_not_end_it(self) -> None:
        """A tutor may ask for a mastered exercise once more."""
        situation = replace(after((2, 1.0)), assigned=(assigned(2, minute=5),))
        assert number_served(situation) == 2

    def test_session_override_counts_in_its_session_only(self) -> None:
        """Neither in another session nor at home (C17)."""
        tonight = assigned(500, scope=AssignmentScope.SESSION, session_id=TONIGHT)
        situation = replace(PLACED, assigned=(tonight,))
        assert number_served(replace(situation, session_id=TONIGHT)) == 500
        assert number_served(replace(situation, session_id=YESTERDAY)) == 1
        assert number_served(situation) == 1

    def test_persistent_override_counts_everywhere(self) -> None:
        """Until it is done or withdrawn."""
        situation = replace(PLACED, assigned=(assigned(500, session_id=YESTERDAY),))
        assert number_served(replace(situation, session_id=TONIGHT)) == number_served(situation) == 500

    def test_assigned_reading_is_served_as_a_lesson(self) -> None:
        """Though it was read before: marking it read ends the assignment."""
        reading = lesson(60, range(61, 64), unit=6, content_type=READING)
        chosen = assigned(1, lesson=reading, exercise=None)
        served = next_content(replace(PLACED, assigned=(chosen,), lessons_read=frozenset({reading.id})))
        assert (served.lesson, served.exercise, served.assignment_id) == (reading, None, chosen.id)

    def test_assigned_practice_lesson_serves_its_exercises_in_turn(self) -> None:
        """With their place in that lesson, until all have been handed in."""
        practice = lesson(60, range(61, 64), unit=6)
        situation = replace(PLACED, assigned=(assigned(1, lesson=practice, exercise=None),))
        first = next_content(situation)
        assert (first.exercise, first.place) == (exercise(61), (1, 3))
        tries = [attempt(number, 0.3, minute=number - 60) for number in (61, 62, 63)]
        assert number_served(replace(situation, tries=tuple(tries[:2]))) == 63
        assert number_served(replace(situation, tries=tuple(tries))) == 1

    def test_assignment_beside_the_sequence_is_only_listed(self) -> None:
        """`overridesAutoSequence` false: also for you, never first (C56)."""
        extra = assigned(500, overrides_auto_sequence=False)
        served = next_content(replace(PLACED, assigned=(extra,)))
        assert (served.exercise, served.also_for_you) == (exercise(1), (extra,))


class TestEndOfLevel:
    """When nothing is left at the level."""

    def test_first_exercise_of_the_next_level_is_a_preview(self) -> None:
        """Marked as such, and the level's review is recommended (C40)."""
        served = next_content(after(*ALL_MASTERED))
        assert (served.exercise, served.is_preview, served.mastery.level_review) == (exercise(101), True, True)
        assert served.reason.code is ReasonCode.LEVEL_FINISHED

    def test_preview_does_not_count_for_the_level(self) -> None:
        """It is passed over, and the level stays what it is."""
        served = next_content(after(*ALL_MASTERED, (101, 1.0)))
        assert (served.exercise, served.is_preview) == (exercise(102), True)

    def test_preview_counts_once_the_level_is_confirmed(self) -> None:
        """Then the next level is the level."""
        promoted = replace(after(*ALL_MASTERED, (101, 1.0)), level=NEXT_LEVEL, next_level=None)
        served = next_content(promoted)
        assert (served.exercise, served.is_preview) == (exercise(102), False)

    def test_reason_names_work_that_awaits_marks(self) -> None:
        """The level is over for the student, not yet for the assessor."""
        served = next_content(after(*ALL_MASTERED[1:], (1, None, UNDER_REVIEW)))
        assert (served.reason.code, served.is_preview) == (ReasonCode.LEVEL_AWAITS_MARKS, True)
        assert "1 exercise still to be marked" in served.reason.text

    def test_stuck_exercise_is_named_and_holds_up_the_review(self) -> None:
        """The tutor looks at it first."""
        served = next_content(after(*[(1, 0.1)] * 4, *ALL_MASTERED[1:3], *[(4, 0.0)] * 4, (5, 1.0), (6, 1.0)))
        assert (served.reason.code, served.mastery.level_review) == (ReasonCode.LEVEL_FINISHED_BUT_STUCK, False)
        assert "2 exercises" in served.reason.text

    def test_preview_stands_between_two_tries_of_the_only_exercise_left(self) -> None:
        """Never the same twice in a row; afterwards it comes back."""
        between = next_content(after(*ALL_MASTERED[1:], (1, 0.5)))
        assert (between.exercise, between.is_preview) == (exercise(101), True)
        assert between.reason.code is ReasonCode.BETWEEN_TRIES
        assert number_served(after(*ALL_MASTERED[1:], (1, 0.5), (101, 0.2))) == 1

    def test_only_exercise_anywhere_comes_back_at_once(self) -> None:
        """Rather than stalling."""
        assert number_served(replace(after(*ALL_MASTERED[1:], (1, 0.5)), next_level=None)) == 1

    def test_nothing_is_left_after_the_last_level(self) -> None:
        """Neither exercise nor lesson, but the recommendation."""
        served = next_content(replace(after(*ALL_MASTERED), next_level=None))
        assert (served.exercise, served.lesson, served.mastery.level_review) == (None, None, True)

    def test_level_without_content_says_so(self) -> None:
        """And recommends nothing."""
        served = next_content(Situation(LevelPlan(4, "Class 4", ()), None))
        assert (served.reason.code, served.mastery.level_review) == (ReasonCode.LEVEL_IS_EMPTY, False)


class TestWithoutLevel:
    """A student who has not been placed (C34)."""

    def test_nothing_can_be_served(self) -> None:
        """There is no level to take it from."""
        with pytest.raises(NotPlaced):
            next_content(Situation(None, None))

    def test_tutors_choice_needs_no_level(self) -> None:
        """Nobody waits."""
        assert number_served(Situation(None, None, assigned=(assigned(500),))) == 500


def test_begun_preview_is_gone_on_with() -> None:
    """A preview that was started stays the preview."""
    served = next_content(after(*ALL_MASTERED, (103, None, IN_PROGRESS)))
    assert (served.exercise, served.is_preview) == (exercise(103), True)
