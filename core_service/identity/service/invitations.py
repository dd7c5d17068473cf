"""Invitations: people join a centre by their own word, and become known to AetherLearn in no other way."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.audit.service import record_row
from core_service.foundation.db import hold
from core_service.foundation.jobs import Promise, schedule_each
from core_service.identity.errors import InvitationOver
from core_service.identity.models import Invitation
from core_service.identity.personal import invitations_about
from core_service.identity.queries.invitations import InvitationStatus, invitation_by_id, letter_of, status_of
from core_service.identity.rules import INVITATION_HOLDS_FOR, token_hash
from core_service.identity.rules.granting import may_grant, needed_for
from core_service.identity.service.inviting import NewInvitation, demand_sensible, offers_of
from core_service.identity.service.people import demand_fitting, demand_may_grant
from shared.ids import new_id

WRITE_INVITATION = "identity.write_invitation"
"""The pending job that makes an invitation's token and sends it; its arguments are `{invitationId}`."""


def invite(
    db: Session, actor: Actor, *, centre_id: UUID, invited: Sequence[NewInvitation], path: str, now: datetime
) -> list[Invitation]:
    """Invites all or nobody, in as many statements for thirty as for one; a letter follows for each of `invited`.

    `path` is a row's place in the request, with its number for `{}`. Raises MayNotGrant, Invalid with each row's path.
    """
    offers = offers_of(invited, centre_id, path)
    for where, role in sorted({(each.centre_id, each.role) for each in offers}):
        demand_fitting(where, role)
        demand_may_grant(actor, where, role)
    for where in sorted({each.centre_id for each in offers}):
        hold(db, f"invitations {where}")
    demand_sensible(db, offers)
    leads: dict[int, Invitation] = {}
    rows = []
    for each in offers:
        lead = leads.get(each.letter)
        row = Invitation(
            id=new_id(),
            centre_id=each.centre_id,
            email=each.email,
            role=each.role,
            student_id=each.student_id,
            letter_id=lead.id if lead else None,
            invited_by_id=actor.user_id,
            expires_at=now + INVITATION_HOLDS_FOR,
            created_at=now,
        )
        leads.setdefault(each.letter, row)
        rows.append(row)
    db.add_all(rows)
    for row in rows:
        _record(db, actor, "INVITATION_CREATE", row)
    db.flush()
    _promise_letters(db, list(leads.values()), now=now)
    return rows


def hold_open_invitation(db: Session, actor: Actor, invitation_id: UUID) -> Invitation:
    """One that nobody has accepted, locked with all that its letter offers, for those who may give its role.

    Raises NotFound, MayNotGrant, InvitationOver.
    """
    invitation = invitation_by_id(db, invitation_id)
    letter_of(db, invitation)
    db.refresh(invitation, with_for_update=True)
    demand_may_grant(actor, invitation.centre_id, invitation.role)
    if invitation.accepted_at is not None:
        raise InvitationOver("accepted")
    if invitation.revoked_at is not None:
        raise InvitationOver("revoked")
    return invitation


def resend(db: Session, actor: Actor, *, invitation: Invitation, now: datetime) -> None:
    """Sends a held invitation again, with a new token and its full time; the link of before is void at once.

    What stood in the same letter comes along, and has its full time again where the actor may give it.
    """
    for row in letter_of(db, invitation):
        if row.accepted_at is not None or row.revoked_at is not None:
            continue
        row.letter_id = None if row is invitation else invitation.id
        row.token_hash = None
        if may_grant(actor.roles_in(row.centre_id), actor.permissions_in(row.centre_id), row.role):
            row.expires_at = now + INVITATION_HOLDS_FOR
            _record(db, actor, "INVITATION_RESEND", row)
    db.flush()
    _promise_letters(db, [invitation], now=now)


def revoke_invitation(db: Session, actor: Actor, *, invitation: Invitation, now: datetime) -> None:
    """Takes a held invitation back: its link is void at once."""
    invitation.revoked_at = now
    db.flush()
    _record(db, actor, "INVITATION_REVOKE", invitation)


def hand_on_letters(db: Session, *, centre_id: UUID, person_id: UUID, now: datetime) -> None:
    """Before a person's invitations in a centre are deleted: the link that was sent still opens what else it offered.

    A letter that is not written yet is promised for what stays.
    """
    theirs = sa.and_(Invitation.centre_id == centre_id, invitations_about(person_id))
    going = db.scalars(sa.select(Invitation).where(theirs)).all()
    for lead in going:
        if lead.letter_id is None:
            rest = [row for row in letter_of(db, lead) if row not in going]
            _hand_on(db, lead, [row for row in rest if status_of(row, now) is InvitationStatus.OPEN], now=now)


def _hand_on(db: Session, lead: Invitation, staying: Sequence[Invitation], *, now: datetime) -> None:
    if not staying:
        return
    heir, *others = staying
    link, lead.token_hash = lead.token_hash, None
    db.flush()
    heir.letter_id, heir.token_hash = None, link
    for row in others:
        row.letter_id = heir.id
    db.flush()
    if link is None:
        _promise_letters(db, [heir], now=now)


def make_token(db: Session, lead: Invitation, offered: Sequence[Invitation], *, now: datetime) -> str:
    """A fresh token, known to nobody but the letter that is being written; any one of before is void."""
    token = secrets.token_urlsafe(32)
    lead.token_hash = token_hash(token)
    for row in offered:
        row.sent_at = now
    db.flush()
    return token


def _promise_letters(db: Session, leads: Sequence[Invitation], *, now: datetime) -> None:
    for centre_id in sorted({lead.centre_id for lead in leads}):
        of_centre = [lead for lead in leads if lead.centre_id == centre_id]
        promises = [Promise(now, str(lead.id), {"invitationId": str(lead.id)}) for lead in of_centre]
        schedule_each(db, WRITE_INVITATION, centre_id=centre_id, promises=promises)


def _record(db: Session, actor: Actor, action: str, row: Invitation) -> None:
    record_row(
        db,
        actor,
        needed_for(row.role),
        action,
        row,
        after={"role": row.role, "studentId": row.student_id, "expiresAt": row.expires_at},
    )
