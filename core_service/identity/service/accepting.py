"""Accepting an invitation: by a new person with name and password, by a known one with the login that they have."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.audit.service import record
from core_service.centres.models import Centre
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope, hold
from core_service.foundation.errors import NotFound
from core_service.identity.errors import AnothersInvitation, InvitationOver, SignInToAccept
from core_service.identity.models import Credential, GuardianLink, Invitation
from core_service.identity.queries.invitations import InvitationStatus, status_of
from core_service.identity.rules import token_hash
from core_service.identity.service import NewPerson, add_person, give_role, link_guardian
from core_service.identity.service.sign_in import Client, open_login
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation that holds, as whoever got it is shown it; `centre` None: the franchise's."""

    invitation: Invitation
    centre: Centre | None
    has_account: bool


def offer_by_token(db: Session, token: str, *, now: datetime) -> Offer:
    """What the letter's link stands for, locked. Raises NotFound for no such token, InvitationOver."""
    found = sa.select(Invitation).where(Invitation.token_hash == token_hash(token)).with_for_update()
    invitation = db.scalar(found)
    if invitation is None:
        raise NotFound("invitation")
    status = status_of(invitation, now)
    if status is not InvitationStatus.OPEN:
        raise InvitationOver(status.lower())
    centre = db.get_one(Centre, invitation.centre_id)
    if not centre.is_active:
        raise InvitationOver("centre_closed")
    return Offer(invitation, None if centre.id == FRANCHISE_ID else centre, _account(db, invitation) is not None)


def _account(db: Session, invitation: Invitation) -> UUID | None:
    return db.scalar(sa.select(Credential.user_id).where(Credential.email == invitation.email))


def accept_as_new(
    db: Session, *, invitation: Invitation, name: str, password: str, client: Client, now: datetime
) -> tuple[Actor, str]:
    """A person who was not known before, signed in; the token is their login's. Raises SignInToAccept."""
    hold(db, f"account {invitation.email}")
    if _account(db, invitation) is not None:
        raise SignInToAccept
    enter_scope(db, DataScope(frozenset({invitation.centre_id})))
    person = add_person(db, NewPerson(name=name, email=invitation.email, password=password), now=now)
    enter_scope(db, DataScope(frozenset({invitation.centre_id}), person.id))
    actor = Actor(person.id, new_id(), person.name, (), request_id=client.request_id)
    _join(db, actor, invitation, now=now)
    return open_login(db, person, client, now=now)


def accept_as_known(db: Session, actor: Actor, *, invitation: Invitation, now: datetime) -> None:
    """A person who has an account joins as what they were invited as. Raises AnothersInvitation, LoginNeeded."""
    actor.demand_login()
    if _account(db, invitation) != actor.user_id:
        raise AnothersInvitation
    enter_scope(db, DataScope(frozenset({invitation.centre_id}), actor.user_id))
    _join(db, actor, invitation, now=now)


def _join(db: Session, actor: Actor, invitation: Invitation, *, now: datetime) -> None:
    centre_id, student_id = invitation.centre_id, invitation.student_id
    give_role(db, actor, centre_id=centre_id, user_id=actor.user_id, role=invitation.role)
    if student_id is not None and not _is_guardian(db, centre_id, actor.user_id, student_id):
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


def _is_guardian(db: Session, centre_id: UUID, guardian_id: UUID, student_id: UUID) -> bool:
    found = sa.select(GuardianLink.id).where(
        GuardianLink.centre_id == centre_id,
        GuardianLink.guardian_id == guardian_id,
        GuardianLink.student_id == student_id,
    )
    return db.scalar(found) is not None
