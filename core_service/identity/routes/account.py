"""One's own account: name, logins, and the tokens of one's programs."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import keep_no_answer, signed_in_person
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.identity import queries
from core_service.identity.models import ApiToken
from core_service.identity.queries import credentials
from core_service.identity.routes.sign_in import shown_user
from core_service.identity.schemas import UserSchema
from core_service.identity.schemas.credentials import (
    LoginList,
    OwnChange,
    TokenPage,
    TokenQuery,
    TokenRequest,
    TokenSchema,
)
from core_service.identity.service import api_tokens, sign_in

blueprint = Blueprint("account", __name__, url_prefix="/api/auth", description="One's own account")


@blueprint.patch("/me")
@signed_in_person
@blueprint.arguments(OwnChange)
@blueprint.response(200, UserSchema)
def change(db: Session, actor: Actor, wanted: dict[str, str]) -> dict[str, Any]:
    """Change one's own name."""
    sign_in.change_own_name(db, actor, name=wanted["name"].strip())
    return shown_user(queries.account(db, actor, now=runtime().clock.now()))


@blueprint.get("/logins")
@signed_in_person
@blueprint.response(200, LoginList)
def logins(db: Session, actor: Actor) -> dict[str, Any]:
    """Where one is signed in."""
    found = credentials.open_logins(db, actor.user_id, now=runtime().clock.now())
    rows = [
        {
            "id": login.id,
            "transport": login.transport,
            "user_agent": login.user_agent,
            "created_at": login.created_at,
            "expires_at": login.expires_at,
            "is_current": login.id == actor.login_id,
            "on_tablet": login.device_id is not None,
        }
        for login in found
    ]
    return {"items": rows}


@blueprint.delete("/logins/<uuid:login_id>")
@signed_in_person
@blueprint.response(204)
def end_login(db: Session, actor: Actor, login_id: UUID) -> None:
    """End one of them; its sockets close."""
    sign_in.end_own_login(db, actor, login_id=login_id, now=runtime().clock.now())


@blueprint.get("/tokens")
@signed_in_person
@blueprint.arguments(TokenQuery, location="query")
@blueprint.response(200, TokenPage)
def tokens(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """One's own API tokens, or all that act in a centre which one sets up."""
    limit, cursor, centre_id = wanted["limit"], cursor_of(wanted["cursor"]), wanted["centre_id"]
    if centre_id is None:
        found = credentials.own_tokens(db, actor.user_id, cursor=cursor, limit=limit)
    else:
        actor.demand(Permission.SYSTEM_SETTINGS, centre_id)
        found = credentials.tokens_in_centre(db, centre_id, cursor=cursor, limit=limit)
    return paged(found, limit, lambda token: Cursor(token.created_at, token.id))


@blueprint.post("/tokens")
@signed_in_person
@blueprint.arguments(TokenRequest)
@blueprint.response(201, TokenSchema)
def create_token(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Make a token for a program; its text is shown this once."""
    keep_no_answer()
    centre_id = actor.centre_for(*Permission, wanted=wanted.pop("centre_id"))
    token, text = api_tokens.create_token(db, actor, centre_id=centre_id, **wanted, now=runtime().clock.now())
    return _shown(token) | {"token": text}


@blueprint.delete("/tokens/<uuid:token_id>")
@signed_in_person
@blueprint.response(204)
def revoke_token(db: Session, actor: Actor, token_id: UUID) -> None:
    """Revoke a token at once."""
    api_tokens.revoke_token(db, actor, token_id=token_id, now=runtime().clock.now())


def _shown(token: ApiToken) -> dict[str, Any]:
    fields = ("id", "label", "user_id", "centre_id", "permissions", "created_at", "expires_at", "last_used_at")
    return {field: getattr(token, field) for field in fields}
