"""Signing in and out."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, request
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import LOGIN_COOKIE, anybody, csrf_token, presented_token, signed_in, signed_in_person
from core_service.foundation.http import Blueprint
from core_service.foundation.request_ids import request_id
from core_service.foundation.runtime import runtime
from core_service.identity import queries
from core_service.identity.errors import BadCredentials, WrongPassword
from core_service.identity.models import LoginTransport
from core_service.identity.rules import LOGIN_HOLDS_FOR, normal_email
from core_service.identity.schemas import AccountSchema, LoginRequest, LoginSchema, PasswordRequest, UserSchema
from core_service.identity.service import sign_in as service
from core_service.identity.throttle import Attempts

blueprint = Blueprint("auth", __name__, url_prefix="/api/auth", description="Signing in and one's own account")


@blueprint.post("/login")
@anybody
@blueprint.arguments(LoginRequest)
@blueprint.response(200, LoginSchema)
def login(db: Session, wanted: dict[str, Any]) -> Response:
    """Sign in with e-mail address and password."""
    run = runtime()
    failures = Attempts.failed_logins(run.redis, normal_email(wanted["email"]), request.remote_addr or "")
    now = run.clock.now()
    with failures.against(BadCredentials):
        actor, token = service.sign_in(
            db, email=wanted["email"], password=wanted["password"], client=client_of(wanted["transport"]), now=now
        )
    return signed_in_answer(db, actor, token, wanted["transport"], now=now)


@blueprint.get("/me")
@signed_in
@blueprint.response(200, AccountSchema)
def me(db: Session, actor: Actor) -> dict[str, Any]:
    """Who is signed in, with roles, permissions and centres."""
    account = queries.account(db, actor, now=runtime().clock.now())
    return {
        "user": shown_user(account),
        "roles": account.grants,
        "permissions": [{"centre_id": centre_id, "permissions": held} for centre_id, held in account.permissions],
        "centres": account.centres,
        "csrf_token": csrf_token(presented_token() or ""),
    }


@blueprint.post("/logout")
@signed_in_person
@blueprint.response(204)
def logout(db: Session, actor: Actor) -> Response:
    """End this login."""
    service.sign_out(db, actor, now=runtime().clock.now())
    return _signed_out()


@blueprint.post("/logout-all")
@signed_in_person
@blueprint.response(204)
def logout_all(db: Session, actor: Actor) -> Response:
    """End every login of this person."""
    service.sign_out_everywhere(db, actor, now=runtime().clock.now())
    return _signed_out()


@blueprint.post("/password")
@signed_in_person
@blueprint.arguments(PasswordRequest)
@blueprint.response(204)
def password(db: Session, actor: Actor, wanted: dict[str, str]) -> None:
    """Change one's own password; every other login ends."""
    run = runtime()
    with Attempts.failed_passwords(run.redis, actor.user_id).against(WrongPassword):
        service.change_password(
            db, actor, current=wanted["current_password"], new=wanted["new_password"], now=run.clock.now()
        )


def client_of(transport: LoginTransport) -> service.Client:
    """Who makes a login with this request."""
    user_agent = (request.user_agent.string or "").replace("\x00", "")[:200]
    return service.Client(transport=transport, user_agent=user_agent or None, request_id=request_id())


def signed_in_answer(db: Session, actor: Actor, token: str, transport: LoginTransport, *, now: datetime) -> Response:
    """What a new login is answered with: its token in the body for programs, in a cookie for pages."""
    account = queries.account(db, actor, now=now)
    body = {"user": UserSchema().dump(shown_user(account)), "csrfToken": csrf_token(token)}
    if transport is LoginTransport.BEARER:
        return jsonify(body | {"token": token})
    response = jsonify(body)
    _set_cookie(response, token)
    return response


def shown_user(account: queries.Account) -> dict[str, Any]:
    """As UserSchema has it."""
    user = account.user
    return {
        "id": user.id,
        "name": user.name,
        "email": account.email,
        "avatar_url": user.avatar_url,
        "school_grade": user.school_grade,
        "age_tier": account.age_tier,
    }


def _set_cookie(response: Response, token: str) -> None:
    response.set_cookie(
        LOGIN_COOKIE,
        token,
        max_age=int(LOGIN_HOLDS_FOR.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=runtime().settings.has_secure_cookies,
    )


def _signed_out() -> Response:
    response = Response(status=HTTPStatus.NO_CONTENT)
    response.delete_cookie(LOGIN_COOKIE)
    return response
