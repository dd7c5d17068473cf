"""Marks answers: question by question, partly right where a question has parts (R161 to R164, C14, C16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from core_service.catalogue.rules import ExerciseType
from core_service.work.rules.answers import is_blank
from core_service.work.rules.numerals import read_numeral, same_number
from core_service.work.rules.questions import Question
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.texts import same_choice, same_text

_PERCENT_WORDS = ("%", "per cent", "percent")


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """One question's result; `is_correct` and `score` are None where a person marks."""

    question_index: int
    answer: Any
    is_correct: bool | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Grade:
    """A graded attempt; `score` is the automatic part of `max_score`, None for work on paper."""

    status: AttemptStatus
    score: float | None
    answers: tuple[MarkedAnswer, ...]

    @property
    def is_automatic(self) -> bool:
        """Whether nobody else needs to look at it."""
        return self.status is AttemptStatus.AUTO_GRADED


def grade(
    exercise_type: ExerciseType, questions: Sequence[Question], answers: Mapping[int, Any], max_score: float
) -> Grade:
    """Marks readable answers (see `checked_answers`); score = Σ points × fraction ÷ Σ points × max_score."""
    fractions = [fraction_right(question, answers.get(index)) for index, question in enumerate(questions)]
    marked = tuple(
        MarkedAnswer(
            question_index=index,
            answer=answers.get(index),
            is_correct=None if fraction is None else fraction == 1,
            score=None if fraction is None else round(question.points * fraction, 2),
        )
        for index, (question, fraction) in enumerate(zip(questions, fractions, strict=True))
    )
    status = _status(exercise_type, questions)
    if status is AttemptStatus.SUBMITTED:
        return Grade(status, None, marked)
    possible = sum(question.points for question in questions)
    earned = sum(question.points * (part or 0) for question, part in zip(questions, fractions, strict=True))
    return Grade(status, round(earned / possible * max_score, 2) if possible else 0.0, marked)


def _status(exercise_type: ExerciseType, questions: Sequence[Question]) -> AttemptStatus:
    types = {exercise_type, *(question.type for question in questions)}
    if ExerciseType.WORKSHEET in types:
        return AttemptStatus.SUBMITTED
    if all(question.is_objective for question in questions):
        return AttemptStatus.AUTO_GRADED
    return AttemptStatus.UNDER_REVIEW


def fraction_right(question: Question, answer: Any) -> float | None:
    """How much of a question is right, from 0 to 1; None where a person decides."""
    if is_blank(answer):
        return 0
    accepted = question.expected.accepted
    match question.type:
        case ExerciseType.MULTIPLE_CHOICE:
            return float(any(same_choice(answer, str(right)) for right in accepted))
        case ExerciseType.FILL_IN_BLANK:
            return _blanks_right(question, answer)
        case ExerciseType.NUMERICAL:
            return float(any(_is_number(question, answer, right) for right in accepted))
        case ExerciseType.MATCHING:
            return max((_pairs_right(question, answer, right) for right in accepted), default=0)
        case ExerciseType.SHORT_ANSWER | ExerciseType.LONG_ANSWER | ExerciseType.WORKSHEET:
            return None
        case _:
            assert_never(question.type)


def _blanks_right(question: Question, answer: str | list[str | None]) -> float:
    given = [answer] if isinstance(answer, str) else answer
    right = sum(
        text is not None and any(same_text(text, accepted) for accepted in accepted_here)
        for text, accepted_here in zip(given, _accepted_by_blank(question), strict=True)
    )
    return right / question.blanks


def _accepted_by_blank(question: Question) -> list[list[str]]:
    """For each blank the texts that fill it; a single blank's variants need no list around them."""
    expected = question.expected
    if not isinstance(expected.answer, list):
        return [[str(text) for text in expected.accepted]]
    if question.blanks == 1 and not any(isinstance(variant, list) for variant in expected.variants):
        return [[*expected.answer, *expected.variants]]
    variants = [*expected.variants, *([[]] * question.blanks)]
    return [[text, *more] for text, more in zip(expected.answer, variants, strict=False)]


def _is_number(question: Question, answer: object, expected: object) -> bool:
    """Numbers compare by value; what cannot be read as one, such as `x > 3` or `2 : 5`, as text without its spaces."""
    given, wanted = read_numeral(answer), read_numeral(expected)
    if given is None or wanted is None:
        return same_text("".join(str(answer).split()), "".join(str(expected).split()))
    asks_percent = any(word in question.text.casefold() for word in _PERCENT_WORDS)
    unit = question.unit or ("%" if given.unit == "%" and asks_percent else "")
    return same_number(given, wanted, unit=unit, tolerance=question.expected.tolerance)


def _pairs_right(question: Question, answer: Mapping[str, str | None], expected: Mapping[str, str]) -> float:
    right = sum(
        option is not None and text in expected and same_choice(option, expected[text])
        for text, option in answer.items()
    )
    return right / len(question.left) if question.left else 0.0
