"""Reading the catalogue: courses, the exercise picker, exercises and lessons."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.catalogue import queries
from core_service.catalogue.schemas import (
    CoursePage,
    ExercisePage,
    ExerciseSchema,
    GradeLevels,
    LessonSchema,
    PickerSchema,
)
from core_service.foundation.http import Blueprint, PageQuery
from core_service.foundation.paging import Cursor, cursor_of, page

blueprint = Blueprint("catalogue", __name__, url_prefix="/api", description="Courses, lessons and exercises")


@blueprint.get("/courses")
@requires(*queries.READS_ANSWERS, Permission.SESSION_VIEW_STUDENTS, Permission.OWN_WORK, Permission.CHILD_VIEW)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, CoursePage)
def courses(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The courses that the caller's centres teach."""
    found = queries.active_courses(db, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    shown, next_cursor = page(found, wanted["limit"], lambda course: Cursor(course.created_at, course.id))
    return {"items": shown, "next_cursor": next_cursor}


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
    """Active exercises to choose from, in the order in which they are taught."""
    query = queries.PickerQuery(wanted["course_id"], wanted["level"], wanted["q"], wanted["student_id"])
    found = queries.exercises_to_pick(db, query, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    shown, next_cursor = page(found, wanted["limit"], lambda row: row[1])
    return {"items": [summary for summary, _ in shown], "next_cursor": next_cursor}


@blueprint.get("/exercises/<uuid:exercise_id>")
@requires(*queries.READS_ANSWERS, Permission.OWN_WORK)
@blueprint.response(200, ExerciseSchema)
def exercise(db: Session, actor: Actor, exercise_id: UUID) -> queries.ExerciseView:
    """One exercise with its questions; for staff with its expected answers."""
    return queries.exercise_view(db, actor, exercise_id)


@blueprint.get("/lessons/<uuid:lesson_id>")
@requires(*queries.READS_ANSWERS, Permission.OWN_WORK)
@blueprint.response(200, LessonSchema)
def lesson(db: Session, actor: Actor, lesson_id: UUID) -> queries.LessonView:
    """One lesson with what it says and its exercises."""
    return queries.lesson_view(db, actor, lesson_id)
