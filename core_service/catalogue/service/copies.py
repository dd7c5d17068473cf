"""Copies of content: into the same place, into another, or from the franchise into a centre's own course (C03)."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.catalogue.models import CONTENT_FIELDS, ContentUnit, Course, Exercise, Lesson
from core_service.catalogue.service.order import add_at
from core_service.catalogue.service.parts import course_id_of, hold_course, record_part
from core_service.foundation.errors import Invalid, NotFound
from shared.ids import new_id

_UNIT = ("grade_level_id", "sequence_order", "title", "description", "is_active")
_LESSON = ("sequence_order", "title", "content_type", "content", "estimated_mins", "is_active")
_EXERCISE = ("sequence_order", "title", "difficulty", "is_auto_gradable", "is_active", *CONTENT_FIELDS)

Row = TypeVar("Row", ContentUnit, Lesson, Exercise)


def copy_unit(
    db: Session, actor: Actor, *, unit_id: UUID, course_id: UUID | None, level_id: UUID | None
) -> ContentUnit:
    """The unit with its lessons as the last of a course's level, out of use until it is published."""
    unit = _found(db, ContentUnit, unit_id, "unit")
    course = _target(db, actor, Course, course_id or unit.course_id, "courseId")
    copy = _copied(unit, _UNIT, centre_id=course.centre_id, course_id=course.id, is_active=False)
    copy.grade_level_id = level_id or unit.grade_level_id
    _name_copy(copy, is_beside=course.id == unit.course_id)
    add_at(db, copy, None)
    _copy_lessons(db, {unit.id: copy})
    record_part(db, actor, "COPY", copy)
    return copy


def copy_lesson(db: Session, actor: Actor, *, lesson_id: UUID, unit_id: UUID | None) -> Lesson:
    """The lesson with its exercises as the last of a unit, out of use until it is published."""
    lesson = _found(db, Lesson, lesson_id, "lesson")
    unit = _target(db, actor, ContentUnit, unit_id or lesson.unit_id, "unitId")
    copy = _copied(lesson, _LESSON, centre_id=unit.centre_id, unit_id=unit.id, is_active=False)
    _name_copy(copy, is_beside=unit.id == lesson.unit_id)
    add_at(db, copy, None)
    _copy_exercises(db, {lesson.id: copy})
    record_part(db, actor, "COPY", copy)
    return copy


def copy_exercise(db: Session, actor: Actor, *, exercise_id: UUID, lesson_id: UUID | None) -> Exercise:
    """The exercise as the last of a lesson, out of use until it is published."""
    exercise = _found(db, Exercise, exercise_id, "exercise")
    lesson = _target(db, actor, Lesson, lesson_id or exercise.lesson_id, "lessonId")
    copy = _copied(exercise, _EXERCISE, centre_id=lesson.centre_id, lesson_id=lesson.id, is_active=False)
    _name_copy(copy, is_beside=lesson.id == exercise.lesson_id)
    add_at(db, copy, None)
    record_part(db, actor, "COPY", copy)
    return copy


def copy_units(db: Session, *, course_id: UUID, into: Course) -> None:
    """All units of a course with what is in them, in as many statements for a hundred as for one."""
    units = db.scalars(sa.select(ContentUnit).where(ContentUnit.course_id == course_id)).all()
    copies = {each.id: _copied(each, _UNIT, centre_id=into.centre_id, course_id=into.id) for each in units}
    _store(db, copies.values())
    _copy_lessons(db, copies)


def _copy_lessons(db: Session, units: Mapping[UUID, ContentUnit]) -> None:
    lessons = db.scalars(sa.select(Lesson).where(Lesson.unit_id.in_(units))).all()
    copies: dict[UUID, Lesson] = {}
    for each in lessons:
        unit = units[each.unit_id]
        copies[each.id] = _copied(each, _LESSON, centre_id=unit.centre_id, unit_id=unit.id)
    _store(db, copies.values())
    _copy_exercises(db, copies)


def _copy_exercises(db: Session, lessons: Mapping[UUID, Lesson]) -> None:
    copies: list[Exercise] = []
    for each in db.scalars(sa.select(Exercise).where(Exercise.lesson_id.in_(lessons))):
        lesson = lessons[each.lesson_id]
        copies.append(_copied(each, _EXERCISE, centre_id=lesson.centre_id, lesson_id=lesson.id))
    _store(db, copies)


def _store(db: Session, rows: Iterable[Row]) -> None:
    db.add_all(rows)
    db.flush()


def _copied(row: Row, names: tuple[str, ...], **others: Any) -> Row:
    values = {name: getattr(row, name) for name in names}
    return type(row)(**{**values, "id": new_id(), **others})


def _name_copy(copy: ContentUnit | Lesson | Exercise, *, is_beside: bool) -> None:
    """Beside its original a copy is told apart."""
    if is_beside:
        copy.title = f"{copy.title[:150]} (copy)"


def _found(db: Session, kind: type[Row], id: UUID, name: str) -> Row:
    row = db.get(kind, id)
    if row is None:
        raise NotFound(name)
    return row


Target = TypeVar("Target", Course, ContentUnit, Lesson)


def _target(db: Session, actor: Actor, kind: type[Target], id: UUID, field: str) -> Target:
    """Where a copy goes. Raises Invalid for what is not there, PermissionMissing for another's content."""
    target = db.get(kind, id)
    if target is None:
        raise Invalid.field(field, "is not there")
    actor.demand(Permission.CENTRE_MANAGE, target.centre_id)
    hold_course(db, course_id_of(db, target))
    return target
