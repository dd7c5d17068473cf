"""Raised hands (R085, R086, R102, R105; both ways to raise one are the same service, C11)."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.live.queries.help_requests import HandsWanted, HandView, hand_view, hands_concerning
from core_service.live.queries.help_statistics import HelpStatistics, help_statistics, session_help_statistics
from core_service.live.rules import OPEN_STATUSES, HelpStatus
from core_service.live.schemas.help_requests import (
    HelpCallInSessionRequest,
    HelpCallRequest,
    HelpChangeRequest,
    HelpQuery,
    HelpRequestPage,
    HelpRequestSchema,
    HelpStatisticsQuery,
    HelpStatisticsSchema,
)
from core_service.live.service import help_requests as service

blueprint = Blueprint("help-requests", __name__, url_prefix="/api", description="Raised hands")


@blueprint.post("/sessions/<uuid:session_id>/help-request")
@requires(Permission.OWN_WORK)
@blueprint.arguments(HelpCallRequest)
@blueprint.response(201, HelpRequestSchema)
@blueprint.alt_response(200, schema=HelpRequestSchema, description="It was there already")
def ask(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> tuple[HandView, HTTPStatus]:
    """Raise a hand (201), or change the words of the one that is up (200)."""
    return _ask(db, actor, session_id, wanted)


@blueprint.post("/help-requests")
@requires(Permission.OWN_WORK)
@blueprint.arguments(HelpCallInSessionRequest)
@blueprint.response(201, HelpRequestSchema)
@blueprint.alt_response(200, schema=HelpRequestSchema, description="It was there already")
def ask_in_session(db: Session, actor: Actor, wanted: dict[str, Any]) -> tuple[HandView, HTTPStatus]:
    """The same, with the session in the body."""
    return _ask(db, actor, wanted.pop("session_id"), wanted)


def _ask(db: Session, actor: Actor, session_id: UUID, wanted: dict[str, Any]) -> tuple[HandView, HTTPStatus]:
    wanted.pop("priority")
    raised = service.request_help(
        db, actor, session_id=session_id, call=service.Call(**wanted), now=runtime().clock.now()
    )
    return hand_view(db, raised.request), HTTPStatus.CREATED if raised.is_new else HTTPStatus.OK


@blueprint.get("/help-requests")
@requires(Permission.HELP_REQUEST_RESPOND, Permission.OWN_WORK)
@blueprint.arguments(HelpQuery, location="query")
@blueprint.response(200, HelpRequestPage)
def listing(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Requests that concern the caller, oldest first."""
    statuses = OPEN_STATUSES if wanted["open"] else [wanted["status"]] if wanted["status"] else []
    asked = HandsWanted(wanted["session_id"], wanted["student_id"], statuses, wanted["priority"])
    found = hands_concerning(db, actor, asked, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    return paged(found, wanted["limit"], lambda hand: Cursor(hand.request.requested_at, hand.request.id))


@blueprint.get("/help-requests/statistics")
@requires(Permission.HELP_REQUEST_RESPOND)
@blueprint.arguments(HelpStatisticsQuery, location="query")
@blueprint.response(200, HelpStatisticsSchema)
def statistics(db: Session, actor: Actor, wanted: dict[str, Any]) -> HelpStatistics:
    """How long students waited in the caller's sessions, or in those that they oversee (R067)."""
    return help_statistics(db, actor, **wanted, now=runtime().clock.now())


@blueprint.get("/sessions/<uuid:session_id>/help-statistics")
@requires(Permission.HELP_REQUEST_RESPOND)
@blueprint.response(200, HelpStatisticsSchema)
def session_statistics(db: Session, actor: Actor, session_id: UUID) -> HelpStatistics:
    """How long students waited in one session."""
    return session_help_statistics(db, actor, session_id)


@blueprint.patch("/help-requests/<uuid:request_id>/acknowledge")
@requires(Permission.HELP_REQUEST_RESPOND)
@blueprint.response(200, HelpRequestSchema)
def acknowledge(db: Session, actor: Actor, request_id: UUID) -> HandView:
    """Say that one is coming; only the first of two does."""
    return _change(db, actor, request_id, status=HelpStatus.ACKNOWLEDGED)


@blueprint.patch("/help-requests/<uuid:request_id>/resolve")
@requires(Permission.HELP_REQUEST_RESPOND)
@blueprint.response(200, HelpRequestSchema)
def resolve(db: Session, actor: Actor, request_id: UUID) -> HandView:
    """Helped (R086)."""
    return _change(db, actor, request_id, status=HelpStatus.RESOLVED)


@blueprint.patch("/help-requests/<uuid:request_id>/reopen")
@requires(Permission.HELP_REQUEST_RESPOND)
@blueprint.response(200, HelpRequestSchema)
def reopen(db: Session, actor: Actor, request_id: UUID) -> HandView:
    """Undo a resolution."""
    return _change(db, actor, request_id, status=HelpStatus.PENDING)


@blueprint.patch("/help-requests/<uuid:request_id>/cancel")
@requires(Permission.OWN_WORK)
@blueprint.response(200, HelpRequestSchema)
def cancel(db: Session, actor: Actor, request_id: UUID) -> HandView:
    """Lower one's hand."""
    lowered = service.cancel_request(db, actor, request_id=request_id, now=runtime().clock.now())
    return hand_view(db, lowered.request)


@blueprint.patch("/help-requests/<uuid:request_id>")
@requires(Permission.HELP_REQUEST_RESPOND)
@blueprint.arguments(HelpChangeRequest)
@blueprint.response(200, HelpRequestSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], request_id: UUID) -> HandView:
    """Set status or priority (R222)."""
    return _change(db, actor, request_id, **wanted)


def _change(db: Session, actor: Actor, request_id: UUID, **wanted: Any) -> HandView:  # as change_request takes them
    changed = service.change_request(db, actor, request_id=request_id, **wanted, now=runtime().clock.now())
    return hand_view(db, changed.request)
