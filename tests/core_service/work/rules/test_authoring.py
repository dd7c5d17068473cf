"""What keeps an exercise from being published: each finding with its path (C14, C16)."""

from typing import Any

import pytest

from core_service.catalogue.rules import ExerciseType
from core_service.work.rules.authoring import Draft, draft_problems
from seed.demo.content_files import course_contents
from tests.factories.content import QUESTIONS


def paths(question: dict[str, Any], expected: dict[str, Any], kind: ExerciseType | None = None) -> list[str]:
    """Where something is wrong."""
    draft = Draft(
        exercise_type=kind or ExerciseType(question["type"]), questions=[question], expected_answers=[expected]
    )
    return [each.path for each in draft_problems(draft)]


CHOICE = {"question": "2 + 2?", "type": "MULTIPLE_CHOICE", "options": ["3", "4"]}
BLANK = {"question": "A ___ barks.", "type": "FILL_IN_BLANK"}
BLANKS = {"question": "___ and ___.", "type": "FILL_IN_BLANK"}
NUMBER = {"question": "10 / 4?", "type": "NUMERICAL"}
PAIRS = {"question": "Match.", "type": "MATCHING", "left": ["cat", "dog"], "options": ["puppy", "kitten"]}
TEXT = {"question": "Why?", "type": "SHORT_ANSWER"}
ANSWER, VARIANT = "expectedAnswers.0.answer", "expectedAnswers.0.acceptableVariants"


@pytest.mark.parametrize("kind", list(ExerciseType))
def test_good_question_of_each_type_passes(kind: ExerciseType) -> None:
    """As tests and pages know them."""
    question, expected, _ = QUESTIONS[kind]
    assert paths(question, expected) == []


def test_every_exercise_of_the_demo_passes() -> None:
    """The rules fit what is taught."""
    for content in course_contents():
        for exercise in content.exercises:
            draft = Draft(
                exercise_type=ExerciseType(exercise.exercise_type),
                questions=exercise.questions,
                expected_answers=exercise.expected_answers,
            )
            assert list(draft_problems(draft)) == [], exercise.title


@pytest.mark.parametrize(
    ("question", "expected", "found"),
    [
        (CHOICE, {}, [ANSWER]),
        (CHOICE, {"answer": " "}, [ANSWER]),
        (CHOICE, {"answer": "5"}, [ANSWER]),
        (CHOICE, {"answer": 4}, [ANSWER]),
        (CHOICE, {"answer": "4", "acceptableVariants": ["four"]}, [f"{VARIANT}.0"]),
        (CHOICE | {"options": ["4"]}, {"answer": "4"}, ["questions.0.options"]),
        (CHOICE | {"options": ["4", "4 "]}, {"answer": "4"}, ["questions.0.options"]),
        (CHOICE | {"options": ["4", " "]}, {"answer": "4"}, ["questions.0.options.1"]),
        (BLANK, {"answer": ["dog", "cat"]}, ["questions.0.question"]),
        (BLANK | {"question": "A dog barks."}, {"answer": "dog"}, []),
        (BLANK | {"question": "A dog barks."}, {"answer": ["dog", "barks"]}, ["questions.0.question"]),
        (BLANK, {"answer": "dog", "acceptableVariants": ["hound", 3]}, [f"{VARIANT}.1"]),
        (BLANKS, {"answer": ["salt", "pepper"], "acceptableVariants": [["Salt"], ["spice"]]}, []),
        (BLANKS, {"answer": "salt"}, ["questions.0.question"]),
        (NUMBER, {"answer": "5/2", "acceptableVariants": [2.5, "2 1/2"], "tolerance": 0.01}, []),
        (NUMBER, {"answer": True}, [ANSWER]),
        (PAIRS, {"answer": {"cat": "kitten"}}, [ANSWER]),
        (PAIRS, {"answer": {"cat": "kitten", "cow": "calf"}}, [ANSWER]),
        (PAIRS | {"left": ["cat"]}, {"answer": {"cat": "kitten"}}, ["questions.0.left"]),
        (PAIRS | {"options": ["kitten"]}, {"answer": {"cat": "kitten", "dog": "kitten"}}, ["questions.0.options"]),
        (TEXT, {}, []),
        (TEXT, {"answer": 7}, [ANSWER]),
        (TEXT | {"question": "  "}, {}, ["questions.0.question"]),
        (TEXT | {"question": "What is $\\frac{1}{2}$?"}, {}, []),
        (TEXT | {"image": "fox.png"}, {}, ["questions.0.imageAlt"]),
        (
            CHOICE | {"options": [{"text": "3", "image": "three.png"}, "4"]},
            {"answer": "4"},
            ["questions.0.options.0.imageAlt"],
        ),
    ],
)
def test_each_fault_is_named_with_its_place(
    question: dict[str, Any], expected: dict[str, Any], found: list[str]
) -> None:
    """And a good one has none."""
    assert paths(question, expected) == found


def test_exercise_asks_something_of_its_own_type() -> None:
    """Without questions, with too many answers, or with questions of other types alone."""
    empty = Draft(exercise_type=ExerciseType.NUMERICAL, questions=[], expected_answers=[])
    assert [each.path for each in draft_problems(empty)] == ["questions"]
    twice = Draft(exercise_type=ExerciseType.SHORT_ANSWER, questions=[TEXT], expected_answers=[{}, {}])
    assert [each.path for each in draft_problems(twice)] == ["expectedAnswers"]
    assert paths(CHOICE, {"answer": "4"}, ExerciseType.NUMERICAL) == ["exerciseType"]
