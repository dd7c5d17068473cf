"""The content that a student passes through, as plain values in the order in which it is taught (R010, R170)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from core_service.catalogue.rules import ContentType

READ_FIRST = frozenset({ContentType.READING, ContentType.VIDEO_LESSON, ContentType.INTERACTIVE})
"""Lessons that are gone through before their exercises; the others are their exercises."""


@dataclass(frozen=True, slots=True)
class PlannedExercise:
    """An exercise in use; who cannot be graded automatically waits for an assessor."""

    id: UUID
    title: str
    is_auto_gradable: bool = False


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    """An active lesson with its active exercises in order."""

    id: UUID
    title: str
    content_type: ContentType
    unit_id: UUID
    unit_title: str
    estimated_mins: int | None
    exercises: tuple[PlannedExercise, ...]

    @property
    def is_read_first(self) -> bool:
        """Whether the lesson itself is an item of the sequence."""
        return self.content_type in READ_FIRST

    def place_of(self, exercise: PlannedExercise) -> tuple[int, int]:
        """`exercise 3 of 8`: its place from 1, and how many there are."""
        return self.exercises.index(exercise) + 1, len(self.exercises)


@dataclass(frozen=True, slots=True)
class LevelPlan:
    """A course at one level: its lessons in the order of units and lessons."""

    level: int
    label: str
    lessons: tuple[PlannedLesson, ...]

    def exercises(self) -> Iterator[tuple[PlannedLesson, PlannedExercise]]:
        """Every exercise with its lesson, in order."""
        return ((lesson, exercise) for lesson in self.lessons for exercise in lesson.exercises)

    def without(self, unit_ids: frozenset[UUID]) -> "LevelPlan":
        """What is left when these units are passed over."""
        return replace(self, lessons=tuple(each for each in self.lessons if each.unit_id not in unit_ids))

    def units(self) -> list[tuple[UUID, list[UUID]]]:
        """The units in order, each with its exercises' ids."""
        units: dict[UUID, list[UUID]] = {}
        for lesson in self.lessons:
            units.setdefault(lesson.unit_id, []).extend(exercise.id for exercise in lesson.exercises)
        return list(units.items())
