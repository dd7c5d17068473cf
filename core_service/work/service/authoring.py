"""Writing exercises: what is published can be graded, and trying one out grades it for real without an attempt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.catalogue.errors import NotGradable
from core_service.catalogue.models import Exercise
from core_service.catalogue.rules import ExerciseType
from core_service.catalogue.service.exercises import change_exercise, create_exercise
from core_service.work.rules.answers import checked_answers
from core_service.work.rules.authoring import Draft, draft_problems
from core_service.work.rules.grading import Grade, grade
from core_service.work.rules.questions import questions_of


@dataclass(frozen=True, slots=True)
class Trial:
    """What a student would have been told."""

    grade: Grade
    max_score: float
    explanation: str | None
    explanations: Sequence[str | None]


def write_exercise(
    db: Session, actor: Actor, *, lesson_id: UUID, position: int | None, values: Mapping[str, Any]
) -> Exercise:
    """A new exercise; published at once only if it can be graded. Raises NotGradable, Invalid, PermissionMissing."""
    _demand_gradable(values)
    return create_exercise(db, actor, lesson_id=lesson_id, position=position, values=values)


def rewrite_exercise(db: Session, actor: Actor, *, exercise: Exercise, values: Mapping[str, Any]) -> None:
    """Changes a locked exercise; while it is in use it stays gradable. Raises NotGradable."""
    _demand_gradable({**_stored(exercise), **values})
    change_exercise(db, actor, exercise=exercise, values=values)


def _stored(exercise: Exercise) -> dict[str, Any]:
    names = ("exercise_type", "questions", "expected_answers", "is_active")
    return {name: getattr(exercise, name) for name in names}


def _demand_gradable(values: Mapping[str, Any]) -> None:
    """What is out of use may be unfinished."""
    if values["is_active"] and (problems := list(draft_problems(draft_of(values)))):
        raise NotGradable(problems)


def draft_of(values: Mapping[str, Any]) -> Draft:
    """The part of an exercise that is checked."""
    return Draft(
        exercise_type=values["exercise_type"],
        questions=values["questions"],
        expected_answers=values["expected_answers"] or (),
    )


def try_exercise(
    *,
    exercise_type: ExerciseType,
    questions: Sequence[Mapping[str, Any]],
    expected_answers: Sequence[Mapping[str, Any]] | None,
    explanation: str | None,
    max_score: int,
    answers: object,
) -> Trial:
    """Grades as a student's answers are graded, and keeps nothing. Raises InvalidAnswer."""
    read = questions_of(questions, expected_answers)
    given = checked_answers(read, answers)
    expected = list(expected_answers or ())
    explanations = [expected[index].get("explanation") if index < len(expected) else None for index in range(len(read))]
    return Trial(grade(exercise_type, read, given, max_score), max_score, explanation, explanations)
