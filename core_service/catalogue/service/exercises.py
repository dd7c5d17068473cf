"""Exercises as they are stored; whether they can be graded is asked above, where grading is (R050)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.catalogue.models import CONTENT_FIELDS, Exercise, ExerciseRevision, Lesson
from core_service.catalogue.rules import is_auto_gradable
from core_service.catalogue.service.order import add_at, put_at
from core_service.catalogue.service.parts import change_part, course_id_of, hold_course, record_part
from core_service.foundation.errors import Invalid
from shared.ids import new_id


def create_exercise(
    db: Session, actor: Actor, *, lesson_id: UUID, position: int | None, values: Mapping[str, Any]
) -> Exercise:
    """An exercise at the end of a lesson, or at a position. Raises Invalid, PermissionMissing."""
    lesson = db.get(Lesson, lesson_id)
    if lesson is None:
        raise Invalid.field("lessonId", "is no lesson that there is")
    actor.demand(Permission.CENTRE_MANAGE, lesson.centre_id)
    hold_course(db, course_id_of(db, lesson))
    exercise = Exercise(id=new_id(), centre_id=lesson.centre_id, lesson_id=lesson.id, **values)
    exercise.is_auto_gradable = is_auto_gradable(exercise.exercise_type, exercise.questions)
    exercise.revision = 1
    add_at(db, exercise, position)
    after = {"exerciseType": exercise.exercise_type, "isActive": exercise.is_active, "order": exercise.sequence_order}
    record_part(db, actor, "CREATE", exercise, after=after)
    return exercise


def change_exercise(db: Session, actor: Actor, *, exercise: Exercise, values: Mapping[str, Any]) -> None:
    """Changes a locked exercise; other content makes a new revision, and what was begun goes on with the old one."""
    changed = {name for name, value in values.items() if getattr(exercise, name) != value}
    more: dict[str, Any] = {}
    if changed & set(CONTENT_FIELDS):
        db.add(_revision_of(exercise))
        questions = values.get("questions", exercise.questions)
        more["is_auto_gradable"] = is_auto_gradable(values.get("exercise_type", exercise.exercise_type), questions)
        more["revision"] = exercise.revision + 1
    change_part(db, actor, exercise, {**values, **more})


def _revision_of(exercise: Exercise) -> ExerciseRevision:
    content = {name: getattr(exercise, name) for name in CONTENT_FIELDS}
    return ExerciseRevision(
        id=new_id(),
        centre_id=exercise.centre_id,
        exercise_id=exercise.id,
        number=exercise.revision,
        title=exercise.title,
        **content,
    )


def move_exercise(db: Session, actor: Actor, *, exercise: Exercise, position: int, lesson_id: UUID | None) -> None:
    """Moves a locked exercise within its lesson, or to another one of the course. Raises Invalid."""
    before = {"order": exercise.sequence_order}
    if lesson_id is not None:
        lesson = db.get(Lesson, lesson_id)
        if lesson is None or course_id_of(db, lesson) != course_id_of(db, exercise):
            raise Invalid.field("lessonId", "is no lesson of this course")
        exercise.lesson_id = lesson.id
    put_at(db, exercise, position)
    record_part(db, actor, "MOVE", exercise, before=before, after={"order": exercise.sequence_order})
