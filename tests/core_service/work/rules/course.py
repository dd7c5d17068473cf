"""A course as plain values, and a student who works through it as next content says."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from core_service.catalogue.rules import ContentType
from core_service.work.rules.assignments import Assigned
from core_service.work.rules.next_content import NextContent, Situation, next_content
from core_service.work.rules.plans import LevelPlan, PlannedExercise, PlannedLesson
from core_service.work.rules.states import AssignmentScope, AttemptStatus
from core_service.work.rules.tries import Try

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
READING, EXERCISE = ContentType.READING, ContentType.EXERCISE


def exercise(number: int) -> PlannedExercise:
    """An exercise by its number."""
    return PlannedExercise(UUID(int=number), f"Exercise {number}")


def lesson(number: int, exercises: range, *, unit: int, content_type: ContentType = EXERCISE) -> PlannedLesson:
    """A lesson by its number, with exercises by theirs."""
    return PlannedLesson(
        id=UUID(int=number),
        title=f"Lesson {number}",
        content_type=content_type,
        unit_id=UUID(int=unit),
        unit_title=f"Unit {unit}",
        estimated_mins=5,
        exercises=tuple(map(exercise, exercises)),
    )


def level_plan(level: int, *, units: int, first_exercise: int, readings: bool = False) -> LevelPlan:
    """Units of two lessons of three exercises each; the first lesson a reading if asked for."""
    lessons = []
    for unit in range(units):
        start, base = first_exercise + unit * 6, 1000 * level + unit * 10
        kind = READING if readings else EXERCISE
        lessons.append(lesson(base + 1, range(start, start + 3), unit=base, content_type=kind))
        lessons.append(lesson(base + 2, range(start + 3, start + 6), unit=base))
    return LevelPlan(level, f"Class {level}", tuple(lessons))


def assigned(number: int, *, minute: int = 0, **changes: object) -> Assigned:
    """A persistent override with exercise `number`, unless changed."""
    base = Assigned(
        id=UUID(int=90_000 + number),
        lesson=lesson(9000, range(number, number + 1), unit=900),
        exercise=exercise(number),
        scope=AssignmentScope.PERSISTENT,
        session_id=None,
        overrides_auto_sequence=True,
        assigned_at=START + timedelta(minutes=minute),
        tutor_name="Helen",
        reason=None,
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # the fields of Assigned, by name


def attempt(number: int, ratio: float | None, *, minute: int, status: AttemptStatus | None = None) -> Try:
    """A try that was handed in, or with status IN_PROGRESS only begun."""
    state = status or AttemptStatus.AUTO_GRADED
    begun = START + timedelta(minutes=minute)
    is_open = state is AttemptStatus.IN_PROGRESS
    return Try(UUID(int=number), state, ratio, begun, None if is_open else begun + timedelta(seconds=30))


@dataclass
class Student:
    """Does whatever comes next, and remembers what was served."""

    situation: Situation
    served: list[NextContent] = field(default_factory=list)

    def look(self) -> NextContent:
        """What comes next now."""
        return next_content(self.situation)

    def work(self, ratio: float | None, status: AttemptStatus = AttemptStatus.AUTO_GRADED) -> NextContent:
        """Does what comes next: reads the lesson, or hands in the exercise with this result."""
        served = self.look()
        self.served.append(served)
        if served.exercise is None and served.lesson is not None:
            self.situation = replace(self.situation, lessons_read=self.situation.lessons_read | {served.lesson.id})
        elif served.exercise is not None:
            begun = START + timedelta(minutes=len(self.served))
            done = Try(served.exercise.id, status, ratio, begun, begun + timedelta(seconds=30))
            self.situation = replace(self.situation, tries=(*self.situation.tries, done))
        return served

    @property
    def exercise_numbers(self) -> list[int]:
        """The numbers of the exercises that were served, in order."""
        return [each.exercise.id.int for each in self.served if each.exercise is not None]
