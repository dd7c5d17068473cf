"""Every objective question of the courses, put through the real grading: its own answer is right, others are not."""

from collections.abc import Iterator
from typing import Any

import pytest

from core_service.catalogue.rules import ExerciseType
from core_service.work.rules.answers import checked_answers
from core_service.work.rules.grading import Grade, grade
from core_service.work.rules.questions import Question, questions_of
from core_service.work.rules.states import AttemptStatus
from seed.demo.content_files import CourseLevelContent, ExerciseContent, course_contents

CONTENTS = course_contents()
UNHEARD_OF = "qwertzuiop"

each_content = pytest.mark.parametrize("content", CONTENTS, ids=lambda content: f"{content.course}-{content.level}")


def graded(exercise: ExerciseContent, answers: dict[int, Any]) -> Grade:
    """The exercise's grade for these answers, sent as a client sends them."""
    questions = questions_of(exercise.questions, exercise.expected_answers)
    submitted = [{"questionIndex": index, "answer": answer} for index, answer in answers.items()]
    readable = checked_answers(questions, submitted)
    return grade(ExerciseType(exercise.exercise_type), questions, readable, exercise.max_score)


def graded_alone(question: Question, answer: object) -> Grade:
    """The grade of one question as an exercise of its own with one point."""
    return grade(question.type, [question], {0: answer}, 1)


def objective_questions(content: CourseLevelContent) -> Iterator[tuple[Question, dict[str, Any]]]:
    """Each question that the core marks, with its stored form."""
    for exercise in content.exercises:
        for question, stored in zip(
            questions_of(exercise.questions, exercise.expected_answers), exercise.questions, strict=True
        ):
            if question.is_objective:
                yield question, stored


def wrong_answers(question: Question, stored: dict[str, Any]) -> Iterator[object]:
    """Answers that must not earn full marks."""
    expected = question.expected.answer
    match question.type:
        case ExerciseType.MULTIPLE_CHOICE:
            yield from (option for option in stored["options"] if option != expected)
        case ExerciseType.FILL_IN_BLANK if isinstance(expected, list):
            yield from ([*expected[:place], UNHEARD_OF, *expected[place + 1 :]] for place in range(len(expected)))
        case ExerciseType.MATCHING:
            first, second = question.left[:2]
            yield {**expected, first: expected[second], second: expected[first]}
        case ExerciseType.NUMERICAL if isinstance(expected, int | float):
            yield from (expected + 1, expected - 1, -expected - 1)
        case _:
            yield UNHEARD_OF


@each_content
def test_the_expected_answers_earn_full_marks(content: CourseLevelContent) -> None:
    """Whoever answers as the author expects gets the maximum, at once where nobody else must look."""
    for exercise in content.exercises:
        if exercise.is_auto_gradable:
            answers = {index: expected["answer"] for index, expected in enumerate(exercise.expected_answers)}
            result = graded(exercise, answers)
            assert (result.status, result.score) == (AttemptStatus.AUTO_GRADED, exercise.max_score), exercise.title


@each_content
def test_every_variant_earns_full_marks(content: CourseLevelContent) -> None:
    """What the author accepts besides is accepted."""
    for question, _ in objective_questions(content):
        expected = question.expected
        if isinstance(expected.answer, list):
            for place, variants in enumerate(expected.variants):
                for variant in variants:
                    answer = [*expected.answer[:place], variant, *expected.answer[place + 1 :]]
                    assert graded_alone(question, answer).score == 1, (question.text, variant)
        else:
            for variant in expected.variants:
                assert graded_alone(question, variant).score == 1, (question.text, variant)


@each_content
def test_wrong_answers_earn_less(content: CourseLevelContent) -> None:
    """No distractor, no exchanged pair, no number beside the right one gets the full point."""
    for question, stored in objective_questions(content):
        for answer in wrong_answers(question, stored):
            result = graded_alone(question, answer)
            assert result.score is not None
            assert result.score < 1, (question.text, answer)


@each_content
def test_blank_answers_earn_nothing(content: CourseLevelContent) -> None:
    """An exercise handed in empty scores zero where the core marks it."""
    for exercise in content.exercises:
        if exercise.is_auto_gradable:
            assert graded(exercise, {}).score == 0, exercise.title


@each_content
def test_work_for_a_person_waits_for_one(content: CourseLevelContent) -> None:
    """Short and long answers go to the assessor, sheets of paper have no automatic score (C14, C16)."""
    for exercise in content.exercises:
        if not exercise.is_auto_gradable:
            result = graded(exercise, {})
            on_paper = exercise.exercise_type == ExerciseType.WORKSHEET
            assert result.status is (AttemptStatus.SUBMITTED if on_paper else AttemptStatus.UNDER_REVIEW)
