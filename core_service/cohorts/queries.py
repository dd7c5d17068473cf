"""Reads of classes and their members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.catalogue.models import Course
from core_service.cohorts.models import ClassCohort, ClassMembership
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, in_order
from core_service.identity.models import AppUser

READS_CLASSES = (Permission.SCHEDULE_MANAGE, Permission.SESSION_VIEW_STUDENTS)


@dataclass(frozen=True, slots=True)
class ClassSummary:
    """A class with how many students it has now."""

    cohort: ClassCohort
    student_count: int


@dataclass(frozen=True, slots=True)
class Member:
    """A membership with its names."""

    membership: ClassMembership
    student: AppUser
    course_name: str


def cohort_by_id(db: Session, cohort_id: UUID) -> ClassCohort:
    """Raises NotFound."""
    cohort = db.get(ClassCohort, cohort_id)
    if cohort is None:
        raise NotFound("class")
    return cohort


def membership_by_id(db: Session, cohort_id: UUID, membership_id: UUID) -> ClassMembership:
    """Raises NotFound, for one of another class too."""
    membership = db.get(ClassMembership, membership_id)
    if membership is None or membership.cohort_id != cohort_id:
        raise NotFound("membership")
    return membership


def classes_page(db: Session, actor: Actor, *, cursor: Cursor | None, limit: int) -> Sequence[ClassCohort]:
    """`limit` + 1 active classes of the centres whose classes the actor may see, in the order of their making."""
    found = sa.select(ClassCohort).where(
        ClassCohort.centre_id.in_(actor.centres_with(*READS_CLASSES)), ClassCohort.is_active
    )
    return db.scalars(in_order(found, (ClassCohort.created_at, ClassCohort.id), cursor, limit)).all()


def class_summaries(db: Session, cohorts: Sequence[ClassCohort], *, today: date) -> Sequence[ClassSummary]:
    """In one statement; students count once, whatever number of courses they take."""
    counted = (
        sa.select(ClassMembership.cohort_id, sa.func.count(ClassMembership.student_id.distinct()))
        .where(ClassMembership.cohort_id.in_([cohort.id for cohort in cohorts]), *_touching(today, today))
        .group_by(ClassMembership.cohort_id)
    )
    counts = dict(db.execute(counted).all())
    return [ClassSummary(cohort, counts.get(cohort.id, 0)) for cohort in cohorts]


def members_page(db: Session, cohort_id: UUID, *, cursor: Cursor | None, limit: int) -> Sequence[Member]:
    """`limit` + 1 memberships of a class, past ones too, in the order of their making."""
    found = (
        sa.select(ClassMembership, AppUser, Course.name)
        .join(AppUser, AppUser.id == ClassMembership.student_id)
        .join(Course, Course.id == ClassMembership.course_id)
        .where(ClassMembership.cohort_id == cohort_id)
    )
    page = in_order(found, (ClassMembership.created_at, ClassMembership.id), cursor, limit)
    return [Member(*row) for row in db.execute(page)]


def members_shown(db: Session, memberships: Sequence[ClassMembership]) -> list[Member]:
    """These, with their names, in their order."""
    found = (
        sa.select(ClassMembership, AppUser, Course.name)
        .join(AppUser, AppUser.id == ClassMembership.student_id)
        .join(Course, Course.id == ClassMembership.course_id)
        .where(ClassMembership.id.in_([membership.id for membership in memberships]))
    )
    shown = {row[0].id: Member(*row) for row in db.execute(found)}
    return [shown[membership.id] for membership in memberships]


def memberships_between(db: Session, cohort_id: UUID, *, first: date, last: date) -> Sequence[ClassMembership]:
    """Those that hold on any of the days; first come first."""
    found = sa.select(ClassMembership).where(ClassMembership.cohort_id == cohort_id, *_touching(first, last))
    return db.scalars(found.order_by(ClassMembership.created_at, ClassMembership.id)).all()


def _touching(first: date, last: date) -> tuple[sa.ColumnElement[bool], ...]:
    ends = ClassMembership.ends_on
    return ClassMembership.starts_on <= last, sa.or_(ends.is_(None), ends >= first)
