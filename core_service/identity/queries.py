"""Who a login belongs to and what they are where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor, Grant
from core_service.access.rules import PERMISSIONS_OF, Permission, Role
from core_service.centres.models import Centre
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope
from core_service.identity.models import AppUser, Credential, Login, UserRole
from core_service.identity.rules import AgeTier, age_tier, token_hash


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in person with their roles, for the pages' navigation."""

    user: AppUser
    email: str
    age_tier: AgeTier
    grants: Sequence[Grant]
    permissions: Sequence[tuple[UUID, Sequence[Permission]]]
    centres: Sequence[Centre]


def actor_by_token(db: Session, token: str, *, now: datetime) -> Actor | None:
    """The person behind a login's token, or None if it is unknown, ended, or the person inactive."""
    login = db.scalar(sa.select(Login).where(Login.token_hash == token_hash(token)))
    return _actor(db, login, now)


def actor_by_login(db: Session, login_id: UUID, *, now: datetime) -> Actor | None:
    """The same for a login that a room ticket names."""
    return _actor(db, db.get(Login, login_id), now)


def _actor(db: Session, login: Login | None, now: datetime) -> Actor | None:
    if login is None or login.ended_at is not None or login.expires_at <= now:
        return None
    enter_scope(db, DataScope(user_id=login.user_id))
    name = db.scalar(sa.select(AppUser.name).where(AppUser.id == login.user_id, AppUser.is_active))
    if name is None:
        return None
    grants = _grants(db, login.user_id)
    is_super = any(grant.role is Role.SUPER_ADMIN for grant in grants)
    every_centre = frozenset(db.scalars(sa.select(Centre.id))) if is_super else frozenset[UUID]()
    return Actor(login.user_id, login.id, name, grants, every_centre)


def _grants(db: Session, user_id: UUID) -> tuple[Grant, ...]:
    rows = db.execute(
        sa.select(UserRole.role, UserRole.centre_id)
        .join(Centre, Centre.id == UserRole.centre_id)
        .where(UserRole.user_id == user_id, UserRole.is_active, Centre.is_active)
    )
    return tuple(Grant(row.role, row.centre_id) for row in rows)


def account(db: Session, actor: Actor, *, now: datetime) -> Account:
    """The actor's own account, with the permissions that they hold in each centre."""
    user = db.get_one(AppUser, actor.user_id)
    email = db.scalars(sa.select(Credential.email).where(Credential.user_id == actor.user_id)).one()
    centre_ids = {grant.centre_id for grant in actor.grants} | actor.every_centre
    centres = db.scalars(sa.select(Centre).where(Centre.id.in_(centre_ids)).order_by(Centre.name)).all()
    permissions = [(centre.id, sorted(_permissions(actor, centre.id))) for centre in centres]
    return Account(
        user=user,
        email=email,
        age_tier=age_tier(user.age_tier_override, user.date_of_birth, user.school_grade, now.date()),
        grants=actor.grants,
        permissions=permissions,
        centres=[centre for centre in centres if centre.id != FRANCHISE_ID],
    )


def _permissions(actor: Actor, centre_id: UUID) -> frozenset[Permission]:
    return frozenset(permission for role in actor.roles_in(centre_id) for permission in PERMISSIONS_OF[role])
