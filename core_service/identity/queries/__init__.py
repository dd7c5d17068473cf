"""Who a login or a token belongs to, and what they are where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor, Grant
from core_service.access.rules import Permission, Role
from core_service.centres.models import Centre
from core_service.centres.rules import USUAL, CentreSettings, settings_of
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope
from core_service.identity.models import ApiToken, AppUser, CentreDevice, Credential, Login, UserRole
from core_service.identity.rules import API_TOKEN_PREFIX, USE_NOTED_EVERY, AgeTier, age_tier, token_hash


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in person with their roles, for the pages' navigation."""

    user: AppUser
    email: str | None
    age_tier: AgeTier
    grants: Sequence[Grant]
    permissions: Sequence[tuple[UUID, Sequence[Permission]]]
    centres: Sequence[Centre]


def actor_by_token(db: Session, token: str, *, device_token: str | None = None, now: datetime) -> Actor | None:
    """The person behind a login's or an API token, or None if it is unknown or over, or the person may not come in.

    `device_token` is what the request says of the tablet that it comes from: some logins hold on theirs alone.
    """
    if token.startswith(API_TOKEN_PREFIX):
        return _program(db, db.scalar(sa.select(ApiToken).where(ApiToken.token_hash == token_hash(token))), now)
    login = db.scalar(sa.select(Login).where(Login.token_hash == token_hash(token)))
    if login is not None and login.is_bound_to_device and not _is_its_tablet(db, login, device_token):
        return None
    return _person(db, login, now)


def actor_by_login(db: Session, login_id: UUID, *, now: datetime) -> Actor | None:
    """The same for the login, or the API token, that a room ticket names: it was fetched on the login's own tablet."""
    login = db.get(Login, login_id)
    return _person(db, login, now) if login else _program(db, db.get(ApiToken, login_id), now)


def _person(db: Session, login: Login | None, now: datetime) -> Actor | None:
    if login is None or login.ended_at is not None or login.expires_at <= now:
        return None
    if login.device_id is not None and not _is_tablet_in_use(db, login, now):
        return None
    actor = actor_by_user(db, login.user_id, login_id=login.id)
    return replace(actor, device_id=login.device_id) if actor else None


def actor_by_user(db: Session, user_id: UUID, *, login_id: UUID) -> Actor | None:
    """A person as they stand now, None if they are inactive; `login_id` names what lets us act for them."""
    found = _name_and_grants(db, user_id)
    if found is None:
        return None
    name, grants = found
    is_super = any(grant.role is Role.SUPER_ADMIN for grant in grants)
    every_centre = frozenset(db.scalars(sa.select(Centre.id))) if is_super else frozenset[UUID]()
    return Actor(user_id, login_id, name, grants, every_centre)


def _is_its_tablet(db: Session, login: Login, device_token: str | None) -> bool:
    kept = db.scalar(sa.select(CentreDevice.token_hash).where(CentreDevice.id == login.device_id))
    return kept is not None and device_token is not None and kept == token_hash(device_token)


def _is_tablet_in_use(db: Session, login: Login, now: datetime) -> bool:
    """Whether a sign-in by pictures goes on: the tablet is still paired, and was not left alone. Notes the use."""
    found = sa.select(Centre.settings).join(CentreDevice, CentreDevice.centre_id == Centre.id)
    settings = db.scalar(found.where(CentreDevice.id == login.device_id, CentreDevice.ended_at.is_(None)))
    seen_at = login.last_seen_at or login.created_at
    if settings is None or now - seen_at >= timedelta(minutes=settings_of(settings).tablet_idle_minutes):
        return False
    if now - seen_at >= USE_NOTED_EVERY:
        login.last_seen_at = now
    return True


def _program(db: Session, token: ApiToken | None, now: datetime) -> Actor | None:
    """Acts in the token's centre alone, with what its person may do there and the token allows."""
    if token is None or token.ended_at is not None or (token.expires_at is not None and token.expires_at <= now):
        return None
    found = _name_and_grants(db, token.user_id)
    if found is None:
        return None
    if token.last_used_at is None or now - token.last_used_at >= USE_NOTED_EVERY:
        token.last_used_at = now
    name, held = found
    here = {grant.role for grant in held if grant.centre_id == token.centre_id or grant.role is Role.SUPER_ADMIN}
    return Actor(
        token.user_id,
        token.id,
        name,
        tuple(Grant(role, token.centre_id) for role in sorted(here)),
        allowed=frozenset(map(Permission, token.permissions)),
        api_token_id=token.id,
    )


def _name_and_grants(db: Session, user_id: UUID) -> tuple[str, tuple[Grant, ...]] | None:
    enter_scope(db, DataScope(user_id=user_id))
    name = db.scalar(sa.select(AppUser.name).where(AppUser.id == user_id, AppUser.is_active))
    grants = grants_of(db, user_id) if name is not None else None
    return None if name is None or grants is None else (name, grants)


def grants_of(db: Session, user_id: UUID) -> tuple[Grant, ...] | None:
    """The active roles in open centres, in the person's own scope; None if every centre of theirs is closed."""
    rows = db.execute(
        sa.select(UserRole.role, UserRole.centre_id, Centre.is_active)
        .join(Centre, Centre.id == UserRole.centre_id)
        .where(UserRole.user_id == user_id, UserRole.is_active)
    ).all()
    if rows and not any(row.is_active for row in rows):
        return None
    return tuple(Grant(row.role, row.centre_id) for row in rows if row.is_active)


def account(db: Session, actor: Actor, *, now: datetime) -> Account:
    """The actor's own account, with the permissions that they hold in each centre."""
    user = db.get_one(AppUser, actor.user_id)
    email = db.scalar(sa.select(Credential.email).where(Credential.user_id == actor.user_id))
    centre_ids = {grant.centre_id for grant in actor.grants} | actor.every_centre
    centres = db.scalars(sa.select(Centre).where(Centre.id.in_(centre_ids)).order_by(Centre.name)).all()
    permissions = [(centre.id, sorted(actor.permissions_in(centre.id))) for centre in centres]
    return Account(
        user=user,
        email=email,
        age_tier=_age_tier(user, actor, centres, now),
        grants=actor.grants,
        permissions=permissions,
        centres=[centre for centre in centres if centre.id != FRANCHISE_ID],
    )


def _age_tier(user: AppUser, actor: Actor, centres: Sequence[Centre], now: datetime) -> AgeTier:
    """By the ages of the first centre in which they learn."""
    learns_in = (centre for centre in centres if Permission.OWN_WORK in actor.permissions_in(centre.id))
    settings = next((settings_of(centre.settings) for centre in learns_in), USUAL)
    return age_tier_of(user, settings, now.date())


def age_tier_of(person: AppUser, settings: CentreSettings, today: date) -> AgeTier:
    """Which screen a person gets in a centre, by its ages."""
    return age_tier(person.age_tier_override, person.date_of_birth, person.school_grade, today, settings)
