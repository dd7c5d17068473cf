"""Signing in and out, and one's own account."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.audit.service import record
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope, in_scope, scope_of
from core_service.foundation.errors import NotFound
from core_service.foundation.notices import announce
from core_service.identity.errors import BadCredentials, WrongPassword
from core_service.identity.models import AppUser, Credential, Login, LoginTransport
from core_service.identity.passwords import hash_password, is_password
from core_service.identity.queries import grants_of
from core_service.identity.rules import LOGIN_HOLDS_FOR, normal_email, token_hash
from shared.events.notices import CONTROL_CHANNEL, Revocation, encoded_notice
from shared.events.values import LoginId
from shared.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Where a login is made: how its token is kept, what the client calls itself, and in which request."""

    transport: LoginTransport
    user_agent: str | None
    request_id: str


def sign_in(db: Session, *, email: str, password: str, client: Client, now: datetime) -> tuple[Actor, str]:
    """A new login and its token, which is known to nobody else from now on. Raises BadCredentials."""
    credential = db.scalar(sa.select(Credential).where(Credential.email == normal_email(email)))
    if not is_password(password, credential.password_hash if credential else None) or credential is None:
        raise BadCredentials
    enter_scope(db, DataScope(frozenset({FRANCHISE_ID}), credential.user_id))
    person = db.get(AppUser, credential.user_id)
    if person is None or not person.is_active or grants_of(db, person.id) is None:
        raise BadCredentials
    return open_login(db, person, client, now=now)


def open_login(
    db: Session,
    person: AppUser,
    client: Client,
    *,
    holds_for: timedelta = LOGIN_HOLDS_FOR,
    device_id: UUID | None = None,
    now: datetime,
) -> tuple[Actor, str]:
    """A login of somebody who has proven who they are, and its token; `device_id`: by pictures, on this tablet.

    A page's login on a tablet is bound to it. A program keeps both tokens in one place and sends only one of them.
    """
    token = secrets.token_urlsafe(32)
    login = Login(
        id=new_id(),
        user_id=person.id,
        token_hash=token_hash(token),
        transport=client.transport,
        expires_at=now + holds_for,
        user_agent=client.user_agent,
        device_id=device_id,
        is_bound_to_device=device_id is not None and client.transport is LoginTransport.COOKIE,
        last_seen_at=now if device_id else None,
        created_at=now,
    )
    db.add(login)
    actor = Actor(person.id, login.id, person.name, (), request_id=client.request_id)
    details = {"deviceId": device_id} if device_id else None
    record_own(db, actor, "LOGIN", "Login", login.id, details=details)
    return actor, token


def sign_out(db: Session, actor: Actor, *, now: datetime) -> None:
    """Ends this login; its sockets are closed."""
    _end_and_record(db, actor, "LOGOUT", Login.id == actor.login_id, now=now)


def sign_out_everywhere(db: Session, actor: Actor, *, now: datetime) -> None:
    """Ends every login of the person."""
    actor.demand_login()
    _end_and_record(db, actor, "LOGOUT_ALL", Login.user_id == actor.user_id, now=now)


def end_own_login(db: Session, actor: Actor, *, login_id: UUID, now: datetime) -> None:
    """Ends one of the person's own logins. Raises NotFound for another person's, and for one that is over."""
    actor.demand_login()
    mine = sa.and_(Login.id == login_id, Login.user_id == actor.user_id)
    if not end_logins(db, mine, reason="signed out", now=now):
        raise NotFound("login")
    record_own(db, actor, "LOGIN_END", "Login", login_id)


def change_password(db: Session, actor: Actor, *, current: str, new: str, now: datetime) -> None:
    """Sets a new password and ends every other login. Raises WrongPassword."""
    actor.demand_login()
    credential = db.scalar(sa.select(Credential).where(Credential.user_id == actor.user_id))
    if credential is None or not is_password(current, credential.password_hash):
        raise WrongPassword
    credential.password_hash = hash_password(new)
    credential.password_changed_at = now
    others = sa.and_(Login.user_id == actor.user_id, Login.id != actor.login_id)
    _end_and_record(db, actor, "PASSWORD_CHANGE", others, now=now)


def change_own_name(db: Session, actor: Actor, *, name: str) -> None:
    """Gives oneself another name."""
    actor.demand_login()
    db.get_one(AppUser, actor.user_id).name = name
    db.flush()
    record_own(db, actor, "NAME_CHANGE", "AppUser", actor.user_id, details={"name": "changed"})


def end_logins(db: Session, which: sa.ColumnElement[bool], *, reason: str, now: datetime) -> Sequence[UUID]:
    """Ends the open ones of these logins, and closes their sockets once this is committed; their ids."""
    ended = db.scalars(
        sa.update(Login).where(which, Login.ended_at.is_(None)).values(ended_at=now).returning(Login.id)
    ).all()
    for login_id in ended:
        revoke(db, Revocation(login_id=LoginId(str(login_id)), reason=reason))
    return ended


def revoke(db: Session, notice: Revocation) -> None:
    """Tells every hub, once this is committed."""
    announce(db, CONTROL_CHANNEL, encoded_notice(notice))


def _end_and_record(db: Session, actor: Actor, action: str, which: sa.ColumnElement[bool], *, now: datetime) -> None:
    end_logins(db, which, reason="signed out", now=now)
    record_own(db, actor, action, "AppUser", actor.user_id)


def record_own(
    db: Session,
    actor: Actor,
    action: str,
    resource_type: str,
    resource_id: UUID,
    *,
    details: Mapping[str, object] | None = None,
) -> None:
    """An act on one's own account belongs to no centre: it stands in the franchise's audit."""
    with in_scope(db, DataScope(scope_of(db).centre_ids | {FRANCHISE_ID}, actor.user_id)):
        record(
            db,
            actor,
            None,
            action,
            centre_id=FRANCHISE_ID,
            resource_type=resource_type,
            resource_id=resource_id,
            details=details,
        )
