"""A new password for whoever reads the account's letters; nothing tells a stranger which accounts there are."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope
from core_service.foundation.jobs import schedule
from core_service.identity.errors import ResetOver
from core_service.identity.models import AppUser, Credential, Login, PasswordReset
from core_service.identity.passwords import hash_password
from core_service.identity.rules import RESET_HOLDS_FOR, normal_email, token_hash
from core_service.identity.service.sign_in import end_logins, record_own
from shared.ids import new_id

WRITE_RESET = "identity.write_reset"
"""The pending job that makes a reset's token and sends it; its arguments are `{userId}`, null for nobody."""


def ask_for_reset(db: Session, *, email: str, is_allowed: bool, now: datetime) -> None:
    """Promises a letter; for an unknown address the same is written down, and the job finds nothing to do."""
    user_id = db.scalar(sa.select(Credential.user_id).where(Credential.email == normal_email(email)))
    known: Mapping[str, str | None] = {"userId": str(user_id) if user_id and is_allowed else None}
    schedule(db, WRITE_RESET, centre_id=FRANCHISE_ID, due_at=now, key=str(new_id()), arguments=known)


def make_reset(db: Session, *, user_id: UUID, now: datetime) -> tuple[str, str, str] | None:
    """The account's address, the person's name and a fresh token; None if they may not come in.

    Links of before are void.
    """
    enter_scope(db, DataScope(frozenset({FRANCHISE_ID}), user_id))
    person = db.scalar(sa.select(AppUser).where(AppUser.id == user_id, AppUser.is_active))
    email = db.scalar(sa.select(Credential.email).where(Credential.user_id == user_id))
    if person is None or email is None:
        return None
    _void(db, user_id, now)
    token = secrets.token_urlsafe(32)
    db.add(PasswordReset(user_id=user_id, token_hash=token_hash(token), expires_at=now + RESET_HOLDS_FOR))
    db.flush()
    return email, person.name, token


def confirm_reset(db: Session, *, token: str, password: str, request_id: str, now: datetime) -> None:
    """Sets the new password and ends every login of the person. Raises ResetOver."""
    found = sa.select(PasswordReset).where(PasswordReset.token_hash == token_hash(token)).with_for_update()
    reset = db.scalar(found)
    if reset is None or reset.used_at is not None or reset.expires_at <= now:
        raise ResetOver
    enter_scope(db, DataScope(frozenset({FRANCHISE_ID}), reset.user_id))
    person = db.scalar(sa.select(AppUser).where(AppUser.id == reset.user_id, AppUser.is_active))
    if person is None:
        raise ResetOver
    credential = db.scalars(sa.select(Credential).where(Credential.user_id == person.id)).one()
    credential.password_hash, credential.password_changed_at = hash_password(password), now
    _void(db, person.id, now)
    ended = end_logins(db, Login.user_id == person.id, reason="password changed", now=now)
    actor = Actor(person.id, new_id(), person.name, (), request_id=request_id)
    record_own(db, actor, "PASSWORD_RESET", "AppUser", person.id, details={"loginsEnded": len(ended)})


def _void(db: Session, user_id: UUID, now: datetime) -> None:
    open_ones = sa.and_(PasswordReset.user_id == user_id, PasswordReset.used_at.is_(None))
    db.execute(sa.update(PasswordReset).where(open_ones).values(used_at=now))
