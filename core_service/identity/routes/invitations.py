"""Invitations as those who manage a centre send them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Role
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, page
from core_service.foundation.runtime import runtime
from core_service.identity.models import Invitation
from core_service.identity.queries import invitations as queries
from core_service.identity.queries.people import MANAGES_PEOPLE
from core_service.identity.schemas.invitations import (
    InvitationList,
    InvitationPage,
    InvitationQuery,
    InvitationRequest,
    InvitationSchema,
    InvitationsRequest,
)
from core_service.identity.service import invitations as service
from core_service.identity.service.inviting import InvitedChild, NewInvitation

blueprint = Blueprint("invitations", __name__, url_prefix="/api/invitations", description="Invitations to centres")


@blueprint.get("")
@requires(*MANAGES_PEOPLE)
@blueprint.arguments(InvitationQuery, location="query")
@blueprint.response(200, InvitationPage)
def invitations(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The invitations to the caller's centres, newest first."""
    limit, now = wanted["limit"], runtime().clock.now()
    centres = actor.centres_with(*MANAGES_PEOPLE)
    cursor = cursor_of(wanted["cursor"])
    found = queries.invitations_page(db, centres, status=wanted["status"], now=now, cursor=cursor, limit=limit)
    shown, next_cursor = page(found, limit, lambda each: Cursor(each.created_at, each.id))
    return {"items": _rows(db, shown), "next_cursor": next_cursor}


@blueprint.post("")
@requires(*MANAGES_PEOPLE)
@blueprint.arguments(InvitationRequest)
@blueprint.response(201, InvitationSchema)
def create(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Invite somebody; the letter goes out in a moment. With several children the answer is the first one's."""
    centre_id = _centre(actor, wanted.pop("centre_id"), [wanted["role"]])
    new = _wanted(wanted)
    made = service.invite(db, actor, centre_id=centre_id, invited=[new], path="", now=runtime().clock.now())
    return _rows(db, made)[0]


@blueprint.post("/bulk")
@requires(*MANAGES_PEOPLE)
@blueprint.arguments(InvitationsRequest)
@blueprint.response(201, InvitationList)
def create_several(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Invite several people into one centre, all or none; what is wrong is said row by row."""
    rows = [_wanted(each) for each in wanted["invitations"]]
    centre_id = _centre(actor, wanted["centre_id"], [row.role for row in rows])
    now = runtime().clock.now()
    made = service.invite(db, actor, centre_id=centre_id, invited=rows, path="invitations.{}.", now=now)
    return {"items": _rows(db, made)}


@blueprint.post("/<uuid:invitation_id>/resend")
@requires(*MANAGES_PEOPLE)
@blueprint.response(200, InvitationSchema)
def resend(db: Session, actor: Actor, invitation_id: UUID) -> dict[str, Any]:
    """Send its letter again with a new link; the one of before is void."""
    invitation = service.hold_open_invitation(db, actor, invitation_id)
    service.resend(db, actor, invitation=invitation, now=runtime().clock.now())
    return _rows(db, [invitation])[0]


@blueprint.delete("/<uuid:invitation_id>")
@requires(*MANAGES_PEOPLE)
@blueprint.response(204)
def revoke(db: Session, actor: Actor, invitation_id: UUID) -> None:
    """Take it back; its link is void at once, or opens only what else stands in the letter."""
    invitation = service.hold_open_invitation(db, actor, invitation_id)
    service.revoke_invitation(db, actor, invitation=invitation, now=runtime().clock.now())


def _wanted(read: dict[str, Any]) -> NewInvitation:
    return NewInvitation(**read | {"children": [InvitedChild(**each) for each in read["children"]]})


def _centre(actor: Actor, wanted: UUID | None, roles: list[Role]) -> UUID:
    """The franchise for super-admins alone, else the centre named or the only one that the caller manages.

    Whether they may invite there, the service asks of each role.
    """
    if wanted is None and all(role is Role.SUPER_ADMIN for role in roles):
        return FRANCHISE_ID
    return wanted or actor.centre_for(*MANAGES_PEOPLE, wanted=None)


def _rows(db: Session, invitations: Sequence[Invitation]) -> list[dict[str, Any]]:
    names = queries.names_of_children(db, invitations)
    return [_row(each, names) for each in invitations]


def _row(invitation: Invitation, names: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "id": invitation.id,
        "centre_id": invitation.centre_id,
        "email": invitation.email,
        "role": invitation.role,
        "student_id": invitation.student_id,
        "student_name": names.get(invitation.student_id) if invitation.student_id else None,
        "letter_id": invitation.letter_id or invitation.id,
        "status": queries.status_of(invitation, runtime().clock.now()),
        "created_at": invitation.created_at,
        "sent_at": invitation.sent_at,
        "expires_at": invitation.expires_at,
        "accepted_at": invitation.accepted_at,
    }
