"""Which answers a client may send: the shape of each question type, and where a wrong one stands (R161, C14)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from core_service.catalogue.rules import ExerciseType
from core_service.foundation.errors import FieldError
from core_service.work.errors import InvalidAnswer
from core_service.work.rules.questions import Question

LONGEST_TEXT = 20_000
LONGEST_SHORT_TEXT = 500
"""Characters in a blank, a choice or a number: the text that a field of one line holds."""

LARGEST_NUMBER = 2**53
"""Up to here every client reads the same whole number."""

_KEYS = {"questionIndex", "answer"}


@dataclass(frozen=True, slots=True)
class Reading:
    """Answers by the index of their question, and what could not be read."""

    answers: Mapping[int, Any]
    problems: tuple[FieldError, ...]


def checked_answers(questions: Sequence[Question], submitted: object) -> Mapping[int, Any]:
    """Answers by question index. Raises InvalidAnswer with the path of every wrong one."""
    reading = read_answers(questions, submitted)
    if reading.problems:
        raise InvalidAnswer(reading.problems)
    return reading.answers


def read_answers(questions: Sequence[Question], submitted: object) -> Reading:
    """What can be read of `[{questionIndex, answer}]`: a draft at its time limit is marked as far as that goes."""
    if not isinstance(submitted, list):
        return Reading({}, (FieldError("answers", "a list of {questionIndex, answer} belongs here"),))
    answers: dict[int, Any] = {}
    problems: list[FieldError] = []
    for place, entry in enumerate(submitted):
        found = list(_entry_problems(questions, answers, f"answers.{place}", entry))
        problems += found
        if not found:
            answers[entry["questionIndex"]] = entry["answer"]
    return Reading(answers, tuple(problems))


def _entry_problems(
    questions: Sequence[Question], seen: Mapping[int, Any], path: str, entry: Any
) -> Iterator[FieldError]:
    if not isinstance(entry, dict):
        yield FieldError(path, "an object {questionIndex, answer} belongs here")
        return
    for name in sorted(entry.keys() - _KEYS):
        yield FieldError(f"{path}.{name}", "unknown field")
    if "answer" not in entry:
        yield FieldError(f"{path}.answer", "is missing; null is a question left blank")
    index = entry.get("questionIndex")
    if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < len(questions):
        yield FieldError(f"{path}.questionIndex", f"a whole number from 0 to {len(questions) - 1} belongs here")
    elif index in seen:
        yield FieldError(f"{path}.questionIndex", f"question {index} is answered twice")
    else:
        yield from shape_problems(questions[index], f"{path}.answer", entry.get("answer"))


def shape_problems(question: Question, path: str, answer: Any) -> Iterator[FieldError]:
    """What is wrong with the shape of one answer; null is always a question left blank."""
    if answer is None:
        return
    match question.type:
        case ExerciseType.MULTIPLE_CHOICE:
            yield from _text(path, answer, LONGEST_SHORT_TEXT)
        case ExerciseType.FILL_IN_BLANK:
            yield from _blanks(path, answer, question.blanks)
        case ExerciseType.NUMERICAL:
            yield from _number(path, answer)
        case ExerciseType.MATCHING:
            yield from _pairs(path, answer, question.left)
        case ExerciseType.SHORT_ANSWER | ExerciseType.LONG_ANSWER | ExerciseType.WORKSHEET:
            yield from _text(path, answer, LONGEST_TEXT)
        case _:
            assert_never(question.type)


def _number(path: str, answer: Any) -> Iterator[FieldError]:
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        if not abs(answer) <= LARGEST_NUMBER:
            yield FieldError(path, "a number of this size is written as a text")
    elif isinstance(answer, str):
        yield from _text(path, answer, LONGEST_SHORT_TEXT)
    else:
        yield FieldError(path, "a number or its text belongs here")


def _text(path: str, answer: Any, longest: int) -> Iterator[FieldError]:
    if not isinstance(answer, str):
        yield FieldError(path, "a text belongs here")
    elif len(answer) > longest:
        yield FieldError(path, f"at most {longest} characters")


def _blanks(path: str, answer: Any, blanks: int) -> Iterator[FieldError]:
    if blanks == 1 and isinstance(answer, str):
        yield from _text(path, answer, LONGEST_SHORT_TEXT)
    elif not isinstance(answer, list) or len(answer) != blanks:
        yield FieldError(path, "a text belongs here" if blanks == 1 else f"a list of {blanks} texts belongs here")
    else:
        for place, text in enumerate(answer):
            if text is not None:
                yield from _text(f"{path}.{place}", text, LONGEST_SHORT_TEXT)


def _pairs(path: str, answer: Any, left: Sequence[str]) -> Iterator[FieldError]:
    if not isinstance(answer, dict):
        yield FieldError(path, "an object from each text on the left to its option belongs here")
        return
    for text, option in answer.items():
        if text not in left:
            yield FieldError(path, f"{json.dumps(text[:80])} does not stand on the left")
        elif option is not None:
            yield from _text(f"{path}.{text}", option, LONGEST_SHORT_TEXT)


def is_blank(answer: Any) -> bool:
    """Whether nothing was answered: null, white space, or only such."""
    match answer:
        case None:
            return True
        case str():
            return not answer.strip()
        case list():
            return all(is_blank(part) for part in answer)
        case dict():
            return all(is_blank(part) for part in answer.values())
        case _:
            return False
