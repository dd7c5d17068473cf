"""Reads of invitations, by those who sent them and by those who got them; the table has no wall, each read asks."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.foundation.db import scope_of
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, newest_first
from core_service.identity.models import AppUser, Credential, GuardianLink, Invitation, UserRole


class InvitationStatus(StrEnum):
    """Where an invitation stands."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"


def status_of(invitation: Invitation, now: datetime) -> InvitationStatus:
    """What was done with it first, else the clock."""
    if invitation.accepted_at is not None:
        return InvitationStatus.ACCEPTED
    if invitation.revoked_at is not None:
        return InvitationStatus.REVOKED
    return InvitationStatus.OPEN if invitation.expires_at > now else InvitationStatus.EXPIRED


def _has_status(status: InvitationStatus, now: datetime) -> sa.ColumnElement[bool]:
    accepted, revoked = Invitation.accepted_at.is_not(None), Invitation.revoked_at.is_not(None)
    match status:
        case InvitationStatus.ACCEPTED:
            return accepted
        case InvitationStatus.REVOKED:
            return sa.and_(revoked, ~accepted)
        case InvitationStatus.OPEN:
            return sa.and_(~accepted, ~revoked, Invitation.expires_at > now)
        case InvitationStatus.EXPIRED:
            return sa.and_(~accepted, ~revoked, Invitation.expires_at <= now)


def invitations_page(
    db: Session,
    centre_ids: Collection[UUID],
    *,
    status: InvitationStatus | None,
    now: datetime,
    cursor: Cursor | None,
    limit: int,
) -> Sequence[Invitation]:
    """`limit` + 1 of the centres' invitations, newest first."""
    found = sa.select(Invitation).where(Invitation.centre_id.in_(list(centre_ids)))
    if status is not None:
        found = found.where(_has_status(status, now))
    return db.scalars(newest_first(found, (Invitation.created_at, Invitation.id), cursor, limit)).all()


def invitation_by_id(db: Session, invitation_id: UUID) -> Invitation:
    """One of the scope's centres. Raises NotFound."""
    invitation = db.get(Invitation, invitation_id)
    if invitation is None or invitation.centre_id not in scope_of(db).centre_ids:
        raise NotFound("invitation")
    return invitation


def letter_of(db: Session, invitation: Invitation) -> Sequence[Invitation]:
    """All that one letter offers, locked, in the order in which they were made; whatever became of each."""
    lead_id = invitation.letter_id or invitation.id
    found = sa.select(Invitation).where(sa.or_(Invitation.id == lead_id, Invitation.letter_id == lead_id))
    locked = found.order_by(Invitation.id).with_for_update().execution_options(populate_existing=True)
    return db.scalars(locked).all()


def names_of_children(db: Session, invitations: Sequence[Invitation]) -> dict[UUID, str]:
    """Of those whom the scope shows, by their ids."""
    ids = {each.student_id for each in invitations} - {None}
    return dict(db.execute(sa.select(AppUser.id, AppUser.name).where(AppUser.id.in_(ids))).all()) if ids else {}


OfferKey = tuple[UUID, str, Role, UUID | None]
"""Centre, address, role and child: what may be open only once."""


def open_offers(db: Session, centre_ids: Collection[UUID], emails: Collection[str]) -> set[OfferKey]:
    """What these addresses have been invited as and not yet answered; those past their time too, to be sent again."""
    columns = (Invitation.centre_id, Invitation.email, Invitation.role, Invitation.student_id)
    found = sa.select(*columns).where(
        Invitation.centre_id.in_(list(centre_ids)),
        Invitation.email.in_(list(emails)),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
    )
    return {(row.centre_id, row.email, row.role, row.student_id) for row in db.execute(found)}


def members_by_address(db: Session, centre_ids: Collection[UUID], emails: Collection[str]) -> set[OfferKey]:
    """What the people with these addresses are in the centres, and whose parents, once each."""
    centres = list(centre_ids)
    of_address = Credential.email.in_(list(emails))
    held = (
        sa.select(UserRole.centre_id, Credential.email, UserRole.role)
        .join(UserRole, UserRole.user_id == Credential.user_id)
        .where(of_address, UserRole.centre_id.in_(centres), UserRole.is_active)
    )
    linked = (
        sa.select(GuardianLink.centre_id, Credential.email, GuardianLink.student_id)
        .join(GuardianLink, GuardianLink.guardian_id == Credential.user_id)
        .where(of_address, GuardianLink.centre_id.in_(centres))
    )
    roles: set[OfferKey] = {(row.centre_id, row.email, row.role, None) for row in db.execute(held)}
    return roles | {(row.centre_id, row.email, Role.PARENT, row.student_id) for row in db.execute(linked)}


def students_among(db: Session, centre_ids: Collection[UUID], user_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """(centre, person) of those who learn in the centres."""
    found = sa.select(UserRole.centre_id, UserRole.user_id).where(
        UserRole.centre_id.in_(list(centre_ids)),
        UserRole.user_id.in_(list(user_ids)),
        UserRole.role == Role.STUDENT,
        UserRole.is_active,
    )
    return {(row.centre_id, row.user_id) for row in db.execute(found)}
