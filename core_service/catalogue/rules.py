"""The closed sets of the catalogue (R025, R028) and what each exercise type means for grading (C14, C16)."""

from enum import StrEnum


class ExerciseType(StrEnum):
    """How a question is shown and answered (R025)."""

    MULTIPLE_CHOICE = "MULTIPLE_CHOICE"
    FILL_IN_BLANK = "FILL_IN_BLANK"
    SHORT_ANSWER = "SHORT_ANSWER"
    LONG_ANSWER = "LONG_ANSWER"
    NUMERICAL = "NUMERICAL"
    MATCHING = "MATCHING"
    WORKSHEET = "WORKSHEET"


class ContentType(StrEnum):
    """What a lesson consists of (R028)."""

    READING = "READING"
    EXERCISE = "EXERCISE"
    WORKSHEET = "WORKSHEET"
    VIDEO_LESSON = "VIDEO_LESSON"
    INTERACTIVE = "INTERACTIVE"


OBJECTIVE_TYPES = frozenset(
    {
        ExerciseType.MULTIPLE_CHOICE,
        ExerciseType.FILL_IN_BLANK,
        ExerciseType.NUMERICAL,
        ExerciseType.MATCHING,
    }
)
"""Types that the core grades by itself (R161, C14); the others wait for a person."""
