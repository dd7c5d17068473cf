"""Which of a tutor's assignments count now, and what of them is still to do (R171, R172, C17, C56)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core_service.work.rules.plans import PlannedExercise, PlannedLesson
from core_service.work.rules.states import AssignmentScope
from core_service.work.rules.tries import Try

LONGEST_REASON = 500
"""Characters."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """An active assignment of an exercise, which comes as the only one of its lesson, or of a whole lesson."""

    id: UUID
    lesson: PlannedLesson
    exercise: PlannedExercise | None
    scope: AssignmentScope
    session_id: UUID | None
    overrides_auto_sequence: bool
    assigned_at: datetime
    tutor_name: str
    reason: str | None

    @property
    def title(self) -> str:
        """What was assigned, by name."""
        return self.exercise.title if self.exercise else self.lesson.title

    def counts_in(self, session_id: UUID | None) -> bool:
        """Other sessions' assignments are not this session's business (C17)."""
        return self.scope is AssignmentScope.PERSISTENT or (session_id is not None and self.session_id == session_id)

    def to_do(self, tries: Iterable[Try]) -> PlannedExercise | PlannedLesson | None:
        """What the student does next for it, None once everything has been handed in since it was assigned.

        A reading is done when it is marked read, which ends the assignment itself.
        """
        handed_in = {
            each.exercise_id
            for each in tries
            if each.submitted_at is not None and each.submitted_at >= self.assigned_at
        }
        if self.exercise is not None:
            return None if self.exercise.id in handed_in else self.exercise
        if self.lesson.is_read_first or not self.lesson.exercises:
            return self.lesson
        return next((each for each in self.lesson.exercises if each.id not in handed_in), None)


def assignments_to_do(assigned: Iterable[Assigned], tries: Sequence[Try], session_id: UUID | None) -> list[Assigned]:
    """The ones that count in this session, or at home, and are not done: latest first (R172)."""
    open_ones = [each for each in assigned if each.counts_in(session_id) and each.to_do(tries) is not None]
    return sorted(open_ones, key=lambda each: (each.assigned_at, each.id), reverse=True)
