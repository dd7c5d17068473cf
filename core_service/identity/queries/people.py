"""Reads of people and what they are in the centres that one manages."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Permission, Role
from core_service.centres.models import Centre
from core_service.centres.rules import USUAL, settings_of
from core_service.foundation.db import FRANCHISE_ID, DataScope, in_scope, scope_of
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import NameCursor, in_order
from core_service.identity.models import AppUser, CentreMember, Credential, PictureSignIn, UserRole
from core_service.identity.queries import age_tier_of
from core_service.identity.rules import AgeTier, normal_email

MANAGES_PEOPLE = (Permission.STUDENT_MANAGE, Permission.TUTOR_MANAGE, Permission.CENTRE_MANAGE)
"""Any of them lets one see a centre's people; which roles one may give is another question (rules/granting)."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as those who manage them see them: the roles are those in their common centres."""

    person: AppUser
    email: str | None
    has_pictures: bool
    roles: Sequence[UserRole]


@dataclass(frozen=True, slots=True)
class Search:
    """What people are looked for by; None: not by this. `words` stand in the name, or begin the e-mail address."""

    words: str | None = None
    role: Role | None = None
    centre_id: UUID | None = None
    is_active: bool | None = None


def people_page(
    db: Session, centre_ids: Collection[UUID], search: Search, *, cursor: NameCursor | None, limit: int
) -> list[Listed]:
    """`limit` + 1 members of the centres by name, in three statements."""
    centres = [id for id in centre_ids if search.centre_id in (None, id)]
    belongs = sa.exists().where(CentreMember.user_id == AppUser.id, CentreMember.centre_id.in_(centres))
    found = sa.select(AppUser).where(belongs)
    if search.role is not None:
        holds = sa.exists().where(
            UserRole.user_id == AppUser.id,
            UserRole.centre_id.in_(centres),
            UserRole.role == search.role,
            UserRole.is_active,
        )
        found = found.where(holds)
    if search.is_active is not None:
        found = found.where(AppUser.is_active.is_(search.is_active))
    if search.words:
        found = found.where(_matches(search.words))
    page = in_order(found, (AppUser.name, AppUser.id), cursor, limit)
    return listed(db, db.scalars(page).all(), centre_ids)


def _matches(words: str) -> sa.ColumnElement[bool]:
    address = sa.exists().where(
        Credential.user_id == AppUser.id, Credential.email.startswith(normal_email(words), autoescape=True)
    )
    return sa.or_(AppUser.name.icontains(words.strip(), autoescape=True), address)


def listed(db: Session, people: Sequence[AppUser], centre_ids: Collection[UUID]) -> list[Listed]:
    """These, with what they sign in by and their active roles in the centres, in two statements."""
    ids = [person.id for person in people]
    has_pictures = sa.exists().where(PictureSignIn.user_id == AppUser.id, PictureSignIn.centre_id.in_(list(centre_ids)))
    signs_in_by = (
        sa.select(AppUser.id, Credential.email, has_pictures)
        .outerjoin(Credential, Credential.user_id == AppUser.id)
        .where(AppUser.id.in_(ids))
    )
    ways_in = {id: (email, pictures) for id, email, pictures in db.execute(signs_in_by)}
    roles: defaultdict[UUID, list[UserRole]] = defaultdict(list)
    held = sa.select(UserRole).where(
        UserRole.user_id.in_(ids), UserRole.centre_id.in_(list(centre_ids)), UserRole.is_active
    )
    for role in db.scalars(held.order_by(UserRole.created_at, UserRole.id)):
        roles[role.user_id].append(role)
    return [Listed(person, *ways_in[person.id], roles[person.id]) for person in people]


def age_tiers(db: Session, people: Sequence[Listed], *, today: date) -> dict[UUID, AgeTier]:
    """By person, by the ages of the first of these centres in which they learn; in one statement."""
    learns_in = {
        each.person.id: next((role.centre_id for role in each.roles if role.role is Role.STUDENT), None)
        for each in people
    }
    centres = sa.select(Centre.id, Centre.settings).where(Centre.id.in_({*learns_in.values()} - {None}))
    settings = {centre_id: settings_of(stored) for centre_id, stored in db.execute(centres)}
    return {
        each.person.id: age_tier_of(each.person, settings.get(learns_in[each.person.id], USUAL), today)
        for each in people
    }


def member_by_id(db: Session, user_id: UUID) -> AppUser:
    """A member of the scope's centres. Raises NotFound for anybody else."""
    belongs = sa.exists().where(CentreMember.user_id == AppUser.id, CentreMember.centre_id.in_(scope_of(db).centre_ids))
    person = db.scalar(sa.select(AppUser).where(AppUser.id == user_id, belongs))
    if person is None:
        raise NotFound("person")
    return person


def active_roles(db: Session, user_id: UUID) -> Sequence[UserRole]:
    """In whatever centre, those outside the scope too: an account is one."""
    with in_scope(db, DataScope(scope_of(db).centre_ids, user_id)):  # everybody's own rows are open to them
        held = sa.select(UserRole).where(UserRole.user_id == user_id, UserRole.is_active)
        return db.scalars(held.order_by(UserRole.created_at, UserRole.id)).all()


def other_super_admins(db: Session, user_id: UUID) -> int:
    """How many there are besides this person; asked in the franchise's scope."""
    found = (
        sa.select(sa.func.count(UserRole.user_id.distinct()))
        .join(AppUser, AppUser.id == UserRole.user_id)
        .where(
            UserRole.centre_id == FRANCHISE_ID,
            UserRole.role == Role.SUPER_ADMIN,
            UserRole.is_active,
            AppUser.is_active,
            UserRole.user_id != user_id,
        )
    )
    return db.scalars(found).one()
