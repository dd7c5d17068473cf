"""Units and lessons: made, moved and changed (R048, R049)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.catalogue.models import ContentUnit, Course, GradeLevel, Lesson
from core_service.catalogue.service.order import add_at, put_at
from core_service.catalogue.service.parts import course_id_of, hold_course, record_part
from core_service.foundation.errors import Invalid
from shared.ids import new_id


def level_id_of(db: Session, level: int) -> UUID:
    """Raises Invalid for a level that the scale has not."""
    found = db.scalar(sa.select(GradeLevel.id).where(GradeLevel.level == level))
    if found is None:
        raise Invalid.field("level", "is no level that there is")
    return found


def create_unit(
    db: Session, actor: Actor, *, course_id: UUID, level: int, position: int | None, values: Mapping[str, Any]
) -> ContentUnit:
    """A unit at the end of a course's level, or at a position. Raises Invalid, PermissionMissing."""
    course = db.get(Course, course_id)
    if course is None:
        raise Invalid.field("courseId", "is no course that there is")
    actor.demand(Permission.CENTRE_MANAGE, course.centre_id)
    hold_course(db, course.id)
    level_id = level_id_of(db, level)
    unit = ContentUnit(id=new_id(), centre_id=course.centre_id, course_id=course.id, grade_level_id=level_id, **values)
    add_at(db, unit, position)
    record_part(db, actor, "CREATE", unit, after={"level": level, "order": unit.sequence_order})
    return unit


def move_unit(db: Session, actor: Actor, *, unit: ContentUnit, position: int, level: int | None) -> None:
    """Moves a locked unit within its level, or to another one. Raises Invalid."""
    before = {"order": unit.sequence_order}
    if level is not None:
        unit.grade_level_id = level_id_of(db, level)
    put_at(db, unit, position)
    record_part(db, actor, "MOVE", unit, before=before, after={"order": unit.sequence_order})


def create_lesson(
    db: Session, actor: Actor, *, unit_id: UUID, position: int | None, values: Mapping[str, Any]
) -> Lesson:
    """A lesson at the end of a unit, or at a position. Raises Invalid, PermissionMissing."""
    unit = db.get(ContentUnit, unit_id)
    if unit is None:
        raise Invalid.field("unitId", "is no unit that there is")
    actor.demand(Permission.CENTRE_MANAGE, unit.centre_id)
    hold_course(db, unit.course_id)
    lesson = Lesson(id=new_id(), centre_id=unit.centre_id, unit_id=unit.id, **values)
    add_at(db, lesson, position)
    record_part(db, actor, "CREATE", lesson, after={"order": lesson.sequence_order})
    return lesson


def move_lesson(db: Session, actor: Actor, *, lesson: Lesson, position: int, unit_id: UUID | None) -> None:
    """Moves a locked lesson within its unit, or to another one of the course. Raises Invalid."""
    before = {"order": lesson.sequence_order}
    if unit_id is not None:
        unit = db.get(ContentUnit, unit_id)
        if unit is None or unit.course_id != course_id_of(db, lesson):
            raise Invalid.field("unitId", "is no unit of this course")
        lesson.unit_id = unit.id
    put_at(db, lesson, position)
    record_part(db, actor, "MOVE", lesson, before=before, after={"order": lesson.sequence_order})
