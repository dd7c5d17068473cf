"""The closed sets of the catalogue (R025, R028) and what each exercise type means for grading (C14, C16)."""

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
