"""The hub's way to the core: a member's command, with the member's own ticket and no more rights than theirs."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache, wraps
from typing import Any
from uuid import UUID

import msgspec
from flask import request
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import Access, Audience, answer_once, authorization, stating
from core_service.access.rules import Permission
from core_service.foundation.db import NOTHING, DataScope, enter_scope
from core_service.foundation.errors import FieldError, Invalid, NotSignedIn
from core_service.foundation.http import Blueprint, json_of
from core_service.foundation.query_names import refuse_other_names
from core_service.foundation.request_ids import request_id
from core_service.foundation.runtime import runtime
from core_service.identity.queries import actor_by_login
from core_service.live.errors import BadRoomTicket, RoleChanged, TicketExpired
from core_service.live.queries.membership import role_in
from core_service.live.queries.room import session_of_centre
from core_service.live.service.commands import Outcome, carry_out
from shared.events.commands import DurableCommand
from shared.events.values import RoomRole
from shared.tickets import BadTicket, RoomTicket, TicketVerifier

blueprint = Blueprint("live-commands", __name__, url_prefix="/api/sessions", description="Commands from the room")

_SENDS_COMMANDS = (Permission.SESSION_CONDUCT, Permission.SESSION_VIEW_STUDENTS, Permission.OWN_WORK)
_PLACE = re.compile(r" - at `\$\.?(.*)`$")

View = Callable[..., Any]


def with_ticket(view: View) -> View:
    """The view is called as `view(db, actor, ticket, session_id)` for the holder of a room ticket.

    The ticket must be ours, of this session and in time, its login not ended, and its role must still be the holder's.
    """

    @wraps(view)
    def guarded(session_id: UUID) -> Any:
        run = runtime()
        now = run.clock.now()
        ticket = _presented_ticket(session_id, now)
        with run.unit_of_work(NOTHING) as db:
            actor = _holder(db, ticket, now)
            refuse_other_names(frozenset())
            return answer_once(db, actor, lambda: view(db, actor, ticket, session_id))

    return stating(Access(Audience.TICKET, _SENDS_COMMANDS))(guarded)


def _presented_ticket(session_id: UUID, now: datetime) -> RoomTicket:
    text = authorization("ticket")
    if text is None:
        raise NotSignedIn("Send the ticket of POST /api/sessions/{id}/ticket as Authorization: Ticket.")
    try:
        ticket = _verifier(runtime().settings.ticket_public_keys).verify(text)
    except BadTicket:
        raise BadRoomTicket("This ticket was not issued here.") from None
    if ticket.session_id != str(session_id):
        raise BadRoomTicket("This ticket is for another session.")
    if now.timestamp() > ticket.until:
        raise TicketExpired
    return ticket


@cache
def _verifier(public_key_pems: tuple[str, ...]) -> TicketVerifier:
    return TicketVerifier(public_key_pems)


def _holder(db: Session, ticket: RoomTicket, now: datetime) -> Actor:
    actor = actor_by_login(db, UUID(ticket.login_id), now=now)
    if actor is None or str(actor.user_id) != ticket.user_id:
        raise NotSignedIn("The login that this ticket was issued to has ended.")
    centre_id = UUID(ticket.centre_id)
    if centre_id not in actor.centres_with(*_SENDS_COMMANDS):
        raise RoleChanged
    enter_scope(db, DataScope(frozenset({centre_id}), actor.user_id))
    session = session_of_centre(db, UUID(ticket.session_id), centre_id)
    if not _still_holds(ticket.role, role_in(db, actor, session)):
        raise RoleChanged
    return replace(actor, request_id=request_id())


def _still_holds(claimed: RoomRole, held: RoomRole | None) -> bool:
    """A tutor may have asked to observe only."""
    return held is claimed or (claimed is RoomRole.OBSERVER and held is RoomRole.TUTOR)


@blueprint.post("/<uuid:session_id>/commands")
@with_ticket
@blueprint.alt_response(200, schema={"type": "object"}, description="What the protocol's ack tells")
def command(db: Session, actor: Actor, ticket: RoomTicket, session_id: UUID) -> Outcome:
    """Do one durable command of the protocol; its id must come as Idempotency-Key, so that it is done once."""
    wanted = _command()
    if request.headers.get("Idempotency-Key") != wanted.id:
        raise Invalid.field("Idempotency-Key", "must be the command's id")
    return carry_out(db, actor, session_id=session_id, role=ticket.role, command=wanted, now=runtime().clock.now())


def _command() -> DurableCommand:
    sent = json_of(request)
    try:
        wanted: DurableCommand = msgspec.convert(sent, DurableCommand)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        words = _PLACE.sub("", str(error))
        raise Invalid(words, errors=[FieldError(place[1] if place else "", words)]) from None
    return wanted
