"""A role that ends or comes back: at once, and with the last one the sign-in ends too (REQUIREMENTS 27)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission, Role
from core_service.audit.service import record_row
from core_service.foundation.db import DataScope, in_scope
from core_service.identity.models import AppUser, CentreMember, Login, UserRole
from core_service.identity.service.sign_in import end_logins, revoke
from shared.events.notices import Revocation
from shared.events.values import UserId


def end_role(db: Session, actor: Actor | None, permission: Permission, *, grant: UserRole, now: datetime) -> bool:
    """Takes the role away; False if it had ended before. Who has none left anywhere is signed out everywhere."""
    if not grant.is_active:
        return False
    grant.is_active = False
    db.flush()
    gone = f"no longer {grant.role.value.lower()}"
    revoke(db, Revocation(user_id=UserId(str(grant.user_id)), reason=gone))
    held = roles_everywhere(db, grant.user_id)
    if all(centre_id != grant.centre_id for centre_id, _ in held):
        db.get_one(CentreMember, (grant.centre_id, grant.user_id)).left_at = now
    if not held:
        db.execute(sa.update(AppUser).where(AppUser.id == grant.user_id).values(is_active=False))
        end_all_logins(db, grant.user_id, now=now)
    _record(db, actor, permission, "ROLE_END", grant)
    return True


def restore_role(db: Session, actor: Actor, permission: Permission, *, grant: UserRole) -> bool:
    """Gives an ended role back, and with it the sign-in; False if it had not ended."""
    if grant.is_active:
        return False
    grant.is_active = True
    db.get_one(CentreMember, (grant.centre_id, grant.user_id)).left_at = None
    db.execute(sa.update(AppUser).where(AppUser.id == grant.user_id).values(is_active=True))
    db.flush()
    _record(db, actor, permission, "ROLE_RESTORE", grant)
    return True


def roles_everywhere(db: Session, user_id: UUID) -> frozenset[tuple[UUID, Role]]:
    """The centre and kind of each active role that the person has, in centres too that the actor does not see.

    Only for decisions about the person as a whole; never shown.
    """
    held = sa.select(UserRole.centre_id, UserRole.role).where(UserRole.user_id == user_id, UserRole.is_active)
    with in_scope(db, DataScope(user_id=user_id)):
        found = db.execute(held).all()
    return frozenset((row.centre_id, row.role) for row in found)


def end_all_logins(db: Session, user_id: UUID, *, now: datetime) -> None:
    """Signs the person out everywhere."""
    end_logins(db, Login.user_id == user_id, reason="deactivated", now=now)


def _record(db: Session, actor: Actor | None, permission: Permission, action: str, grant: UserRole) -> None:
    record_row(
        db,
        actor,
        permission,
        action,
        grant,
        after={"userId": grant.user_id, "role": grant.role, "isActive": int(grant.is_active)},
    )
