"""What courses, units, lessons and exercises have in common when they change (R285, C03)."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.catalogue.models import ContentUnit, Course, Exercise, Lesson
from core_service.foundation.db import hold
from core_service.foundation.errors import NotFound

Part = Course | ContentUnit | Lesson | Exercise
Kind = TypeVar("Kind", Course, ContentUnit, Lesson, Exercise)

_NAMES: dict[type[Any], str] = {Course: "course", ContentUnit: "unit", Lesson: "lesson", Exercise: "exercise"}
_AUDITED = (bool, int, float)


def part_to_change(db: Session, actor: Actor, kind: type[Kind], part_id: UUID) -> Kind:
    """The row, locked with its course until the end of the transaction.

    Raises NotFound, PermissionMissing for what belongs to the franchise or to a centre that the actor only reads.
    """
    part = db.get(kind, part_id)
    if part is None:
        raise NotFound(_NAMES[kind])
    actor.demand(Permission.CENTRE_MANAGE, part.centre_id)
    hold_course(db, course_id_of(db, part))
    db.refresh(part, with_for_update={"key_share": True})
    return part


def hold_course(db: Session, course_id: UUID) -> None:
    """The content of a course changes one request at a time: its sequences are renumbered."""
    hold(db, f"content {course_id}")


def course_id_of(db: Session, part: Part) -> UUID:
    """The course to which a part belongs."""
    match part:
        case Course():
            return part.id
        case ContentUnit():
            return part.course_id
        case Lesson():
            return db.scalars(sa.select(ContentUnit.course_id).where(ContentUnit.id == part.unit_id)).one()
        case Exercise():
            of_lesson = sa.select(ContentUnit.course_id).join(Lesson, Lesson.unit_id == ContentUnit.id)
            return db.scalars(of_lesson.where(Lesson.id == part.lesson_id)).one()


def change_part(db: Session, actor: Actor, part: Part, values: Mapping[str, Any]) -> None:
    """Gives a locked part other values; without a difference nothing is written."""
    different = {name: value for name, value in values.items() if getattr(part, name) != value}
    if not different:
        return
    before = {name: _audited(getattr(part, name)) for name in different}
    for name, value in different.items():
        setattr(part, name, value)
    db.flush()
    after = {name: _audited(value) for name, value in different.items()}
    record_part(db, actor, "CHANGE", part, before=before, after=after)


def record_part(
    db: Session,
    actor: Actor,
    act: str,
    part: Part,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """The audit row of an act on a part: numbers and states, of texts only "changed"."""
    name = _NAMES[type(part)]
    record_row(db, actor, Permission.CENTRE_MANAGE, f"{name.upper()}_{act}", part, before=before, after=after)


def _audited(value: Any) -> Any:
    if value is None or isinstance(value, _AUDITED):
        return value
    return "changed"
