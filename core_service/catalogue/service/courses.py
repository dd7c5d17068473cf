"""Courses: made, changed, copied into a centre (R046, C03)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.catalogue.errors import SlugTaken
from core_service.catalogue.models import Course
from core_service.catalogue.rules import slug_of
from core_service.catalogue.service.copies import copy_units
from core_service.catalogue.service.parts import change_part, record_part
from core_service.foundation.db import hold
from core_service.foundation.errors import NotFound
from shared.ids import new_id


def create_course(db: Session, actor: Actor, *, centre_id: UUID, values: Mapping[str, Any]) -> Course:
    """A course of the centre, or the franchise's. Raises PermissionMissing, SlugTaken."""
    actor.demand(Permission.CENTRE_MANAGE, centre_id)
    _hold_slugs(db, centre_id)
    slug = values.get("slug")
    if slug is None:
        slug = _free_slug(db, centre_id, values["name"])
    elif (taken := _course_with(db, centre_id, slug)) is not None:
        raise SlugTaken(str(taken))
    course = Course(id=new_id(), centre_id=centre_id, **{**values, "slug": slug})
    db.add(course)
    db.flush()
    record_part(db, actor, "CREATE", course, after={"isActive": course.is_active})
    return course


def change_course(db: Session, actor: Actor, *, course: Course, values: Mapping[str, Any]) -> None:
    """Changes a locked course. Raises SlugTaken."""
    slug = values.get("slug", course.slug)
    if slug != course.slug:
        _hold_slugs(db, course.centre_id)
        if (taken := _course_with(db, course.centre_id, slug)) is not None:
            raise SlugTaken(str(taken))
    change_part(db, actor, course, values)


def copy_course(db: Session, actor: Actor, *, course_id: UUID, centre_id: UUID, name: str | None) -> Course:
    """The course with all that is in it, as the centre's own and out of use until it is published. Raises NotFound."""
    course = db.get(Course, course_id)
    if course is None:
        raise NotFound("course")
    values = {
        "name": name or course.name,
        "description": course.description,
        "subject_area": course.subject_area,
        "is_active": False,
    }
    copy = create_course(db, actor, centre_id=centre_id, values=values)
    copy_units(db, course_id=course.id, into=copy)
    return copy


def _hold_slugs(db: Session, centre_id: UUID) -> None:
    """Two at once would meet the unique constraint."""
    hold(db, f"course slugs {centre_id}")


def _course_with(db: Session, centre_id: UUID, slug: str) -> UUID | None:
    return db.scalar(sa.select(Course.id).where(Course.centre_id == centre_id, Course.slug == slug))


def _free_slug(db: Session, centre_id: UUID, name: str) -> str:
    wanted = slug_of(name)
    taken = set(db.scalars(sa.select(Course.slug).where(Course.centre_id == centre_id, Course.slug.startswith(wanted))))
    if wanted not in taken:
        return wanted
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{wanted}-{number}") not in taken)
