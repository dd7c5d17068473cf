"""A student's academic profile for themselves, their tutors and the centre's assessors (R184, R286)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import RelationMissing
from core_service.access.rules import Permission, Role
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor
from core_service.identity.models import AppUser, UserRole
from core_service.learners.queries import CourseProfile, ProfileChange, course_profiles, profile_changes
from core_service.work.queries.relations import demand_view

NEWEST_CHANGES = 20


@dataclass(frozen=True, slots=True)
class AcademicProfile:
    """A student's courses with levels, and the newest changes; the student is told neither reasons nor notes."""

    student: AppUser
    courses: Sequence[CourseProfile]
    log: Sequence[ProfileChange]


def academic_profile(db: Session, actor: Actor, student_id: UUID, *, course_id: UUID | None) -> AcademicProfile:
    """In the centres in which the actor may look at the student's work. Raises NotFound, RelationMissing."""
    centre_ids = centres_to_look_at(db, actor, student_id)
    log = profile_log(db, actor, student_id, course_id=course_id, cursor=None, limit=NEWEST_CHANGES)
    courses = course_profiles(db, student_id=student_id, centre_ids=centre_ids, course_id=course_id)
    return AcademicProfile(
        student=db.get_one(AppUser, student_id),
        courses=[replace(each, notes=None) for each in courses] if student_id == actor.user_id else courses,
        log=log[:NEWEST_CHANGES],
    )


def profile_log(
    db: Session, actor: Actor, student_id: UUID, *, course_id: UUID | None, cursor: Cursor | None, limit: int
) -> Sequence[ProfileChange]:
    """`limit` + 1 lines, newest first. Raises NotFound, RelationMissing."""
    centre_ids = centres_to_look_at(db, actor, student_id)
    changes = profile_changes(
        db, student_id=student_id, centre_ids=centre_ids, course_id=course_id, cursor=cursor, limit=limit
    )
    return [replace(each, reason=None) for each in changes] if student_id == actor.user_id else changes


def centres_to_look_at(db: Session, actor: Actor, student_id: UUID) -> frozenset[UUID]:
    """The student's centres in which the actor may look at their work. Raises NotFound, RelationMissing."""
    if student_id == actor.user_id:
        return actor.centres_with(Permission.OWN_WORK)
    learns_in = sa.select(UserRole.centre_id).where(
        UserRole.user_id == student_id, UserRole.role == Role.STUDENT, UserRole.is_active
    )
    centre_ids = frozenset(db.scalars(learns_in))
    if not centre_ids:
        raise NotFound("student")
    allowed = frozenset(each for each in centre_ids if _may_look(db, actor, student_id, each))
    if not allowed:
        raise RelationMissing("This is for the student, their tutors, and the centre's assessors and supervisors.")
    return allowed


def _may_look(db: Session, actor: Actor, student_id: UUID, centre_id: UUID) -> bool:
    try:
        demand_view(db, actor, student_id=student_id, centre_id=centre_id)
    except RelationMissing:
        return False
    return True
