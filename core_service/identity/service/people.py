"""Changes of people by those who manage them: names, roles, whether they may come in at all (R280 to R286)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Role
from core_service.audit.service import record
from core_service.foundation.db import FRANCHISE_ID, hold
from core_service.foundation.errors import Invalid, NotFound
from core_service.identity.errors import (
    BelongsElsewhere,
    HasLeft,
    InvitationNeeded,
    LastSuperAdmin,
    MayNotGrant,
    OwnAccount,
)
from core_service.identity.models import ApiToken, AppUser, CentreMember, Login, UserRole
from core_service.identity.queries.people import (
    MANAGES_PEOPLE,
    active_roles,
    member_by_id,
    other_super_admins,
)
from core_service.identity.rules.granting import may_grant, needed_for
from core_service.identity.service import give_role
from core_service.identity.service.departures import end_role
from core_service.identity.service.sign_in import end_logins, revoke
from shared.events.notices import Revocation
from shared.events.values import UserId


def hold_person(db: Session, user_id: UUID) -> AppUser:
    """A member of the actor's centres, locked: their roles change one at a time. Raises NotFound."""
    person = member_by_id(db, user_id)
    db.refresh(person, with_for_update=True)
    return person


def rename(db: Session, actor: Actor, *, person: AppUser, name: str) -> None:
    """Gives a held person another name. Raises MayNotGrant for those who are not the actor's to change, HasLeft."""
    roles = _demand_theirs(db, actor, person)
    person.name = name
    db.flush()
    for centre_id in _centres_of(roles):
        _record(db, actor, "PERSON_RENAME", centre_id, person.id, {"name": "changed"})


def grant_role(db: Session, actor: Actor, *, person: AppUser, centre_id: UUID, role: Role) -> UserRole:
    """Gives a held person a role in a centre that they know; giving it again changes nothing.

    Raises MayNotGrant, Invalid, InvitationNeeded.
    """
    demand_fitting(centre_id, role)
    demand_may_grant(actor, centre_id, role)
    if db.get(CentreMember, (centre_id, person.id)) is None:
        raise InvitationNeeded
    return give_role(db, actor, centre_id=centre_id, user_id=person.id, role=role)


def demand_fitting(centre_id: UUID, role: Role) -> None:
    """Raises Invalid for SUPER_ADMIN in a centre, and for any other role in the franchise (C29)."""
    if (role is Role.SUPER_ADMIN) != (centre_id == FRANCHISE_ID):
        raise Invalid.field("role", "SUPER_ADMIN is a role without a centre, every other one has a centre")


def demand_may_grant(actor: Actor, centre_id: UUID, role: Role) -> None:
    """Raises MayNotGrant."""
    if not may_grant(actor.roles_in(centre_id), actor.permissions_in(centre_id), role):
        raise MayNotGrant(role)


def take_role(db: Session, actor: Actor, *, person: AppUser, role_id: UUID, now: datetime) -> None:
    """Takes one of a held person's roles from them. Raises NotFound, MayNotGrant, OwnAccount, LastSuperAdmin."""
    ended = next((role for role in active_roles(db, person.id) if role.id == role_id), None)
    if ended is None or not _manages(actor, ended.centre_id):
        raise NotFound("role")
    _demand_may_end(db, actor, person, [ended])
    end_role(db, actor, needed_for(ended.role), grant=ended, now=now)


def deactivate(db: Session, actor: Actor, *, person: AppUser, now: datetime) -> None:
    """Locks a held person out at once: logins and API tokens end, sockets close. Their roles wait for their return.

    Raises OwnAccount, MayNotGrant, BelongsElsewhere, HasLeft, LastSuperAdmin.
    """
    roles = _demand_theirs(db, actor, person)
    _demand_may_end(db, actor, person, roles)
    if not person.is_active:
        return
    person.is_active = False
    db.flush()
    end_logins(db, Login.user_id == person.id, reason="deactivated", now=now)
    open_tokens = sa.and_(ApiToken.user_id == person.id, ApiToken.ended_at.is_(None))
    db.execute(sa.update(ApiToken).where(open_tokens).values(ended_at=now, updated_at=now))
    revoke(db, Revocation(user_id=UserId(str(person.id)), reason="deactivated"))
    for centre_id in _centres_of(roles):
        _record(db, actor, "PERSON_DEACTIVATE", centre_id, person.id, {"isActive": False})


def reactivate(db: Session, actor: Actor, *, person: AppUser) -> None:
    """Lets a held person come in again, as what they were. Raises MayNotGrant, BelongsElsewhere, HasLeft."""
    roles = _demand_theirs(db, actor, person)
    if person.is_active:
        return
    person.is_active = True
    db.flush()
    for centre_id in _centres_of(roles):
        _record(db, actor, "PERSON_REACTIVATE", centre_id, person.id, {"isActive": True})


def _manages(actor: Actor, centre_id: UUID) -> bool:
    return not actor.permissions_in(centre_id).isdisjoint(MANAGES_PEOPLE)


def _demand_theirs(db: Session, actor: Actor, person: AppUser) -> Sequence[UserRole]:
    """Whose every role one could give is one's own to change; the roles. Oneself is somebody else's."""
    if person.id == actor.user_id:
        raise OwnAccount
    roles = active_roles(db, person.id)
    if not roles:
        raise HasLeft
    if not all(_manages(actor, role.centre_id) for role in roles):
        raise BelongsElsewhere
    for role in roles:
        demand_may_grant(actor, role.centre_id, role.role)
    return roles


def _demand_may_end(db: Session, actor: Actor, person: AppUser, roles: Sequence[UserRole]) -> None:
    if person.id == actor.user_id:
        raise OwnAccount
    for role in roles:
        demand_may_grant(actor, role.centre_id, role.role)
    if any(role.role is Role.SUPER_ADMIN for role in roles):
        hold(db, "super-admins")
        if other_super_admins(db, person.id) == 0:
            raise LastSuperAdmin


def _centres_of(roles: Sequence[UserRole]) -> Sequence[UUID]:
    """Where an act on the account is on record."""
    return sorted({role.centre_id for role in roles})


def _record(db: Session, actor: Actor, action: str, centre_id: UUID, user_id: UUID, after: dict[str, object]) -> None:
    permission = next(iter(sorted(actor.permissions_in(centre_id) & set(MANAGES_PEOPLE))))
    record(
        db, actor, permission, action, centre_id=centre_id, resource_type="AppUser", resource_id=user_id, after=after
    )
