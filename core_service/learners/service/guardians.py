"""Parents and guardians are linked to children, and unlinked, per centre (R060)."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import PERMISSIONS_OF, Permission, Role
from core_service.audit.service import record_row
from core_service.foundation.errors import Invalid
from core_service.identity.errors import HasLeft
from core_service.identity.models import GuardianLink, UserRole
from core_service.identity.queries.families import is_parent_of
from core_service.learners.errors import AlreadyGuardian
from shared.ids import new_id

_PARENTS = [role for role in Role if Permission.CHILD_VIEW in PERMISSIONS_OF[role]]


def link_to_child(db: Session, actor: Actor, *, child: UserRole, guardian_id: UUID) -> GuardianLink:
    """From now on the parent sees the child in this centre. Raises HasLeft, Invalid, AlreadyGuardian."""
    if not child.is_active:
        raise HasLeft
    if guardian_id == child.user_id or not _is_parent(db, child.centre_id, guardian_id):
        raise Invalid.field("guardianId", "is no parent of this centre: invite them first")
    if db.scalar(sa.select(is_parent_of(guardian_id, centre_id=child.centre_id, student_id=child.user_id))):
        raise AlreadyGuardian
    link = GuardianLink(id=new_id(), centre_id=child.centre_id, guardian_id=guardian_id, student_id=child.user_id)
    db.add(link)
    db.flush()
    _record(db, actor, "GUARDIAN_LINK", link)
    return link


def unlink_from_child(db: Session, actor: Actor, *, link: GuardianLink) -> None:
    """From now on the person sees nothing of the child here; they stay a member of the centre."""
    _record(db, actor, "GUARDIAN_UNLINK", link)
    db.delete(link)
    db.flush()


def _is_parent(db: Session, centre_id: UUID, user_id: UUID) -> bool:
    held = sa.select(UserRole.id).where(
        UserRole.centre_id == centre_id,
        UserRole.user_id == user_id,
        UserRole.role.in_(_PARENTS),
        UserRole.is_active,
    )
    return db.scalar(held) is not None


def _record(db: Session, actor: Actor, action: str, link: GuardianLink) -> None:
    record_row(
        db,
        actor,
        Permission.STUDENT_MANAGE,
        action,
        link,
        details={"guardianId": link.guardian_id, "studentId": link.student_id},
    )
