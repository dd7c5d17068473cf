"""What the links in letters open: accepting an invitation, choosing a new password; nobody is signed in."""

from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import actor_of_request, anybody
from core_service.foundation.errors import FieldError, Invalid
from core_service.foundation.http import Blueprint
from core_service.foundation.request_ids import request_id
from core_service.foundation.runtime import runtime
from core_service.identity.errors import SignInToAccept
from core_service.identity.routes.sign_in import client_of, signed_in_answer
from core_service.identity.rules import normal_email
from core_service.identity.schemas import LoginSchema
from core_service.identity.schemas.invitations import AcceptRequest, OfferSchema, ResetConfirmation, ResetRequest
from core_service.identity.service import accepting, password_reset
from core_service.identity.throttle import Attempts

blueprint = Blueprint("by-letter", __name__, url_prefix="/api/auth", description="Invitations and new passwords")


@blueprint.get("/invitations/<token>")
@anybody
@blueprint.response(200, OfferSchema)
def offer(db: Session, token: str) -> dict[str, Any]:
    """What the invitation is for."""
    found = accepting.offer_by_token(db, token, now=runtime().clock.now())
    names = [centre.name for centre in found.centres]
    return {
        "centre_name": " and ".join(names) or None,
        "centre_names": names,
        "children": sum(each.student_id is not None for each in found.invitations),
        "role": found.first.role,
        "email": found.first.email,
        "has_account": found.has_account,
        "expires_at": min(each.expires_at for each in found.invitations),
    }


@blueprint.post("/invitations/<token>")
@anybody
@blueprint.arguments(AcceptRequest)
@blueprint.response(200, LoginSchema)
def accept(db: Session, wanted: dict[str, Any], token: str) -> Response:
    """Accept it: a new person with name and password, who is signed in then; a known one with their login."""
    now = runtime().clock.now()
    found = accepting.offer_by_token(db, token, now=now)
    if found.has_account:
        actor = _signed_in(db)
        accepting.accept_as_known(db, actor, offer=found, now=now)
        return Response(status=204)
    _demand_name_and_password(wanted)
    client = client_of(wanted["transport"])
    actor, login_token = accepting.accept_as_new(
        db,
        offer=found,
        name=wanted["name"].strip(),
        password=wanted["password"],
        client=client,
        now=now,
    )
    return signed_in_answer(db, actor, login_token, wanted["transport"], now=now)


def _signed_in(db: Session) -> Actor:
    actor = actor_of_request(db)
    if actor is None:
        raise SignInToAccept
    return actor


def _demand_name_and_password(wanted: dict[str, Any]) -> None:
    missing = [
        FieldError(field, "Missing data for required field.") for field in ("name", "password") if field not in wanted
    ]
    if missing:
        raise Invalid("Some values are not valid.", errors=missing)


@blueprint.post("/password-reset")
@anybody
@blueprint.arguments(ResetRequest)
@blueprint.response(202)
def ask_for_reset(db: Session, wanted: dict[str, str]) -> None:
    """Ask for a letter with a link to a new password; the answer is the same whether there is such an account."""
    run, email = runtime(), normal_email(wanted["email"])
    Attempts.resets_from_address(run.redis, request.remote_addr or "").count()
    is_allowed = Attempts.resets_for_account(run.redis, email).counted_or_wait() == 0
    password_reset.ask_for_reset(db, email=email, is_allowed=is_allowed, now=run.clock.now())


@blueprint.post("/password-reset/confirm")
@anybody
@blueprint.arguments(ResetConfirmation)
@blueprint.response(204)
def confirm_reset(db: Session, wanted: dict[str, str]) -> None:
    """Choose the new password; every login of the person ends."""
    password_reset.confirm_reset(db, **wanted, request_id=request_id(), now=runtime().clock.now())
