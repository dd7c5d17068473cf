"""People of the centres that one manages, and their roles."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Role
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.etags import Tagged, demand_unchanged, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import NameCursor, name_cursor_of, page
from core_service.foundation.runtime import runtime
from core_service.identity.models import AppUser, UserRole
from core_service.identity.queries import people as queries
from core_service.identity.rules.granting import needed_for
from core_service.identity.schemas.people import (
    GrantRequest,
    GrantSchema,
    PeoplePage,
    PeopleQuery,
    PersonChange,
    PersonRow,
)
from core_service.identity.service import people as service

blueprint = Blueprint("users", __name__, url_prefix="/api/users", description="People and their roles")


@blueprint.get("")
@requires(*queries.MANAGES_PEOPLE)
@blueprint.arguments(PeopleQuery, location="query")
@blueprint.response(200, PeoplePage)
def users(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The people of the caller's centres, those who have left too, by name."""
    limit, cursor = wanted["limit"], name_cursor_of(wanted["cursor"])
    search = queries.Search(wanted["q"], wanted["role"], wanted["centre_id"], wanted["is_active"])
    centres = actor.centres_with(*queries.MANAGES_PEOPLE)
    found = queries.people_page(db, centres, search, cursor=cursor, limit=limit)
    shown, next_cursor = page(found, limit, lambda each: NameCursor(each.person.name, each.person.id))
    return {"items": _rows(db, shown), "next_cursor": next_cursor}


@blueprint.get("/<uuid:user_id>")
@requires(*queries.MANAGES_PEOPLE)
@blueprint.response(200, PersonRow)
def show(db: Session, actor: Actor, user_id: UUID) -> Tagged[dict[str, Any]]:
    """One of them."""
    return _shown(db, actor, queries.member_by_id(db, user_id))


@blueprint.patch("/<uuid:user_id>")
@requires(*queries.MANAGES_PEOPLE)
@blueprint.arguments(PersonChange)
@blueprint.response(200, PersonRow)
def change(db: Session, actor: Actor, wanted: dict[str, Any], user_id: UUID) -> Tagged[dict[str, Any]]:
    """Rename a person, lock them out at once, or let them in again."""
    person = service.hold_person(db, user_id)
    demand_unchanged(person)
    if "name" in wanted:
        service.rename(db, actor, person=person, name=wanted["name"].strip())
    if wanted.get("is_active") is False:
        service.deactivate(db, actor, person=person, now=runtime().clock.now())
    elif wanted.get("is_active") is True:
        service.reactivate(db, actor, person=person)
    return _shown(db, actor, person)


@blueprint.post("/<uuid:user_id>/deactivate")
@requires(*queries.MANAGES_PEOPLE)
@blueprint.response(200, PersonRow)
def deactivate(db: Session, actor: Actor, user_id: UUID) -> Tagged[dict[str, Any]]:
    """Lock a person out at once."""
    person = service.hold_person(db, user_id)
    demand_unchanged(person)
    service.deactivate(db, actor, person=person, now=runtime().clock.now())
    return _shown(db, actor, person)


@blueprint.post("/<uuid:user_id>/reactivate")
@requires(*queries.MANAGES_PEOPLE)
@blueprint.response(200, PersonRow)
def reactivate(db: Session, actor: Actor, user_id: UUID) -> Tagged[dict[str, Any]]:
    """Let a person in again, as what they were."""
    person = service.hold_person(db, user_id)
    demand_unchanged(person)
    service.reactivate(db, actor, person=person)
    return _shown(db, actor, person)


@blueprint.post("/<uuid:user_id>/roles")
@requires(*queries.MANAGES_PEOPLE)
@blueprint.arguments(GrantRequest)
@blueprint.response(201, GrantSchema)
def grant(db: Session, actor: Actor, wanted: dict[str, Any], user_id: UUID) -> dict[str, Any]:
    """Give a person a role in a centre that they belong to."""
    person = service.hold_person(db, user_id)
    centre_id = centre_of_role(actor, wanted["role"], wanted["centre_id"])
    return _grant(service.grant_role(db, actor, person=person, centre_id=centre_id, role=wanted["role"]))


@blueprint.delete("/<uuid:user_id>/roles/<uuid:role_id>")
@requires(*queries.MANAGES_PEOPLE)
@blueprint.response(204)
def end(db: Session, actor: Actor, user_id: UUID, role_id: UUID) -> None:
    """End a role at once."""
    person = service.hold_person(db, user_id)
    service.take_role(db, actor, person=person, role_id=role_id, now=runtime().clock.now())


def centre_of_role(actor: Actor, role: Role, wanted: UUID | None) -> UUID:
    """Where a role is to be given: the franchise for SUPER_ADMIN, else the centre named or the only one there is."""
    if role is Role.SUPER_ADMIN and wanted is None:
        return FRANCHISE_ID
    return actor.centre_for(needed_for(role), wanted=wanted)


def _shown(db: Session, actor: Actor, person: AppUser) -> Tagged[dict[str, Any]]:
    found = queries.listed(db, [person], actor.centres_with(*queries.MANAGES_PEOPLE))
    return tagged(_rows(db, found)[0], person)


def _rows(db: Session, listed: Sequence[queries.Listed]) -> list[dict[str, Any]]:
    tiers = queries.age_tiers(db, listed, today=runtime().clock.now().date())
    return [_row(each) | {"age_tier": tiers[each.person.id]} for each in listed]


def _row(listed: queries.Listed) -> dict[str, Any]:
    person = listed.person
    return {
        "id": person.id,
        "name": person.name,
        "email": listed.email,
        "avatar_url": person.avatar_url,
        "school_grade": person.school_grade,
        "age_tier_override": person.age_tier_override,
        "is_active": person.is_active,
        "has_pictures": listed.has_pictures,
        "roles": [_grant(role) for role in listed.roles],
    }


def _grant(role: UserRole) -> dict[str, Any]:
    return {"id": role.id, "role": role.role, "centre_id": role.centre_id}
