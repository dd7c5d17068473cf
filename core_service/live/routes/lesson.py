"""A lesson begins, is watched, is taken part in, and ends."""

from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime
from core_service.live.queries import dashboard as staff_view, student_view as own_view, timeline
from core_service.live.schemas.lesson import (
    DashboardSchema,
    EventsQuery,
    EventsSchema,
    StudentViewSchema,
    TicketRequest,
    TicketSchema,
)
from core_service.live.service import life_cycle, tickets
from core_service.sessions.queries import SessionSummary, summaries
from core_service.sessions.schemas import SessionSchema
from shared.events.notices import client_json
from shared.tickets import TicketSigner

blueprint = Blueprint("live-lesson", __name__, url_prefix="/api/sessions", description="A lesson while it runs")

_MEMBERS = (Permission.SESSION_VIEW_STUDENTS, Permission.OWN_WORK)


@blueprint.post("/<uuid:session_id>/start")
@requires(Permission.SESSION_CONDUCT)
@blueprint.response(200, SessionSchema)
def start(db: Session, actor: Actor, session_id: UUID) -> SessionSummary:
    """Begin the lesson (R082)."""
    session, _ = life_cycle.start(db, actor, session_id=session_id, now=runtime().clock.now())
    return summaries(db, actor, [session])[0]


@blueprint.post("/<uuid:session_id>/end")
@requires(Permission.SESSION_CONDUCT)
@blueprint.response(200, SessionSchema)
def end(db: Session, actor: Actor, session_id: UUID) -> SessionSummary:
    """End the lesson for everyone (R083)."""
    session, _ = life_cycle.end(db, actor, session_id=session_id, now=runtime().clock.now())
    return summaries(db, actor, [session])[0]


@blueprint.post("/<uuid:session_id>/ticket")
@requires(Permission.SESSION_CONDUCT, *_MEMBERS)
@blueprint.arguments(TicketRequest)
@blueprint.response(200, TicketSchema)
def ticket(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> dict[str, Any]:
    """A ticket for the session's room at the hub."""
    run = runtime()
    issued = tickets.issue_ticket(db, actor, session_id=session_id, wanted=wanted["as_"], now=run.clock.now())
    return {
        "ticket": _signer(run.settings.ticket_private_key).sign(issued),
        "url": f"{run.settings.public_hub_url.rstrip('/')}/ws/{session_id}",
        "join_by": datetime.fromtimestamp(issued.join_by, UTC),
        "until": datetime.fromtimestamp(issued.until, UTC),
    }


@cache
def _signer(private_key_pem: str) -> TicketSigner:
    return TicketSigner(private_key_pem)


@blueprint.get("/<uuid:session_id>/dashboard")
@requires(Permission.SESSION_VIEW_STUDENTS)
@blueprint.response(200, DashboardSchema)
def dashboard(db: Session, actor: Actor, session_id: UUID) -> staff_view.Dashboard:
    """The whole session for its tutor (R080)."""
    return staff_view.dashboard(db, actor, session_id, now=runtime().clock.now())


@blueprint.get("/<uuid:session_id>/student-view")
@requires(Permission.OWN_WORK)
@blueprint.response(200, StudentViewSchema)
def student_view(db: Session, actor: Actor, session_id: UUID) -> own_view.StudentView:
    """The session for one of its students (R081)."""
    return own_view.student_view(db, actor, session_id, now=runtime().clock.now())


@blueprint.get("/<uuid:session_id>/events")
@requires(*_MEMBERS)
@blueprint.arguments(EventsQuery, location="query")
@blueprint.response(200, EventsSchema)
def events(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> Response:
    """What happened after a seq, as far as the caller may see it: for pages without a line to the hub."""
    page = timeline.visible_log_after(db, actor, session_id, **wanted)
    rows = b",".join(client_json(timeline.logged(row)) for row in page.events)
    return Response(b'{"events":[%s],"head":%d}' % (rows, page.head), mimetype="application/json")
