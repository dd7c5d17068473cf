"""Lets a request reach its route only with the permission, inside the actor's centres (R284, ARCHITECTURE 5)."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol

from flask import Response, current_app, g, request
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import CsrfMissing, PermissionMissing
from core_service.access.rules import Permission
from core_service.foundation.db import NOTHING, DataScope, enter_scope
from core_service.foundation.errors import NotSignedIn
from core_service.foundation.http import Blueprint
from core_service.foundation.idempotency import Answer, earlier_answer, fingerprint, remember
from core_service.foundation.query_names import query_names_of, refuse_other_names
from core_service.foundation.request_ids import request_id
from core_service.foundation.runtime import runtime

LOGIN_COOKIE = "aetherlearn_login"
DEVICE_COOKIE = "aetherlearn_device"
"""By which a centre's tablet is known: kept while child after child signs in and out there."""

CSRF_HEADER = "X-CSRF-Token"
SERVICE_KEY_HEADER = "X-Service-Key"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

View = Callable[..., Any]


class ActorLoader(Protocol):
    """Finds who a token belongs to; given by the app, since people live above access."""

    def __call__(self, db: Session, token: str, *, device_token: str | None) -> Actor | None:
        """The actor, or None for a token that is unknown, ended, of an inactive person, or bound to another device."""
        ...


class Audience(StrEnum):
    """For whom a route is, before any permission."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    TICKET = "holder of a room ticket"
    HUB = "hub"


@dataclass(frozen=True, slots=True)
class Access:
    """What a route states about itself; a test reads it from every view (R284)."""

    audience: Audience
    permissions: tuple[Permission, ...] = ()


SECURITY_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "The token of a login or of a program."},
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": LOGIN_COOKIE,
        "description": f"A page's login; what changes anything sends `{CSRF_HEADER}` with the login's `csrfToken` too.",
    },
    "ticket": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "`Ticket` and the ticket of `POST /api/sessions/{session_id}/ticket`.",
    },
    "service": {"type": "apiKey", "in": "header", "name": SERVICE_KEY_HEADER, "description": "For the hub alone."},
}
"""How callers prove who they are, for the OpenAPI document."""

_PROOFS: dict[Audience, list[dict[str, list[str]]]] = {
    Audience.ANYBODY: [],
    Audience.SIGNED_IN: [{"bearer": []}, {"cookie": []}],
    Audience.TICKET: [{"ticket": []}],
    Audience.HUB: [{"service": []}],
}


def stating(access: Access) -> Callable[[View], View]:
    """The view says for whom it is, to the test of all routes and in the OpenAPI document."""

    def decorate(view: View) -> View:
        permissions = {"x-permissions": [each.value for each in access.permissions]} if access.permissions else {}
        stated: View = Blueprint.doc(security=_PROOFS[access.audience], **permissions)(view)
        vars(stated)["access"] = access
        return stated

    return decorate


def access_of(view: View) -> Access | None:
    """What the view states, or None if it states nothing."""
    return vars(view).get("access")


def requires(*permissions: Permission) -> Callable[[View], View]:
    """The view is called as `view(db, actor, …)` if the actor holds one of `permissions` somewhere.

    It sees the rows of the centres where they do. What it changes is committed after it has answered.
    """

    def enter(db: Session, actor: Actor) -> None:
        centres = actor.centres_with(*permissions)
        if not centres:
            raise PermissionMissing(permissions)
        enter_scope(db, DataScope(centres, actor.user_id))

    return _guard(Access(Audience.SIGNED_IN, permissions), enter)


def signed_in(view: View) -> View:
    """The view is called as `view(db, actor, …)` for whoever is signed in, and sees only their own person."""
    return _guard(Access(Audience.SIGNED_IN), lambda db, actor: None)(view)


def signed_in_person(view: View) -> View:
    """The same for people alone: a program is refused, since its token is for one centre and some permissions."""
    return _guard(Access(Audience.SIGNED_IN), lambda db, actor: actor.refuse_program())(view)


def without_database(view: View) -> View:
    """The view is called without a login and without a transaction: what answers while the database is away."""
    return stating(Access(Audience.ANYBODY))(view)


def anybody(view: View) -> View:
    """The view is called as `view(db, …)` without a login and sees no centre's rows."""

    known = query_names_of(view)

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        refuse_other_names(known)
        with runtime().unit_of_work(NOTHING) as db:
            return view(db, *args, **kwargs)

    return stating(Access(Audience.ANYBODY))(guarded)


