"""Accepting an invitation: by a new person with name and password, by a known one with the login that they have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.audit.service import record
from core_service.centres.models import Centre
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope, hold, scope_of
from core_service.foundation.errors import NotFound
from core_service.identity.errors import AnothersInvitation, InvitationOver, SignInToAccept
from core_service.identity.models import Credential, Invitation
from core_service.identity.queries.families import is_parent_of
from core_service.identity.queries.invitations import InvitationStatus, letter_of, status_of, students_among
from core_service.identity.rules import token_hash
from core_service.identity.service import NewPerson, add_person, give_role, link_guardian
from core_service.identity.service.sign_in import Client, open_login
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Offer:
    """What a letter still offers, as whoever got it is shown it; no centres: the franchise's."""

    invitations: Sequence[Invitation]
    centres: Sequence[Centre]
    has_account: bool

    @property
    def first(self) -> Invitation:
        """Address and role are the same in all of them."""
        return self.invitations[0]

    @property
    def scope(self) -> frozenset[UUID]:
        """The centres that one joins by it."""
        return frozenset(each.centre_id for each in self.invitations)


def offer_by_token(db: Session, token: str, *, now: datetime) -> Offer:
    """What the letter's link stands for, locked. Raises NotFound for no such token, InvitationOver."""
    lead = db.scalar(sa.select(Invitation).where(Invitation.token_hash == token_hash(token)))
    if lead is None:
        raise NotFound("invitation")
    rows = letter_of(db, lead)
    if lead.token_hash != token_hash(token):
        raise NotFound("invitation")
    open_ones = [row for row in rows if status_of(row, now) is InvitationStatus.OPEN]
    if not open_ones:
        raise InvitationOver(status_of(lead, now).lower())
    enter_scope(db, DataScope(frozenset(row.centre_id for row in open_ones)))
    found = sa.select(Centre).where(Centre.id.in_(scope_of(db).centre_ids), Centre.is_active)
    centres = {centre.id: centre for centre in db.scalars(found.order_by(Centre.name, Centre.id))}
    of_open_centres = [row for row in open_ones if row.centre_id in centres]
    if not of_open_centres:
        raise InvitationOver("centre_closed")
    here = students_among(db, centres.keys(), {row.student_id for row in of_open_centres if row.student_id})
    offered = [row for row in of_open_centres if not row.student_id or (row.centre_id, row.student_id) in here]
    if not offered:
        raise InvitationOver("child_left")
    joined = {row.centre_id for row in offered} - {FRANCHISE_ID}
    shown = [centre for centre in centres.values() if centre.id in joined]
    return Offer(offered, shown, _account(db, offered[0]) is not None)


def _account(db: Session, invitation: Invitation) -> UUID | None:
    return db.scalar(sa.select(Credential.user_id).where(Credential.email == invitation.email))


def accept_as_new(
    db: Session, *, offer: Offer, name: str, password: str, client: Client, now: datetime
) -> tuple[Actor, str]:
    """A person who was not known before, signed in; the token is their login's. Raises SignInToAccept."""
    email = offer.first.email
    hold(db, f"account {email}")
    if _account(db, offer.first) is not None:
        raise SignInToAccept
    enter_scope(db, DataScope(offer.scope))
    person = add_person(db, NewPerson(name=name, email=email, password=password), now=now)
    enter_scope(db, DataScope(offer.scope, person.id))
    actor = Actor(person.id, new_id(), person.name, (), request_id=client.request_id)
    _join_all(db, actor, offer, now=now)
    return open_login(db, person, client, now=now)


def accept_as_known(db: Session, actor: Actor, *, offer: Offer, now: datetime) -> None:
    """A person who has an account joins as what they were invited as. Raises AnothersInvitation, LoginNeeded."""
    actor.demand_login()
    if _account(db, offer.first) != actor.user_id:
        raise AnothersInvitation
    enter_scope(db, DataScope(offer.scope, actor.user_id))
    _join_all(db, actor, offer, now=now)


def _join_all(db: Session, actor: Actor, offer: Offer, *, now: datetime) -> None:
    for invitation in offer.invitations:
        _join(db, actor, invitation, now=now)


def _join(db: Session, actor: Actor, invitation: Invitation, *, now: datetime) -> None:
    centre_id, student_id = invitation.centre_id, invitation.student_id
    give_role(db, actor, centre_id=centre_id, user_id=actor.user_id, role=invitation.role)
    if student_id is not None and not _is_linked(db, centre_id, actor.user_id, student_id):
        link_guardian(db, centre_id=centre_id, guardian_id=actor.user_id, student_id=student_id)
    invitation.accepted_at, invitation.accepted_by_id = now, actor.user_id
    db.flush()
    record(
        db,
        actor,
        None,
        "INVITATION_ACCEPT",
        centre_id=centre_id,
        resource_type="Invitation",
        resource_id=invitation.id,
        after={"role": invitation.role, "studentId": student_id},
    )
    db.flush()


def _is_linked(db: Session, centre_id: UUID, guardian_id: UUID, student_id: UUID) -> bool:
    return bool(db.scalar(sa.select(is_parent_of(guardian_id, centre_id=centre_id, student_id=student_id))))
