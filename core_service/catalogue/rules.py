"""The closed sets of the catalogue (R025, R028) and what each exercise type means for grading (C14, C16)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shared.events.values import ContentType as ContentType, ExerciseType as ExerciseType

OBJECTIVE_TYPES = frozenset(
    {
        ExerciseType.MULTIPLE_CHOICE,
        ExerciseType.FILL_IN_BLANK,
        ExerciseType.NUMERICAL,
        ExerciseType.MATCHING,
    }
)
"""Types that the core grades by itself (R161, C14); the others wait for a person."""

MINUTES_PER_QUESTION = {ExerciseType.SHORT_ANSWER: 3, ExerciseType.LONG_ANSWER: 15, ExerciseType.WORKSHEET: 8}
"""Of a usual student; every other question takes one."""

_SHOWN_OF_QUESTION = ("question", "type", "options", "left", "unit", "speech", "image", "imageAlt", "points")
_SHOWN_OF_OPTION = ("text", "image", "imageAlt", "speech")


def is_auto_gradable(exercise_type: ExerciseType, questions: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the core grades the whole exercise by itself (R161, C16)."""
    types = {exercise_type, *(ExerciseType(each["type"]) for each in questions)}
    return types <= OBJECTIVE_TYPES


def slug_of(name: str) -> str:
    """A course's name as an address can hold it: letters and digits of ASCII with hyphens between (R009)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "course"


def estimated_minutes(exercise_type: ExerciseType, question_count: int, time_limit: int | None) -> int:
    """How long an exercise takes: its limit, or what its questions need."""
    return time_limit or max(1, question_count) * MINUTES_PER_QUESTION.get(exercise_type, 1)


def shown_questions(questions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Questions as they may leave for a student: only fields that are known to tell nothing about the answer."""
    return [
        {name: _shown_options(value) if name == "options" else value for name, value in _only(each, _SHOWN_OF_QUESTION)}
        for each in questions
    ]


def _shown_options(options: Sequence[str | Mapping[str, Any]]) -> list[Any]:
    return [each if isinstance(each, str) else dict(_only(each, _SHOWN_OF_OPTION)) for each in options]


def _only(fields: Mapping[str, Any], names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    return ((name, fields[name]) for name in names if name in fields)
