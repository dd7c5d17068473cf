"""What a device is told in advance, so that a student goes on for ten minutes without a network (issue 5.3).

Good: the items come in the order in which they would be served if each were done and none were marked yet. Bad: what
depends on marks is not guessed, nothing comes twice, and a tutor's choice is not told again once it is done.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from core_service.work.rules.content_ahead import content_ahead
from core_service.work.rules.next_content import NotPlaced, ReasonCode, Situation
from core_service.work.rules.placement import PlacementGround
from core_service.work.rules.states import AttemptStatus
from tests.core_service.work.rules.course import START, assigned, attempt, level_plan

NOW = START + timedelta(hours=1)
LEVEL = level_plan(4, units=1, first_exercise=1)
NEXT_LEVEL = level_plan(5, units=1, first_exercise=101)
READINGS = level_plan(4, units=1, first_exercise=1, readings=True)


def told(situation: Situation) -> list[int]:
    """The numbers of exercises, and of lessons to read."""
    items = content_ahead(situation, now=NOW)
    return [each.exercise.id.int if each.exercise else each.lesson.id.int for each in items if each.lesson]


def test_sequence_goes_on_to_the_next_level_and_ends() -> None:
    """Each exercise once; the next level's are previews until the marks are there."""
    ahead = list(content_ahead(Situation(LEVEL, NEXT_LEVEL), now=NOW))
    assert told(Situation(LEVEL, NEXT_LEVEL)) == [1, 2, 3, 4, 5, 6, 101, 102, 103, 104, 105, 106]
    assert [each.is_preview for each in ahead] == [False] * 6 + [True] * 6


def test_reading_comes_before_its_exercises() -> None:
    """Once."""
    assert told(Situation(READINGS, None))[:4] == [4001, 1, 2, 3]


def test_open_work_comes_first_and_once() -> None:
    """It is taken as handed in like the rest."""
    begun = attempt(3, None, minute=5, status=AttemptStatus.IN_PROGRESS)
    assert told(Situation(LEVEL, None, tries=(begun,))) == [3, 1, 2, 4, 5, 6]


def test_failed_work_is_tried_again_once() -> None:
    """Whether another try is needed, its marks will say."""
    failed = attempt(1, 0.2, minute=5)
    assert told(Situation(LEVEL, None, tries=(failed,))) == [2, 1, 3, 4, 5, 6]


def test_tutors_choices_come_first_and_are_done_once() -> None:
    """The latest first, then the sequence; an assigned reading too."""
    reading = assigned(1, minute=3, exercise=None, lesson=READINGS.lessons[0])
    chosen = (assigned(5, minute=1), reading)
    assert told(Situation(LEVEL, None, assigned=chosen)) == [4001, 5, 1, 2, 3, 4, 6]


def test_placement_is_not_guessed() -> None:
    """What follows a placement exercise depends on its marks."""
    unplaced = Situation(None, None, placement=PlacementGround((LEVEL, NEXT_LEVEL), 4))
    assert [each.reason.code for each in content_ahead(unplaced, now=NOW)] == [ReasonCode.PLACEMENT]


def test_nothing_is_told_where_nothing_is_left() -> None:
    """An empty list, and for who has no place in the course the error of next content."""
    done = Situation(replace(LEVEL, lessons=()), None)
    assert told(done) == []
    with pytest.raises(NotPlaced):
        told(Situation(None, None))
