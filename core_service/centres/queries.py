"""Reads of centres: those that one may see, and what each has set."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.centres.models import Centre
from core_service.centres.rules import CentreSettings, settings_of
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, in_order

SETS_UP_CENTRES = (Permission.CENTRE_MANAGE, Permission.SYSTEM_SETTINGS)
"""Either of them lets one see and change a centre's settings."""


def settings_of_centre(db: Session, centre_id: UUID) -> CentreSettings:
    """What holds in this centre."""
    return settings_of(db.scalars(sa.select(Centre.settings).where(Centre.id == centre_id)).one())


def centres_page(db: Session, actor: Actor, *, cursor: Cursor | None, limit: int) -> Sequence[Centre]:
    """`limit` + 1 of the actor's centres in the order of their making; a SUPER_ADMIN sees closed ones too."""
    found = sa.select(Centre).where(Centre.id.in_(_visible(actor)))
    return db.scalars(in_order(found, (Centre.created_at, Centre.id), cursor, limit)).all()


def centre_by_id(db: Session, actor: Actor, centre_id: UUID) -> Centre:
    """One of the actor's centres. Raises NotFound for any other one."""
    if centre_id not in _visible(actor):
        raise NotFound("centre")
    return db.get_one(Centre, centre_id)


def _visible(actor: Actor) -> frozenset[UUID]:
    """The `centre` table has no wall: whose centres these are is asked here."""
    return (frozenset(grant.centre_id for grant in actor.grants) | actor.every_centre) - {FRANCHISE_ID}
