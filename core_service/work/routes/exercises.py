"""Writing exercises: checked and tried where grading is, then stored (R050, R073, C03)."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.catalogue import queries
from core_service.catalogue.models import Exercise
from core_service.catalogue.schemas import ExerciseSchema
from core_service.catalogue.schemas.exercises import (
    CheckSchema,
    ExerciseChange,
    ExerciseContentSchema,
    ExerciseCopyRequest,
    ExerciseMoveRequest,
    ExerciseRequest,
    TryRequest,
    TryStoredRequest,
    stored_content,
)
from core_service.catalogue.service.copies import copy_exercise
from core_service.catalogue.service.exercises import move_exercise
from core_service.catalogue.service.parts import part_to_change
from core_service.foundation.etags import Tagged, demand_unchanged, tagged
from core_service.foundation.http import Blueprint
from core_service.work.rules.authoring import draft_problems
from core_service.work.schemas.trials import TrialSchema
from core_service.work.service import authoring

blueprint = Blueprint("exercises", __name__, url_prefix="/api/exercises", description="Writing exercises")

Created = tuple[queries.ExerciseView, HTTPStatus, dict[str, str]]


@blueprint.post("")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(ExerciseRequest)
@blueprint.response(201, ExerciseSchema)
def create(db: Session, actor: Actor, wanted: dict[str, Any]) -> Created:
    """Add an exercise to a lesson; published at once only if it can be graded."""
    values = stored_content(wanted)
    lesson_id, position = values.pop("lesson_id"), values.pop("position")
    values["max_score"] = values["max_score"] or sum(each.get("points", 1) for each in values["questions"]) or 1
    exercise = authoring.write_exercise(db, actor, lesson_id=lesson_id, position=position, values=values)
    return _created(db, actor, exercise)


@blueprint.post("/check")
@requires(*queries.READS_ANSWERS)
@blueprint.arguments(ExerciseContentSchema)
@blueprint.response(200, CheckSchema)
def check(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """What would keep an exercise from being published, before it is stored."""
    return {"problems": list(draft_problems(authoring.draft_of(stored_content(wanted))))}


@blueprint.post("/try")
@requires(*queries.READS_ANSWERS)
@blueprint.arguments(TryRequest)
@blueprint.response(200, TrialSchema)
def try_draft(db: Session, actor: Actor, wanted: dict[str, Any]) -> authoring.Trial:
    """Answer what is being written: marked for real, kept nowhere."""
    return authoring.try_exercise(**stored_content(wanted))


@blueprint.post("/<uuid:exercise_id>/try")
@requires(*queries.READS_ANSWERS)
@blueprint.arguments(TryStoredRequest)
@blueprint.response(200, TrialSchema)
def try_stored(db: Session, actor: Actor, wanted: dict[str, Any], exercise_id: UUID) -> authoring.Trial:
    """Answer a stored exercise: marked for real, without an attempt."""
    exercise = queries.stored_exercise(db, exercise_id)
    return authoring.try_exercise(
        exercise_type=exercise.exercise_type,
        questions=exercise.questions,
        expected_answers=exercise.expected_answers,
        explanation=exercise.explanation,
        max_score=exercise.max_score,
        answers=wanted["answers"],
    )


@blueprint.patch("/<uuid:exercise_id>")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(ExerciseChange)
@blueprint.response(200, ExerciseSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], exercise_id: UUID) -> Tagged[queries.ExerciseView]:
    """Change an exercise, or publish it; what students have begun goes on as it was."""
    exercise = part_to_change(db, actor, Exercise, exercise_id)
    demand_unchanged(exercise)
    authoring.rewrite_exercise(db, actor, exercise=exercise, values=stored_content(wanted))
    return _shown(db, actor, exercise)


@blueprint.delete("/<uuid:exercise_id>")
@requires(Permission.CENTRE_MANAGE)
@blueprint.response(204)
def retire(db: Session, actor: Actor, exercise_id: UUID) -> None:
    """Take an exercise out of use; what was begun can be finished."""
    exercise = part_to_change(db, actor, Exercise, exercise_id)
    demand_unchanged(exercise)
    authoring.rewrite_exercise(db, actor, exercise=exercise, values={"is_active": False})


@blueprint.post("/<uuid:exercise_id>/move")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(ExerciseMoveRequest)
@blueprint.response(200, ExerciseSchema)
def move(db: Session, actor: Actor, wanted: dict[str, Any], exercise_id: UUID) -> Tagged[queries.ExerciseView]:
    """Give an exercise another place in its lesson, or in another one of the course."""
    exercise = part_to_change(db, actor, Exercise, exercise_id)
    demand_unchanged(exercise)
    move_exercise(db, actor, exercise=exercise, **wanted)
    return _shown(db, actor, exercise)


@blueprint.post("/<uuid:exercise_id>/duplicate")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(ExerciseCopyRequest)
@blueprint.response(201, ExerciseSchema)
def duplicate(db: Session, actor: Actor, wanted: dict[str, Any], exercise_id: UUID) -> Created:
    """Copy an exercise, beside itself or into another lesson; out of use until it is published."""
    return _created(db, actor, copy_exercise(db, actor, exercise_id=exercise_id, lesson_id=wanted["lesson_id"]))


def _shown(db: Session, actor: Actor, exercise: Exercise) -> Tagged[queries.ExerciseView]:
    return tagged(queries.exercise_view(db, actor, exercise.id), exercise)


def _created(db: Session, actor: Actor, exercise: Exercise) -> Created:
    view, headers = _shown(db, actor, exercise)
    return view, HTTPStatus.CREATED, headers
