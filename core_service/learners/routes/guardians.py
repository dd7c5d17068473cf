"""A child's parents and guardians."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.learners.queries.students import (
    Guardian,
    guardian_link,
    guardians_of,
    managed_grant,
    student_grants,
)
from core_service.learners.schemas.students import GuardianList, GuardianRequest, GuardianSchema, WhichCentre
from core_service.learners.service.guardians import link_to_child, unlink_from_child

blueprint = Blueprint("guardians", __name__, url_prefix="/api/students", description="Parents and guardians")


@blueprint.get("/<uuid:student_id>/guardians")
@requires(Permission.STUDENT_MANAGE)
@blueprint.response(200, GuardianList)
def guardians(db: Session, actor: Actor, student_id: UUID) -> dict[str, Any]:
    """The child's parents and guardians in the caller's centres."""
    centre_ids = actor.centres_with(Permission.STUDENT_MANAGE)
    student_grants(db, student_id, centre_ids)
    return {"items": guardians_of(db, student_id, centre_ids=centre_ids, with_email_in=centre_ids)}


@blueprint.post("/<uuid:student_id>/guardians")
@requires(Permission.STUDENT_MANAGE)
@blueprint.arguments(GuardianRequest)
@blueprint.response(201, GuardianSchema)
def link(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID) -> Guardian:
    """Link a parent to the child in a centre."""
    child = managed_grant(db, actor, student_id, centre_id=wanted["centre_id"])
    made = link_to_child(db, actor, child=child, guardian_id=wanted["guardian_id"])
    centre_ids = [child.centre_id]
    all_of_child = guardians_of(db, student_id, centre_ids=centre_ids, with_email_in=centre_ids)
    return next(each for each in all_of_child if each.link.id == made.id)


@blueprint.delete("/<uuid:student_id>/guardians/<uuid:guardian_id>")
@requires(Permission.STUDENT_MANAGE)
@blueprint.arguments(WhichCentre, location="query")
@blueprint.response(204)
def unlink(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID, guardian_id: UUID) -> None:
    """From now on this person sees nothing of the child in the centre."""
    child = managed_grant(db, actor, student_id, centre_id=wanted["centre_id"])
    found = guardian_link(db, centre_id=child.centre_id, student_id=student_id, guardian_id=guardian_id)
    unlink_from_child(db, actor, link=found)
