"""Whether an exercise can be given to students: its own answers earn full marks, and everybody can read it (C14, C16).

Everything that is wrong is named with its path, so that an author can mend it: `questions.2.options`,
`expectedAnswers.0.acceptableVariants.1`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core_service.catalogue.rules import ExerciseType
from core_service.foundation.errors import FieldError
from core_service.work.rules.answers import is_blank, shape_problems
from core_service.work.rules.grading import fraction_right
from core_service.work.rules.questions import Expected, Question, questions_of
from core_service.work.rules.texts import same_choice

BLANK = re.compile(r"_{3,}")
_BLANK_AFTER_THE_TEXT = (0, 1)
"""Marked and answered: a single blank needs no mark, pages show it at the end."""

_FEWEST_OPTIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An exercise as its author has written it, in the form in which it is stored."""

    exercise_type: ExerciseType
    questions: Sequence[Mapping[str, Any]]
    expected_answers: Sequence[Mapping[str, Any]]


def draft_problems(draft: Draft) -> Iterator[FieldError]:
    """All that keeps an exercise from being published; nothing for a good one."""
    if not draft.questions:
        yield FieldError("questions", "an exercise asks at least one question")
        return
    if len(draft.expected_answers) > len(draft.questions):
        yield FieldError("expectedAnswers", "there are more answers than questions")
    if draft.exercise_type not in {ExerciseType(each["type"]) for each in draft.questions}:
        yield FieldError("exerciseType", "none of the questions has the exercise's type")
    questions = questions_of(draft.questions, draft.expected_answers[: len(draft.questions)])
    for index, (question, stored) in enumerate(zip(questions, draft.questions, strict=True)):
        yield from _reading_problems(f"questions.{index}", stored)
        yield from _form_problems(f"questions.{index}", question)
        yield from _answer_problems(f"expectedAnswers.{index}", question)


def _reading_problems(path: str, stored: Mapping[str, Any]) -> Iterator[FieldError]:
    """What a child who sees no pictures would miss (R137); formulas are read aloud even where no speech is written."""
    if not stored["question"].strip():
        yield FieldError(f"{path}.question", "the question has no words")
    yield from _picture_problems(path, stored)
    for place, option in enumerate(stored.get("options") or ()):
        if isinstance(option, Mapping):
            yield from _picture_problems(f"{path}.options.{place}", option)


def _picture_problems(path: str, shown: Mapping[str, Any]) -> Iterator[FieldError]:
    if shown.get("image") and not (shown.get("imageAlt") or "").strip():
        yield FieldError(f"{path}.imageAlt", "a picture has words for those who do not see it")


def _form_problems(path: str, question: Question) -> Iterator[FieldError]:
    for place, text in enumerate(question.options):
        if not text.strip():
            yield FieldError(f"{path}.options.{place}", "the option has no words")
    match question.type:
        case ExerciseType.MULTIPLE_CHOICE:
            if len(question.options) < _FEWEST_OPTIONS:
                yield FieldError(f"{path}.options", "there is nothing to choose between")
            if _has_twins(question.options):
                yield FieldError(f"{path}.options", "two options are the same")
        case ExerciseType.MATCHING:
            yield from _matching_problems(path, question)
        case ExerciseType.FILL_IN_BLANK:
            blanks = len(BLANK.findall(question.text))
            if blanks != question.blanks and (blanks, question.blanks) != _BLANK_AFTER_THE_TEXT:
                yield FieldError(
                    f"{path}.question",
                    f"has {blanks} blanks (three underscores each), and {question.blanks} are answered",
                )
        case _:
            pass


def _matching_problems(path: str, question: Question) -> Iterator[FieldError]:
    if len(question.left) < _FEWEST_OPTIONS:
        yield FieldError(f"{path}.left", "there is nothing to match")
    if _has_twins(question.left):
        yield FieldError(f"{path}.left", "two texts are the same")
    if _has_twins(question.options):
        yield FieldError(f"{path}.options", "two options are the same")
    if len(question.options) < len(question.left):
        yield FieldError(f"{path}.options", "each text on the left needs an option")


def _has_twins(texts: Sequence[str]) -> bool:
    return any(same_choice(text, other) for place, text in enumerate(texts) for other in texts[:place])


def _answer_problems(path: str, question: Question) -> Iterator[FieldError]:
    """An objective question's own answer, and each of its variants, must earn full marks."""
    expected = question.expected
    if not question.is_objective:
        if expected.answer is not None:
            yield from shape_problems(question, f"{path}.answer", expected.answer)
        return
    if is_blank(expected.answer):
        yield FieldError(f"{path}.answer", "is missing: the core grades this question by itself")
        return
    yield from _graded(f"{path}.answer", question, expected.answer)
    for place, variant in enumerate(_whole_variants(question)):
        yield from _graded(f"{path}.acceptableVariants.{place}", question, variant)


def _graded(path: str, question: Question, answer: Any) -> Iterator[FieldError]:
    problems = list(shape_problems(question, path, answer))
    yield from problems
    if not problems and fraction_right(question, answer) != 1:
        yield FieldError(path, "would not earn full marks")
    elif not problems and question.type is ExerciseType.MULTIPLE_CHOICE and not _is_offered(question, answer):
        yield FieldError(path, "is none of the options")


def _is_offered(question: Question, answer: Any) -> bool:
    return any(same_choice(str(answer), option) for option in question.options)


def _whole_variants(question: Question) -> Iterator[Any]:
    """Variants as a student would give them: those of several blanks stand in lists, one for each blank."""
    expected: Expected = question.expected
    has_lists = isinstance(expected.answer, list) and any(isinstance(each, list) for each in expected.variants)
    if not has_lists:
        is_single = isinstance(expected.answer, list) and question.blanks == 1
        yield from ([each] if is_single and isinstance(each, str) else each for each in expected.variants)
        return
    for blank, texts in enumerate(expected.variants):
        given = list(expected.answer)
        if blank < len(given) and isinstance(texts, list) and texts:
            given[blank] = texts[0]
        yield given if blank < len(expected.answer) else None
