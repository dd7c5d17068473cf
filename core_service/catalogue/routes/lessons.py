"""Lessons of a unit: listed, made, changed, moved, copied (R049)."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.catalogue import queries
from core_service.catalogue.models import Lesson
from core_service.catalogue.schemas.authoring import (
    AuthoredLessonSchema,
    LessonChange,
    LessonCopyRequest,
    LessonMoveRequest,
    LessonPage,
    LessonQuery,
    LessonRequest,
)
from core_service.catalogue.service import units as changes
from core_service.catalogue.service.copies import copy_lesson
from core_service.catalogue.service.parts import change_part, part_to_change
from core_service.foundation.etags import Tagged, demand_unchanged, etag_of, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged

blueprint = Blueprint("lessons", __name__, url_prefix="/api/lessons", description="Lessons of units")

Created = tuple[Lesson, HTTPStatus, dict[str, str]]


@blueprint.get("")
@requires(*queries.READS_ANSWERS)
@blueprint.arguments(LessonQuery, location="query")
@blueprint.response(200, LessonPage)
def listed(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Lessons of the caller's centres and the franchise."""
    limit, cursor = wanted.pop("limit"), cursor_of(wanted.pop("cursor"))
    asked = queries.LessonFilter(words=wanted.pop("q"), **wanted)
    found = queries.lessons(db, asked, cursor=cursor, limit=limit)
    return paged(found, limit, lambda each: Cursor(each.lesson.created_at, each.lesson.id))


@blueprint.post("")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(LessonRequest)
@blueprint.response(201, AuthoredLessonSchema)
def create(db: Session, actor: Actor, wanted: dict[str, Any]) -> Created:
    """Add a lesson to a unit."""
    unit_id, position = wanted.pop("unit_id"), wanted.pop("position")
    return _created(changes.create_lesson(db, actor, unit_id=unit_id, position=position, values=wanted))


@blueprint.get("/<uuid:lesson_id>/source")
@requires(*queries.READS_ANSWERS)
@blueprint.response(200, AuthoredLessonSchema)
def source(db: Session, actor: Actor, lesson_id: UUID) -> Tagged[Lesson]:
    """One lesson as its author sees it, in use or not."""
    lesson = queries.lesson_by_id(db, lesson_id)
    return tagged(lesson, lesson)


@blueprint.patch("/<uuid:lesson_id>")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(LessonChange)
@blueprint.response(200, AuthoredLessonSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], lesson_id: UUID) -> Tagged[Lesson]:
    """Change a lesson, or take it in or out of use."""
    lesson = part_to_change(db, actor, Lesson, lesson_id)
    demand_unchanged(lesson)
    change_part(db, actor, lesson, wanted)
    return tagged(lesson, lesson)


@blueprint.delete("/<uuid:lesson_id>")
@requires(Permission.CENTRE_MANAGE)
@blueprint.response(204)
def retire(db: Session, actor: Actor, lesson_id: UUID) -> None:
    """Take a lesson out of use; what was done in it stays."""
    lesson = part_to_change(db, actor, Lesson, lesson_id)
    demand_unchanged(lesson)
    change_part(db, actor, lesson, {"is_active": False})


@blueprint.post("/<uuid:lesson_id>/move")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(LessonMoveRequest)
@blueprint.response(200, AuthoredLessonSchema)
def move(db: Session, actor: Actor, wanted: dict[str, Any], lesson_id: UUID) -> Tagged[Lesson]:
    """Give a lesson another place in its unit, or in another one of the course."""
    lesson = part_to_change(db, actor, Lesson, lesson_id)
    demand_unchanged(lesson)
    changes.move_lesson(db, actor, lesson=lesson, **wanted)
    return tagged(lesson, lesson)


@blueprint.post("/<uuid:lesson_id>/duplicate")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(LessonCopyRequest)
@blueprint.response(201, AuthoredLessonSchema)
def duplicate(db: Session, actor: Actor, wanted: dict[str, Any], lesson_id: UUID) -> Created:
    """Copy a lesson with its exercises, beside itself or into another unit."""
    return _created(copy_lesson(db, actor, lesson_id=lesson_id, unit_id=wanted["unit_id"]))


def _created(lesson: Lesson) -> Created:
    return lesson, HTTPStatus.CREATED, {"ETag": etag_of(lesson)}
