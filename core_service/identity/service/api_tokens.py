"""Tokens by which programs act for their person, in one centre and with some of their permissions (R068)."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.foundation.db import DataScope, in_scope, scope_of
from core_service.foundation.errors import FieldError, Invalid, NotFound
from core_service.identity.models import ApiToken
from core_service.identity.rules import API_TOKEN_HOLDS_AT_MOST, API_TOKEN_HOLDS_FOR, API_TOKEN_PREFIX, token_hash
from core_service.identity.service.sign_in import revoke
from shared.events.notices import Revocation
from shared.events.values import LoginId
from shared.ids import new_id


def create_token(
    db: Session,
    actor: Actor,
    *,
    centre_id: UUID,
    label: str,
    permissions: Sequence[Permission],
    expires_at: datetime | None,
    now: datetime,
) -> tuple[ApiToken, str]:
    """A token and its text, which is known to nobody else from now on. Raises LoginNeeded, Invalid."""
    actor.demand_login()
    held = actor.permissions_in(centre_id)
    errors = [
        FieldError(f"permissions.{number}", "is not yours in this centre")
        for number, permission in enumerate(permissions)
        if permission not in held
    ]
    if errors:
        raise Invalid("A token can do no more than you can.", errors=errors)
    ends_at = expires_at or now + API_TOKEN_HOLDS_FOR
    if not now < ends_at <= now + API_TOKEN_HOLDS_AT_MOST:
        raise Invalid.field("expiresAt", "must be in the future and within a year")
    text = API_TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        id=new_id(),
        centre_id=centre_id,
        user_id=actor.user_id,
        label=label,
        permissions=sorted(set(permissions)),
        token_hash=token_hash(text),
        expires_at=ends_at,
        created_at=now,
    )
    db.add(token)
    db.flush()
    _record(db, actor, "API_TOKEN_CREATE", token)
    return token, text


def revoke_token(db: Session, actor: Actor, *, token_id: UUID, now: datetime) -> None:
    """Ends one of one's own tokens, or one that acts in a centre whose settings are the actor's. Raises NotFound."""
    actor.demand_login()
    token = db.scalar(sa.select(ApiToken).where(ApiToken.id == token_id).with_for_update())
    if token is None or not may_end(actor, token):
        raise NotFound("token")
    if token.ended_at is not None:
        return
    token.ended_at = now
    db.flush()
    revoke(db, Revocation(login_id=LoginId(str(token.id)), reason="token revoked"))
    _record(db, actor, "API_TOKEN_REVOKE", token)


def may_end(actor: Actor, token: ApiToken) -> bool:
    """One's own, and everybody's in a centre that one sets up."""
    return token.user_id == actor.user_id or actor.may(Permission.SYSTEM_SETTINGS, token.centre_id)


def _record(db: Session, actor: Actor, action: str, token: ApiToken) -> None:
    """In the token's own centre, whatever the route's scope is."""
    after = {"permissions": " ".join(token.permissions), "expiresAt": token.expires_at}
    with in_scope(db, DataScope(scope_of(db).centre_ids | {token.centre_id}, actor.user_id)):
        record_row(db, actor, None, action, token, after=after)
