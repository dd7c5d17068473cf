"""Changes of classes: made, renamed, filled and emptied, taken out of use (R097, R112)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import PERMISSIONS_OF, Permission, Role
from core_service.audit.service import record_row
from core_service.catalogue.models import Course
from core_service.cohorts.errors import AlreadyMember, NameTaken
from core_service.cohorts.models import ClassCohort, ClassMembership
from core_service.cohorts.queries import cohort_by_id, membership_by_id
from core_service.cohorts.rules import days_meet
from core_service.foundation.errors import FieldError, Invalid
from core_service.identity.models import UserRole
from shared.ids import new_id

_LEARNERS = [role for role in Role if Permission.OWN_WORK in PERMISSIONS_OF[role]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """A student who joins a class for one course."""

    student_id: UUID
    course_id: UUID
    starts_on: date
    ends_on: date | None = None


def create_class(
    db: Session, actor: Actor, *, centre_id: UUID, name: str, description: str | None, members: Sequence[NewMember]
) -> ClassCohort:
    """A class with its first members, all or nothing. Raises NameTaken, Invalid, AlreadyMember."""
    cohort = ClassCohort(id=new_id(), centre_id=centre_id, name=name, description=description, is_active=True)
    _check_name(db, cohort, name)
    db.add(cohort)
    db.flush()
    record_row(
        db,
        actor,
        Permission.SCHEDULE_MANAGE,
        "CLASS_CREATE",
        cohort,
        after={"students": len({each.student_id for each in members})},
    )
    add_members(db, actor, cohort=cohort, members=members)
    return cohort


def hold_class(db: Session, cohort_id: UUID) -> ClassCohort:
    """The class, locked: its members change one at a time. Raises NotFound."""
    cohort = cohort_by_id(db, cohort_id)
    db.refresh(cohort, with_for_update=True)
    return cohort


def change_class(db: Session, actor: Actor, *, cohort: ClassCohort, values: Mapping[str, Any]) -> None:
    """Gives a held class a new name or description, or takes it out of use."""
    if "name" in values:
        _check_name(db, cohort, values["name"])
    before = {name: _audited(getattr(cohort, name)) for name in values}
    for name, value in values.items():
        setattr(cohort, name, value)
    db.flush()
    record_row(
        db,
        actor,
        Permission.SCHEDULE_MANAGE,
        "CLASS_CHANGE",
        cohort,
        before=before,
        after={name: _audited(value) for name, value in values.items()},
    )


def add_members(
    db: Session, actor: Actor, *, cohort: ClassCohort, members: Sequence[NewMember]
) -> list[ClassMembership]:
    """Adds students to a held class, all or nothing, in as many statements for fifteen as for one.

    Raises Invalid with the path of the member that does not fit, AlreadyMember.
    """
    if not members:
        return []
    courses = _checked_courses(db, cohort, members)
    known = list(db.scalars(sa.select(ClassMembership).where(ClassMembership.cohort_id == cohort.id)))
    added: list[ClassMembership] = []
    for new in members:
        row = ClassMembership(
            id=new_id(),
            centre_id=cohort.centre_id,
            content_centre_id=courses[new.course_id].centre_id,
            cohort_id=cohort.id,
            student_id=new.student_id,
            course_id=new.course_id,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
        )
        _check_days(row, [*known, *added])
        added.append(row)
    db.add_all(added)
    for row in added:
        _record_member(db, actor, "CLASS_JOIN", cohort, row)
    db.flush()
    return added


def change_member(
    db: Session, actor: Actor, *, cohort: ClassCohort, membership_id: UUID, values: Mapping[str, Any]
) -> ClassMembership:
    """Gives a membership of a held class other days. Raises NotFound, Invalid, AlreadyMember."""
    row = membership_by_id(db, cohort.id, membership_id)
    others = db.scalars(
        sa.select(ClassMembership).where(ClassMembership.cohort_id == cohort.id, ClassMembership.id != row.id)
    ).all()
    with db.no_autoflush:
        for name, value in values.items():
            setattr(row, name, value)
        if row.ends_on is not None and row.ends_on < row.starts_on:
            db.expire(row)
            raise Invalid.field("endsOn", "must not be before startsOn")
        _check_days(row, others)
    db.flush()
    _record_member(db, actor, "CLASS_MEMBER_CHANGE", cohort, row)
    return row


def remove_member(db: Session, actor: Actor, *, cohort: ClassCohort, membership_id: UUID, today: date) -> None:
    """Ends a membership of a held class with yesterday; one that had not begun is gone altogether."""
    row = membership_by_id(db, cohort.id, membership_id)
    if row.starts_on >= today:
        db.delete(row)
    elif row.ends_on is None or row.ends_on >= today:
        row.ends_on = today - timedelta(days=1)
    _record_member(db, actor, "CLASS_LEAVE", cohort, row)
    db.flush()


def _checked_courses(db: Session, cohort: ClassCohort, members: Sequence[NewMember]) -> Mapping[UUID, Course]:
    students = set(
        db.scalars(
            sa.select(UserRole.user_id).where(
                UserRole.centre_id == cohort.centre_id,
                UserRole.user_id.in_({each.student_id for each in members}),
                UserRole.role.in_(_LEARNERS),
                UserRole.is_active,
            )
        )
    )
    found = sa.select(Course).where(Course.id.in_({each.course_id for each in members}), Course.is_active)
    courses = {course.id: course for course in db.scalars(found)}
    errors = [
        FieldError(f"members.{index}.{field}", message)
        for index, each in enumerate(members)
        for field, message, is_right in (
            ("studentId", "is no student of this centre", each.student_id in students),
            ("courseId", "is no course that this centre teaches", each.course_id in courses),
            ("endsOn", "must not be before startsOn", each.ends_on is None or each.ends_on >= each.starts_on),
        )
        if not is_right
    ]
    if errors:
        raise Invalid("Some members cannot be added.", errors=errors)
    return courses


def _check_days(row: ClassMembership, others: Sequence[ClassMembership]) -> None:
    for other in others:
        is_same = (other.student_id, other.course_id) == (row.student_id, row.course_id)
        if is_same and days_meet((row.starts_on, row.ends_on), (other.starts_on, other.ends_on)):
            raise AlreadyMember(str(row.student_id))


def _check_name(db: Session, cohort: ClassCohort, name: str) -> None:
    other = sa.select(ClassCohort.id).where(
        ClassCohort.centre_id == cohort.centre_id, ClassCohort.name == name, ClassCohort.id != cohort.id
    )
    if db.scalar(other) is not None:
        raise NameTaken


def _audited(value: object) -> object:
    return "changed" if isinstance(value, str) else value


def _record_member(db: Session, actor: Actor, action: str, cohort: ClassCohort, row: ClassMembership) -> None:
    after = {"studentId": row.student_id, "courseId": row.course_id, "startsOn": row.starts_on, "endsOn": row.ends_on}
    record_row(db, actor, Permission.SCHEDULE_MANAGE, action, cohort, after=after)
