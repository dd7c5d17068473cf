"""Invitations: people join a centre by their own word, and become known to AetherLearn in no other way."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Role
from core_service.audit.service import record_row
from core_service.foundation.db import hold
from core_service.foundation.errors import FieldError, Invalid
from core_service.foundation.jobs import Promise, schedule_each
from core_service.identity.errors import InvitationOver
from core_service.identity.models import Invitation
from core_service.identity.queries.invitations import invitation_by_id, members_by_address, open_offers, students_among
from core_service.identity.rules import INVITATION_HOLDS_FOR, normal_email, token_hash
from core_service.identity.rules.granting import needed_for
from core_service.identity.service.people import demand_fitting, demand_may_grant
from shared.ids import new_id

WRITE_INVITATION = "identity.write_invitation"
"""The pending job that makes an invitation's token and sends it; its arguments are `{invitationId}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvitation:
    """Who is invited as what; `student_id`: the child whose parent they become."""

    email: str
    role: Role
    student_id: UUID | None = None

    @property
    def key(self) -> tuple[str, Role, UUID | None]:
        """What may be open only once in a centre."""
        return normal_email(self.email), self.role, self.student_id


def invite(
    db: Session, actor: Actor, *, centre_id: UUID, invited: Sequence[NewInvitation], path: str, now: datetime
) -> list[Invitation]:
    """Invites all or nobody, in as many statements for thirty as for one; the letters follow.

    `path` is a row's place in the request, with its number for `{}`. Raises MayNotGrant, Invalid with each row's path.
    """
    for role in {each.role for each in invited}:
        demand_fitting(centre_id, role)
        demand_may_grant(actor, centre_id, role)
    hold(db, f"invitations {centre_id}")
    _demand_sensible(db, centre_id, invited, path)
    rows = [
        Invitation(
            id=new_id(),
            centre_id=centre_id,
            email=normal_email(each.email),
            role=each.role,
            student_id=each.student_id,
            invited_by_id=actor.user_id,
            expires_at=now + INVITATION_HOLDS_FOR,
            created_at=now,
        )
        for each in invited
    ]
    db.add_all(rows)
    for row in rows:
        _record(db, actor, "INVITATION_CREATE", row)
    db.flush()
    _promise_letters(db, centre_id, rows, now=now)
    return rows


def _demand_sensible(db: Session, centre_id: UUID, invited: Sequence[NewInvitation], path: str) -> None:
    offered = open_offers(db, centre_id, {normal_email(each.email) for each in invited})
    members = members_by_address(db, centre_id, {normal_email(each.email) for each in invited})
    students = students_among(db, centre_id, {each.student_id for each in invited if each.student_id})
    errors: list[FieldError] = []
    for number, each in enumerate(invited):
        place = path.format(number)
        if each.student_id is not None and each.role is not Role.PARENT:
            errors.append(FieldError(f"{place}studentId", "goes only with the role PARENT"))
        elif each.student_id is not None and each.student_id not in students:
            errors.append(FieldError(f"{place}studentId", "is no student of this centre"))
        if each.key in offered:
            errors.append(FieldError(f"{place}email", "has been invited so already: send that invitation again"))
        elif each.student_id is None and (normal_email(each.email), each.role) in members:
            errors.append(FieldError(f"{place}email", "belongs to somebody who is that already"))
        offered.add(each.key)
    if errors:
        raise Invalid("Some invitations cannot be sent.", errors=errors)


def hold_open_invitation(db: Session, actor: Actor, invitation_id: UUID) -> Invitation:
    """One that nobody has accepted, locked, for those who may give its role.

    Raises NotFound, MayNotGrant, InvitationOver.
    """
    invitation = invitation_by_id(db, invitation_id)
    db.refresh(invitation, with_for_update=True)
    demand_may_grant(actor, invitation.centre_id, invitation.role)
    if invitation.accepted_at is not None:
        raise InvitationOver("accepted")
    if invitation.revoked_at is not None:
        raise InvitationOver("revoked")
    return invitation


def resend(db: Session, actor: Actor, *, invitation: Invitation, now: datetime) -> None:
    """Sends a held invitation again, with a new token and its full time; the link of before is void at once."""
    invitation.token_hash, invitation.expires_at = None, now + INVITATION_HOLDS_FOR
    db.flush()
    _record(db, actor, "INVITATION_RESEND", invitation)
    _promise_letters(db, invitation.centre_id, [invitation], now=now)


def revoke_invitation(db: Session, actor: Actor, *, invitation: Invitation, now: datetime) -> None:
    """Takes a held invitation back: its link is void at once."""
    invitation.revoked_at = now
    db.flush()
    _record(db, actor, "INVITATION_REVOKE", invitation)


def make_token(db: Session, invitation: Invitation, *, now: datetime) -> str:
    """A fresh token, known to nobody but the letter that is being written; any one of before is void."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash, invitation.sent_at = token_hash(token), now
    db.flush()
    return token


def _promise_letters(db: Session, centre_id: UUID, rows: Sequence[Invitation], *, now: datetime) -> None:
    promises = [Promise(now, str(row.id), {"invitationId": str(row.id)}) for row in rows]
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
