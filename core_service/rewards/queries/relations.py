"""Whose rewards somebody may see: their own, their children's, their students' (R286)."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission, Role
from core_service.foundation.errors import NotFound
from core_service.identity.models import GuardianLink, UserRole
from core_service.work.errors import ChooseCentre
from core_service.work.queries.relations import VIEWS_WORK, demand_view

SEES_REWARDS = (*VIEWS_WORK, Permission.CHILD_VIEW)


def centre_of_student(db: Session, actor: Actor, student_id: UUID, wanted: UUID | None) -> UUID:
    """The centre in which the actor may look at the student.

    Raises NotFound, ChooseCentre where several are possible, RelationMissing for staff who do not teach the student.
    """
    roles = sa.select(UserRole.centre_id).where(
        UserRole.user_id == student_id, UserRole.role == Role.STUDENT, UserRole.is_active
    )
    as_parent = _centres_as_parent(db, actor, student_id)
    as_staff = actor.centres_with(*VIEWS_WORK)
    possible = frozenset(db.scalars(roles)) & (as_parent | as_staff)
    if wanted is not None:
        possible &= {wanted}
    if not possible:
        raise NotFound("student")
    if len(possible) > 1:
        raise ChooseCentre(possible)
    [centre_id] = possible
    if centre_id not in as_parent:
        demand_view(db, actor, student_id=student_id, centre_id=centre_id)
    return centre_id


def _centres_as_parent(db: Session, actor: Actor, student_id: UUID) -> frozenset[UUID]:
    linked = sa.select(GuardianLink.centre_id).where(
        GuardianLink.guardian_id == actor.user_id,
        GuardianLink.student_id == student_id,
        GuardianLink.centre_id.in_(actor.centres_with(Permission.CHILD_VIEW)),
    )
    return frozenset(db.scalars(linked))
