"""Courses: listed, made, changed, copied, and the tree of what is in them (R046, C03)."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.catalogue import queries
from core_service.catalogue.models import Course
from core_service.catalogue.schemas import CoursePage, CourseSchema
from core_service.catalogue.schemas.authoring import (
    CourseChange,
    CourseCopyRequest,
    CourseQuery,
    CourseRequest,
    LevelsOfCourse,
    OutlineQuery,
    OutlineSchema,
)
from core_service.catalogue.service import courses as changes
from core_service.catalogue.service.parts import change_part, part_to_change
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.errors import NotFound
from core_service.foundation.etags import Tagged, demand_unchanged, etag_of, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged

blueprint = Blueprint("courses", __name__, url_prefix="/api/courses", description="Courses and their outlines")

Created = tuple[Course, HTTPStatus, dict[str, str]]
READERS = (*queries.READS_ANSWERS, Permission.SESSION_VIEW_STUDENTS, Permission.OWN_WORK, Permission.CHILD_VIEW)


@blueprint.get("")
@requires(*READERS)
@blueprint.arguments(CourseQuery, location="query")
@blueprint.response(200, CoursePage)
def listed(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The courses that the caller's centres teach; for staff, on demand, those out of use too."""
    asked = queries.CourseFilter(wanted["q"], wanted["include_inactive"])
    found = queries.courses(db, actor, asked, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    return paged(found, wanted["limit"], lambda course: Cursor(course.created_at, course.id))


@blueprint.post("")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(CourseRequest)
@blueprint.response(201, CourseSchema)
def create(db: Session, actor: Actor, wanted: dict[str, Any]) -> Created:
    """Add a course of the centre's own, or the franchise's."""
    centre_id = _owner(actor, wanted)
    return _created(changes.create_course(db, actor, centre_id=centre_id, values=wanted))


@blueprint.get("/<uuid:course_id>")
@requires(*READERS)
@blueprint.response(200, CourseSchema)
def show(db: Session, actor: Actor, course_id: UUID) -> Tagged[Course]:
    """One course."""
    course = queries.course_by_id(db, actor, course_id)
    return tagged(course, course)


@blueprint.patch("/<uuid:course_id>")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(CourseChange)
@blueprint.response(200, CourseSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], course_id: UUID) -> Tagged[Course]:
    """Change a course, or take it in or out of use."""
    course = part_to_change(db, actor, Course, course_id)
    demand_unchanged(course)
    changes.change_course(db, actor, course=course, values=wanted)
    return tagged(course, course)


@blueprint.delete("/<uuid:course_id>")
@requires(Permission.CENTRE_MANAGE)
@blueprint.response(204)
def retire(db: Session, actor: Actor, course_id: UUID) -> None:
    """Take a course out of use; what was done in it stays."""
    course = part_to_change(db, actor, Course, course_id)
    demand_unchanged(course)
    change_part(db, actor, course, {"is_active": False})


@blueprint.post("/<uuid:course_id>/duplicate")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(CourseCopyRequest)
@blueprint.response(201, CourseSchema)
def duplicate(db: Session, actor: Actor, wanted: dict[str, Any], course_id: UUID) -> Created:
    """Copy a course with all that is in it, as the centre's own; out of use until it is published."""
    name = wanted.pop("name")
    copy = changes.copy_course(db, actor, course_id=course_id, centre_id=_owner(actor, wanted), name=name)
    return _created(copy)


@blueprint.get("/<uuid:course_id>/levels")
@requires(*queries.READS_ANSWERS)
@blueprint.response(200, LevelsOfCourse)
def levels(db: Session, actor: Actor, course_id: UUID) -> dict[str, Any]:
    """Every level with how much the course has there."""
    return {"items": queries.levels_of(db, queries.course_by_id(db, actor, course_id).id)}


@blueprint.get("/<uuid:course_id>/outline")
@requires(*queries.READS_ANSWERS)
@blueprint.arguments(OutlineQuery, location="query")
@blueprint.response(200, OutlineSchema)
def outline(db: Session, actor: Actor, wanted: dict[str, Any], course_id: UUID) -> dict[str, Any]:
    """Units, lessons and exercises of one level, in the order in which they are taught."""
    course = queries.course_by_id(db, actor, course_id)
    level = next((each for each in queries.grade_levels(db) if each.level == wanted["level"]), None)
    if level is None:
        raise NotFound("level")
    return {"level": level, "units": queries.outline_of(db, course.id, **wanted)}


def _owner(actor: Actor, wanted: dict[str, Any]) -> UUID:
    """The centre that is named; null is the franchise; without one the caller's only centre."""
    is_franchise = "centre_id" in wanted and wanted["centre_id"] is None
    named = wanted.pop("centre_id", None)
    return FRANCHISE_ID if is_franchise else actor.centre_for(Permission.CENTRE_MANAGE, wanted=named)


def _created(course: Course) -> Created:
    return course, HTTPStatus.CREATED, {"ETag": etag_of(course)}
