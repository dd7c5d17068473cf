"""Searches the record of who did what, as which role, to what (R285, C30)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from core_service.access.actor import Actor
from core_service.access.rules import Permission, Role
from core_service.audit.models import AuditLog
from core_service.foundation.db import DataScope, enter_scope
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, newest_first
from core_service.identity.models import AppUser

READS_AUDIT = (Permission.SYSTEM_SETTINGS, Permission.CENTRE_MANAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditWanted:
    """What is searched for; what is None is not asked for. `since` is included, `until` is not."""

    centre_id: UUID | None = None
    actor_id: UUID | None = None
    action: str | None = None
    acting_role: Role | None = None
    resource_type: str | None = None
    resource_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act, with the actor's name: None for the system, and for who is not visible any more."""

    log: AuditLog
    actor_name: str | None


def audit_entries(
    db: Session, actor: Actor, wanted: AuditWanted, *, cursor: Cursor | None, limit: int
) -> Sequence[AuditEntry]:
    """`limit` + 1 acts, newest first, in one statement. Raises NotFound for a centre that is not the actor's.

    Each centre's newest acts are read from the end of its index, then merged: a franchise is not sorted as a whole.
    """
    held = actor.centres_with(*READS_AUDIT)
    if wanted.centre_id is not None:
        if wanted.centre_id not in held:
            raise NotFound("centre")
        held = frozenset({wanted.centre_id})
        enter_scope(db, DataScope(held, actor.user_id))
    centres = sa.select(sa.func.unnest(sa.cast(sorted(held), sa.ARRAY(sa.Uuid))).label("id")).subquery("centres")
    log = AuditLog
    of_centre = sa.select(log).where(log.centre_id == centres.c.id, *_conditions(wanted))
    newest = newest_first(of_centre, (log.created_at, log.id), cursor, limit)
    entry = aliased(log, newest.lateral("newest"))
    found = (
        sa.select(entry, AppUser.name)
        .select_from(centres)
        .join(entry, sa.true())
        .outerjoin(AppUser, AppUser.id == entry.user_id)
        .order_by(entry.created_at.desc(), entry.id.desc())
        .limit(limit + 1)
    )
    return [AuditEntry(*row) for row in db.execute(found)]


def _conditions(wanted: AuditWanted) -> Iterator[sa.ColumnElement[bool]]:
    log = AuditLog
    for column, value in (
        (log.user_id, wanted.actor_id),
        (log.action, wanted.action),
        (log.acting_role, wanted.acting_role),
        (log.resource_type, wanted.resource_type),
        (log.resource_id, wanted.resource_id),
    ):
        if value is not None:
            yield column == value
    if wanted.since is not None:
        yield log.created_at >= wanted.since
    if wanted.until is not None:
        yield log.created_at < wanted.until
