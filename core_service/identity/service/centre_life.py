"""A centre begins with its first supervisor invited, and ends for all its people at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from core_service.access.actor import Actor
from core_service.access.rules import Role
from core_service.centres import service as centres
from core_service.centres.models import Centre
from core_service.identity.models import UserRole
from core_service.identity.service.invitations import invite
from core_service.identity.service.inviting import NewInvitation
from core_service.identity.service.sign_in import revoke
from shared.events.notices import Revocation
from shared.events.values import UserId


def found_centre(
    db: Session,
    actor: Actor,
    *,
    name: str,
    slug: str,
    timezone: str,
    settings_from: UUID | None,
    supervisor_email: str | None,
    now: datetime,
) -> Centre:
    """A new centre, and the promise of a letter to its first supervisor, or neither.

    Raises FranchiseOnly, SlugTaken, Invalid.
    """
    centre = centres.create_centre(db, actor, name=name, slug=slug, timezone=timezone, settings_from=settings_from)
    if supervisor_email is not None:
        first = NewInvitation(email=supervisor_email, role=Role.SUPERVISOR)
        invite(db, actor.within(centre.id), centre_id=centre.id, invited=[first], path="", now=now)
    return centre


def change_centre(db: Session, actor: Actor, *, centre: Centre, values: Mapping[str, Any]) -> None:
    """Changes a held centre; one that closes sends away whoever belongs to no other open one.

    Their roles wait. Who belongs elsewhere too keeps their login, and leaves this centre's rooms by the hub's own look.
    """
    was_open = centre.is_active
    centres.change_centre(db, actor, centre=centre, values=values)
    if was_open and not centre.is_active:
        for user_id in _only_here(db, centre.id):
            revoke(db, Revocation(user_id=UserId(str(user_id)), reason="centre closed"))


def _only_here(db: Session, centre_id: UUID) -> list[UUID]:
    """Whoever has an active role here and in no other open centre; the actor is a super-admin and sees all."""
    other = aliased(UserRole)
    elsewhere = (
        sa.exists()
        .where(other.user_id == UserRole.user_id, other.is_active, other.centre_id != centre_id)
        .where(Centre.id == other.centre_id, Centre.is_active)
    )
    found = sa.select(UserRole.user_id).where(UserRole.centre_id == centre_id, UserRole.is_active, ~elsewhere)
    return list(db.scalars(found.distinct()))
