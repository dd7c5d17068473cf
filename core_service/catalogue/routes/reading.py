"""Reading the catalogue: the scale of levels, the exercise picker, exercises and lessons."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.catalogue import queries
from core_service.catalogue.schemas import (
    ExercisePage,
    ExerciseSchema,
    GradeLevels,
    LessonSchema,
    PickerSchema,
)
from core_service.foundation.etags import tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import cursor_of, page

blueprint = Blueprint("catalogue", __name__, url_prefix="/api", description="Courses, lessons and exercises")


@blueprint.get("/levels")
@requires(*queries.READS_ANSWERS, Permission.SESSION_VIEW_STUDENTS, Permission.OWN_WORK, Permission.CHILD_VIEW)
@blueprint.response(200, GradeLevels)
def levels(db: Session, actor: Actor) -> dict[str, Any]:
    """The scale of levels, the same for all centres."""
    return {"items": queries.grade_levels(db)}


@blueprint.get("/exercises")
@requires(*queries.READS_ANSWERS)
@blueprint.arguments(PickerSchema, location="query")
@blueprint.response(200, ExercisePage)
def exercises(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Exercises to choose from, in the order in which they are taught."""
    query = queries.PickerQuery(
        course_id=wanted["course_id"],
        level=wanted["level"],
        words=wanted["q"],
        student_id=wanted["student_id"],
        lesson_id=wanted["lesson_id"],
        include_inactive=wanted["include_inactive"],
    )
    found = queries.exercises_to_pick(db, query, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    shown, next_cursor = page(found, wanted["limit"], lambda row: row[1])
    return {"items": [summary for summary, _ in shown], "next_cursor": next_cursor}


@blueprint.get("/exercises/<uuid:exercise_id>")
@requires(*queries.READS_ANSWERS, Permission.OWN_WORK)
@blueprint.response(200, ExerciseSchema)
def exercise(db: Session, actor: Actor, exercise_id: UUID) -> tuple[queries.ExerciseView, dict[str, str]]:
    """One exercise with its questions; for staff with its expected answers."""
    view = queries.exercise_view(db, actor, exercise_id)
    return tagged(view, queries.stored_exercise(db, exercise_id))


@blueprint.get("/exercises/<uuid:exercise_id>/preview")
@requires(*queries.READS_ANSWERS)
@blueprint.response(200, ExerciseSchema)
def preview(db: Session, actor: Actor, exercise_id: UUID) -> queries.ExerciseView:
    """One exercise exactly as a student receives it, in use or not: without its key."""
    return queries.student_preview(db, exercise_id)


@blueprint.get("/lessons/<uuid:lesson_id>")
@requires(*queries.READS_ANSWERS, Permission.OWN_WORK)
@blueprint.response(200, LessonSchema)
def lesson(db: Session, actor: Actor, lesson_id: UUID) -> queries.LessonView:
    """One lesson with what it says and its exercises."""
    return queries.lesson_view(db, actor, lesson_id)
