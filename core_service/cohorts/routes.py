"""Classes and their members (R097); planning lessons for a class stands in sessions."""

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.centres.models import Centre
from core_service.cohorts import queries, service
from core_service.cohorts.models import ClassCohort
from core_service.cohorts.schemas import (
    ClassChange,
    ClassPage,
    ClassRequest,
    ClassSchema,
    ListQuery,
    MemberChange,
    MemberList,
    MemberPage,
    MemberSchema,
    MembersRequest,
)
from core_service.foundation.etags import Tagged, demand_unchanged, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, page
from core_service.foundation.runtime import runtime

blueprint = Blueprint("classes", __name__, url_prefix="/api/academic/classes", description="Classes and members")


@blueprint.get("")
@requires(*queries.READS_CLASSES)
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, ClassPage)
def classes(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The classes of the caller's centres."""
    found = queries.classes_page(db, actor, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    shown, next_cursor = page(found, wanted["limit"], lambda cohort: Cursor(cohort.created_at, cohort.id))
    today = runtime().clock.now().date()
    return {"items": queries.class_summaries(db, shown, today=today), "next_cursor": next_cursor}


@blueprint.post("")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(ClassRequest)
@blueprint.response(201, ClassSchema)
def create(db: Session, actor: Actor, wanted: dict[str, Any]) -> Tagged[Any]:
    """Make a class, with its first members."""
    centre_id = actor.centre_for(Permission.SCHEDULE_MANAGE, wanted=wanted["centre_id"])
    cohort = service.create_class(
        db,
        actor,
        centre_id=centre_id,
        name=wanted["name"],
        description=wanted["description"],
        members=_members(wanted["members"], _today(db, centre_id)),
    )
    return _shown(db, cohort)


@blueprint.get("/<uuid:cohort_id>")
@requires(*queries.READS_CLASSES)
@blueprint.response(200, ClassSchema)
def show(db: Session, actor: Actor, cohort_id: UUID) -> Tagged[Any]:
    """One class."""
    return _shown(db, queries.cohort_by_id(db, cohort_id))


@blueprint.patch("/<uuid:cohort_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(ClassChange)
@blueprint.response(200, ClassSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], cohort_id: UUID) -> Tagged[Any]:
    """Rename a class, describe it, take it out of use or bring it back."""
    cohort = service.hold_class(db, cohort_id)
    demand_unchanged(cohort)
    service.change_class(db, actor, cohort=cohort, values=wanted)
    return _shown(db, cohort)


@blueprint.delete("/<uuid:cohort_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.response(204)
def remove(db: Session, actor: Actor, cohort_id: UUID) -> None:
    """Take a class out of use; its history stays."""
    cohort = service.hold_class(db, cohort_id)
    demand_unchanged(cohort)
    service.change_class(db, actor, cohort=cohort, values={"is_active": False})


@blueprint.get("/<uuid:cohort_id>/members")
@requires(*queries.READS_CLASSES)
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, MemberPage)
def members(db: Session, actor: Actor, wanted: dict[str, Any], cohort_id: UUID) -> dict[str, Any]:
    """A class's members, past and future ones too."""
    cohort = queries.cohort_by_id(db, cohort_id)
    found = queries.members_page(db, cohort.id, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    shown, next_cursor = page(
        found, wanted["limit"], lambda member: Cursor(member.membership.created_at, member.membership.id)
    )
    return {"items": shown, "next_cursor": next_cursor}


@blueprint.post("/<uuid:cohort_id>/members")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(MembersRequest)
@blueprint.response(201, MemberList)
def add(db: Session, actor: Actor, wanted: dict[str, Any], cohort_id: UUID) -> dict[str, Any]:
    """Add students to a class, all or none."""
    cohort = service.hold_class(db, cohort_id)
    new = _members(wanted["members"], _today(db, cohort.centre_id))
    added = service.add_members(db, actor, cohort=cohort, members=new)
    return {"items": queries.members_shown(db, added)}


@blueprint.get("/<uuid:cohort_id>/members/<uuid:membership_id>")
@requires(*queries.READS_CLASSES)
@blueprint.response(200, MemberSchema)
def show_member(db: Session, actor: Actor, cohort_id: UUID, membership_id: UUID) -> Tagged[Any]:
    """One member, with the version that a change names."""
    cohort = queries.cohort_by_id(db, cohort_id)
    row = queries.membership_by_id(db, cohort.id, membership_id)
    return tagged(queries.members_shown(db, [row])[0], row)


@blueprint.patch("/<uuid:cohort_id>/members/<uuid:membership_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(MemberChange)
@blueprint.response(200, MemberSchema)
def change_member(
    db: Session, actor: Actor, wanted: dict[str, Any], cohort_id: UUID, membership_id: UUID
) -> Tagged[Any]:
    """Change from when until when a student is in a class."""
    cohort = service.hold_class(db, cohort_id)
    demand_unchanged(queries.membership_by_id(db, cohort.id, membership_id))
    row = service.change_member(db, actor, cohort=cohort, membership_id=membership_id, values=wanted)
    return tagged(queries.members_shown(db, [row])[0], row)


@blueprint.delete("/<uuid:cohort_id>/members/<uuid:membership_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.response(204)
def remove_member(db: Session, actor: Actor, cohort_id: UUID, membership_id: UUID) -> None:
    """Take a student out of a class from today on."""
    cohort = service.hold_class(db, cohort_id)
    demand_unchanged(queries.membership_by_id(db, cohort.id, membership_id))
    today = _today(db, cohort.centre_id)
    service.remove_member(db, actor, cohort=cohort, membership_id=membership_id, today=today)


def _shown(db: Session, cohort: ClassCohort) -> Tagged[Any]:
    today = _today(db, cohort.centre_id)
    return tagged(queries.class_summaries(db, [cohort], today=today)[0], cohort)


def _members(wanted: list[dict[str, Any]], today: date) -> list[service.NewMember]:
    return [service.NewMember(**each | {"starts_on": each["starts_on"] or today}) for each in wanted]


def _today(db: Session, centre_id: UUID) -> date:
    return runtime().clock.now().astimezone(ZoneInfo(db.get_one(Centre, centre_id).timezone)).date()
