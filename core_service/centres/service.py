"""Changes of centres: made, renamed, closed and reopened, and what each sets for itself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record
from core_service.centres.errors import FranchiseOnly, SlugTaken
from core_service.centres.models import Centre
from core_service.centres.queries import SETS_UP_CENTRES, centre_by_id
from core_service.centres.rules import SETTING_RULES, CentreSettings, as_stored, collisions, settings_of
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope, hold, scope_of
from core_service.foundation.errors import FieldError, Invalid
from shared.ids import new_id


def demand_franchise(actor: Actor) -> None:
    """Raises FranchiseOnly for everybody but a SUPER_ADMIN."""
    if not actor.may(Permission.CENTRE_MANAGE, FRANCHISE_ID):
        raise FranchiseOnly


def create_centre(
    db: Session, actor: Actor, *, name: str, slug: str, timezone: str, settings_from: UUID | None
) -> Centre:
    """A new centre, which the session sees from now on; its settings are the usual ones, or another centre's.

    Raises FranchiseOnly, SlugTaken, Invalid for a centre to copy from that does not exist.
    """
    demand_franchise(actor)
    _demand_free(db, slug)
    settings = _copied_settings(db, settings_from)
    centre = Centre(id=new_id(), name=name, slug=slug, timezone=timezone, settings=settings, is_active=True)
    db.add(centre)
    db.flush()
    seen = scope_of(db)
    enter_scope(db, DataScope(seen.centre_ids | {centre.id}, seen.user_id))
    _record(db, actor.within(centre.id), "CENTRE_CREATE", centre, after={"settingsFrom": settings_from})
    return centre


def _copied_settings(db: Session, settings_from: UUID | None) -> dict[str, Any]:
    """Only what centres set: what else stands in that column is the other centre's own."""
    if settings_from is None:
        return {}
    stored = db.scalar(sa.select(Centre.settings).where(Centre.id == settings_from, Centre.id != FRANCHISE_ID))
    if stored is None:
        raise Invalid.field("settingsFrom", "is no centre")
    return {rule.wire_name: stored[rule.wire_name] for rule in SETTING_RULES if rule.wire_name in stored}


def hold_centre(db: Session, actor: Actor, centre_id: UUID) -> Centre:
    """One of the actor's centres, locked. Raises NotFound."""
    centre = centre_by_id(db, actor, centre_id)
    db.refresh(centre, with_for_update=True)
    return centre


def change_centre(db: Session, actor: Actor, *, centre: Centre, values: Mapping[str, Any]) -> None:
    """Gives a held centre another name, slug or time zone, closes or reopens it.

    Raises PermissionMissing, SlugTaken, and FranchiseOnly for what only a SUPER_ADMIN changes.
    """
    actor.demand(Permission.CENTRE_MANAGE, centre.id)
    if values.keys() & {"slug", "is_active"}:
        demand_franchise(actor)
    if values.get("slug", centre.slug) != centre.slug:
        _demand_free(db, values["slug"])
    before = {name: _audited(name, getattr(centre, name)) for name in values}
    for name, value in values.items():
        setattr(centre, name, value)
    db.flush()
    after = {name: _audited(name, value) for name, value in values.items()}
    _record(db, actor, "CENTRE_CHANGE", centre, before=before, after=after)


def _audited(name: str, value: object) -> object:
    return "changed" if name in ("name", "slug") else value


def _demand_free(db: Session, slug: str) -> None:
    hold(db, f"centre {slug}")
    if db.scalar(sa.select(Centre.id).where(Centre.slug == slug)) is not None:
        raise SlugTaken


def change_settings(db: Session, actor: Actor, *, centre: Centre, values: Mapping[str, Any]) -> CentreSettings:
    """Sets what `values` name, by field, for a held centre. Raises PermissionMissing, Invalid for contradictions."""
    demand_set_up(actor, centre.id)
    held = settings_of(centre.settings)
    wanted = replace(held, **values)
    if wrong := collisions(wanted):
        errors = [FieldError(path, words) for path, words in wrong.items()]
        raise Invalid("Some settings contradict each other.", errors=errors)
    stored, before = as_stored(wanted), as_stored(held)
    changed = [name for name, value in stored.items() if value != before[name]]
    centre.settings = {**centre.settings, **stored}
    db.flush()
    _record(
        db,
        actor,
        "CENTRE_SETTINGS_CHANGE",
        centre,
        before={name: before[name] for name in changed},
        after={name: stored[name] for name in changed},
    )
    return wanted


def demand_set_up(actor: Actor, centre_id: UUID) -> None:
    """Raises PermissionMissing unless the actor may see and change the centre's settings."""
    if not any(actor.may(permission, centre_id) for permission in SETS_UP_CENTRES):
        actor.demand(Permission.SYSTEM_SETTINGS, centre_id)


def _record(
    db: Session,
    actor: Actor,
    action: str,
    centre: Centre,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        db,
        actor,
        Permission.CENTRE_MANAGE,
        action,
        centre_id=centre.id,
        resource_type="Centre",
        resource_id=centre.id,
        before=before,
        after=after,
    )
