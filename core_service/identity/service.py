"""Signing in and out, passwords, people and their roles."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Role
from core_service.audit.service import record
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope, scope_of
from core_service.foundation.notices import announce
from core_service.identity.errors import BadCredentials, WrongPassword
from core_service.identity.models import (
    AppUser,
    CentreMember,
    Credential,
    GuardianLink,
    Login,
    LoginTransport,
    UserRole,
)
from core_service.identity.passwords import hash_password, is_password
from core_service.identity.rules import LOGIN_HOLDS_FOR, AgeTier, normal_email, token_hash
from shared.events.notices import CONTROL_CHANNEL, Revocation
from shared.events.values import LoginId
from shared.ids import new_id


def sign_in(
    db: Session, *, email: str, password: str, transport: LoginTransport, now: datetime, request_id: str
) -> tuple[Actor, str]:
    """A new login and its token, which is known to nobody else from now on. Raises BadCredentials."""
    credential = db.scalar(sa.select(Credential).where(Credential.email == normal_email(email)))
    if not is_password(password, credential.password_hash if credential else None) or credential is None:
        raise BadCredentials
    enter_scope(db, DataScope(frozenset({FRANCHISE_ID}), credential.user_id))
    person = db.get(AppUser, credential.user_id)
    if person is None or not person.is_active:
        raise BadCredentials
    token = secrets.token_urlsafe(32)
    login = Login(
        id=new_id(),
        user_id=credential.user_id,
        token_hash=token_hash(token),
        transport=transport,
        expires_at=now + LOGIN_HOLDS_FOR,
    )
    db.add(login)
    actor = Actor(person.id, login.id, person.name, (), request_id=request_id)
    _record(db, actor, "LOGIN", "Login", login.id)
    return actor, token


def sign_out(db: Session, actor: Actor, *, now: datetime) -> None:
    """Ends this login; its sockets are closed."""
    _end_logins(db, actor, "LOGOUT", sa.and_(Login.id == actor.login_id), now=now)


def sign_out_everywhere(db: Session, actor: Actor, *, now: datetime) -> None:
    """Ends every login of the person."""
    _end_logins(db, actor, "LOGOUT_ALL", Login.user_id == actor.user_id, now=now)


def change_password(db: Session, actor: Actor, *, current: str, new: str, now: datetime) -> None:
    """Sets a new password and ends every other login. Raises WrongPassword."""
    credential = db.scalars(sa.select(Credential).where(Credential.user_id == actor.user_id)).one()
    if not is_password(current, credential.password_hash):
        raise WrongPassword
    credential.password_hash = hash_password(new)
    credential.password_changed_at = now
    others = sa.and_(Login.user_id == actor.user_id, Login.id != actor.login_id)
    _end_logins(db, actor, "PASSWORD_CHANGE", others, now=now)


def _end_logins(db: Session, actor: Actor, action: str, which: sa.ColumnElement[bool], *, now: datetime) -> None:
    ended = db.scalars(
        sa.update(Login).where(which, Login.ended_at.is_(None)).values(ended_at=now).returning(Login.id)
    ).all()
    for login_id in ended:
        notice = Revocation(login_id=LoginId(str(login_id)), reason="signed out")
        announce(db, CONTROL_CHANNEL, msgspec.json.encode(notice))
    _record(db, actor, action, "AppUser", actor.user_id)


def _record(db: Session, actor: Actor, action: str, resource_type: str, resource_id: UUID) -> None:
    """An act on one's own account belongs to no centre: it stands in the franchise's audit."""
    scope = scope_of(db)
    enter_scope(db, DataScope(scope.centre_ids | {FRANCHISE_ID}, actor.user_id))
    record(db, actor, None, action, centre_id=FRANCHISE_ID, resource_type=resource_type, resource_id=resource_id)
    db.flush()
    enter_scope(db, scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person with their sign-in."""

    name: str
    email: str
    password: str
    avatar_url: str | None = None
    school_grade: int | None = None
    date_of_birth: date | None = None
    age_tier_override: AgeTier | None = None


def add_person(db: Session, new: NewPerson, *, now: datetime) -> AppUser:
    """A person who belongs to no centre yet."""
    person = AppUser(
        id=new_id(),
        name=new.name,
        avatar_url=new.avatar_url,
        school_grade=new.school_grade,
        date_of_birth=new.date_of_birth,
        age_tier_override=new.age_tier_override,
    )
    db.add(person)
    db.flush()
    db.add(
        Credential(
            user_id=person.id,
            email=normal_email(new.email),
            password_hash=hash_password(new.password),
            password_changed_at=now,
        )
    )
    db.flush()
    return person


def give_role(db: Session, actor: Actor | None, *, centre_id: UUID, user_id: UUID, role: Role) -> None:
    """Makes a person a member of the centre in a role; giving it again changes nothing. `actor` None: the system."""
    if db.get(CentreMember, (centre_id, user_id)) is None:
        db.add(CentreMember(centre_id=centre_id, user_id=user_id))
        db.flush()
    held = db.scalar(
        sa.select(UserRole).where(UserRole.centre_id == centre_id, UserRole.user_id == user_id, UserRole.role == role)
    )
    if held is not None and held.is_active:
        return
    grant = held or UserRole(id=new_id(), centre_id=centre_id, user_id=user_id, role=role)
    grant.is_active = True
    db.add(grant)
    db.flush()
    record(
        db,
        actor,
        None,
        "ROLE_GRANT",
        centre_id=centre_id,
        resource_type="UserRole",
        resource_id=grant.id,
        after={"userId": user_id, "role": role},
    )


def link_guardian(db: Session, *, centre_id: UUID, guardian_id: UUID, student_id: UUID) -> None:
    """Makes a person the parent of a child in a centre."""
    db.add(GuardianLink(centre_id=centre_id, guardian_id=guardian_id, student_id=student_id))
    db.flush()
