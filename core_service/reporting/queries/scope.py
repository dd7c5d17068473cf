"""Whose rows a day or a report may show: one, several or all of the centres that an actor may see (R273, C28)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.centres.models import Centre
from core_service.centres.rules import CentreSettings, settings_of
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope
from core_service.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class CentreInView:
    """A centre as far as days and reports need it."""

    id: UUID
    name: str
    zone: ZoneInfo
    settings: CentreSettings

    def today(self, now: datetime) -> date:
        """The local day."""
        return now.astimezone(self.zone).date()


def centres_in_view(
    db: Session, actor: Actor, permission: Permission, centre_id: UUID | None
) -> Sequence[CentreInView]:
    """All centres in which the actor holds the permission, or the one asked for; the session sees only those then.

    Raises NotFound for a centre in which they don't, as for one that does not exist.
    """
    held = actor.centres_with(permission) - {FRANCHISE_ID}
    if centre_id is not None and centre_id not in held:
        raise NotFound("centre")
    wanted = held if centre_id is None else frozenset({centre_id})
    enter_scope(db, DataScope(wanted, actor.user_id))
    found = sa.select(Centre.id, Centre.name, Centre.timezone, Centre.settings).where(Centre.id.in_(wanted))
    rows = db.execute(found.order_by(Centre.name, Centre.id))
    return [CentreInView(row.id, row.name, ZoneInfo(row.timezone), settings_of(row.settings)) for row in rows]