def hub_only(view: View) -> View:
    """The view is called for a request with the service key; it opens its own transaction."""

    known = query_names_of(view)

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        offered = request.headers.get(SERVICE_KEY_HEADER, "")
        if not hmac.compare_digest(offered.encode(), runtime().settings.service_key.encode()):
            raise NotSignedIn("This route is for the hub, with the service key.")
        refuse_other_names(known)
        return view(*args, **kwargs)

    return stating(Access(Audience.HUB))(guarded)


def _guard(access: Access, enter: Callable[[Session, Actor], None]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        known = query_names_of(view)

        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            with runtime().unit_of_work(NOTHING) as db:
                actor = _actor(db)
                enter(db, actor)
                refuse_other_names(known)
                return answer_once(db, actor, lambda: view(db, actor, *args, **kwargs))

        return stating(access)(guarded)

    return decorate


def answer_once(db: Session, actor: Actor, answer: Callable[[], Any]) -> Any:
    """Answers a POST that carries an Idempotency-Key as it was answered the first time."""
    key = request.headers.get("Idempotency-Key")
    if key is None or request.method != "POST":
        return answer()
    now = runtime().clock.now()
    body_hash = fingerprint(request.method, request.path, request.get_data(cache=True))
    earlier = earlier_answer(db, actor.user_id, key, body_hash, now=now)
    if earlier is not None:
        return Response(earlier.body, earlier.status, mimetype="application/json")
    response = current_app.make_response(answer())
    if g.get("answer_is_secret"):
        return response
    remember(db, actor.user_id, key, body_hash, Answer(response.status_code, response.get_data(as_text=True)), now=now)
    return response


def keep_no_answer() -> None:
    """Called by a view whose answer holds a secret: it is stored nowhere, so a repeat is a new request."""
    g.answer_is_secret = True


def _actor(db: Session) -> Actor:
    actor = actor_of_request(db)
    if actor is None:
        raise NotSignedIn("Sign in first: nobody is signed in, or the login has ended.")
    return replace(actor, request_id=request_id())


def actor_of_request(db: Session) -> Actor | None:
    """Who asks, None for nobody."""
    token = presented_token()
    load: ActorLoader = current_app.extensions["actor_loader"]
    return load(db, token, device_token=request.cookies.get(DEVICE_COOKIE)) if token else None


def presented_token() -> str | None:
    """The login's token from the header, or from the cookie with proof that our own page sent it."""
    token = authorization("bearer")
    if token is not None:
        return token or None
    cookie = request.cookies.get(LOGIN_COOKIE)
    if cookie and request.method not in _SAFE_METHODS:
        _demand_csrf(cookie)
    return cookie


def authorization(scheme: str) -> str | None:
    """What the request's Authorization header holds in this scheme (lower case); None if it is another, or missing."""
    offered, _, text = request.headers.get("Authorization", "").partition(" ")
    return text.strip() if offered.lower() == scheme else None


def _demand_csrf(cookie: str) -> None:
    offered = request.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(offered.encode(), csrf_token(cookie).encode()):
        raise CsrfMissing


def csrf_token(token: str) -> str:
    """What a page must send back beside the cookie: derived from the token, worthless without it."""
    return hmac.new(token.encode(), b"csrf", "sha256").hexdigest()
