"""Students join, change, leave and come back."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.etags import Tagged, demand_unchanged, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime
from core_service.identity.models import AppUser, UserRole
from core_service.learners.queries.students import managed_grant, student_grants, student_record
from core_service.learners.schemas.students import StudentChange, StudentRecordSchema, StudentRequest, WhichCentre
from core_service.learners.service import students as service

blueprint = Blueprint("students", __name__, url_prefix="/api/students", description="Students as persons")


@blueprint.post("")
@requires(Permission.STUDENT_MANAGE)
@blueprint.arguments(StudentRequest)
@blueprint.response(201, StudentRecordSchema)
def add(db: Session, actor: Actor, wanted: dict[str, Any]) -> Tagged[Any]:
    """Add a student, with or without a sign-in."""
    centre_id = actor.centre_for(Permission.STUDENT_MANAGE, wanted=wanted.pop("centre_id"))
    new = service.NewStudent(**wanted)
    return _shown(db, service.add_student(db, actor, centre_id=centre_id, new=new, now=runtime().clock.now()))


@blueprint.patch("/<uuid:student_id>")
@requires(Permission.STUDENT_MANAGE)
@blueprint.arguments(StudentChange)
@blueprint.response(200, StudentRecordSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID) -> Tagged[Any]:
    """Change name, school class, birthday, age tier, or the address with which the student signs in."""
    grant = student_grants(db, student_id, actor.centres_with(Permission.STUDENT_MANAGE))[0]
    _demand_unchanged(db, student_id)
    service.change_student(db, actor, grant=grant, values=wanted, now=runtime().clock.now())
    return _shown(db, grant)


@blueprint.post("/<uuid:student_id>/deactivate")
@requires(Permission.STUDENT_MANAGE)
@blueprint.arguments(WhichCentre)
@blueprint.response(200, StudentRecordSchema)
def deactivate(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID) -> Tagged[Any]:
    """The student leaves the centre: at once, with every place to come."""
    grant = managed_grant(db, actor, student_id, centre_id=wanted["centre_id"])
    _demand_unchanged(db, student_id)
    service.deactivate_student(db, actor, grant=grant, now=runtime().clock.now())
    return _shown(db, grant)


@blueprint.post("/<uuid:student_id>/reactivate")
@requires(Permission.STUDENT_MANAGE)
@blueprint.arguments(WhichCentre)
@blueprint.response(200, StudentRecordSchema)
def reactivate(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID) -> Tagged[Any]:
    """The student comes back to the centre; they are booked anew."""
    grant = managed_grant(db, actor, student_id, centre_id=wanted["centre_id"])
    _demand_unchanged(db, student_id)
    service.reactivate_student(db, actor, grant=grant)
    return _shown(db, grant)


def _demand_unchanged(db: Session, student_id: UUID) -> None:
    """The person is locked; raises StaleEdit."""
    demand_unchanged(db.get_one(AppUser, student_id, with_for_update=True, populate_existing=True))


def _shown(db: Session, grant: UserRole) -> Tagged[Any]:
    record = student_record(db, grant, today=runtime().clock.now().date())
    return tagged(record, record.person)
