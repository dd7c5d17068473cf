"""Sessions ahead: generated from templates, or planned for a class; each with a dry run (R140, R143)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime
from core_service.sessions.rules.following import FIELDS, LessonFields
from core_service.sessions.schemas.timetable import (
    ClassSessionsOrder,
    ClassSessionsRequest,
    GeneratedSchema,
    GenerateRequest,
    PlanSchema,
)
from core_service.sessions.service import classes, generation
from core_service.sessions.service.planning import Plan

blueprint = Blueprint("planning", __name__, url_prefix="/api/academic", description="Many sessions at once")


@blueprint.post("/sessions/generate/preview")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(GenerateRequest)
@blueprint.response(200, PlanSchema)
def preview_generation(db: Session, actor: Actor, wanted: dict[str, Any]) -> Plan:
    """What generating would make, and what stands in the way; changes nothing."""
    centre_id = actor.centre_for(Permission.SCHEDULE_MANAGE, wanted=wanted["centre_id"])
    return generation.plan_generation(db, centre_id=centre_id, until=wanted["until"], now=runtime().clock.now())


@blueprint.post("/sessions/generate")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(GenerateRequest)
@blueprint.response(200, GeneratedSchema)
def generate(db: Session, actor: Actor, wanted: dict[str, Any]) -> generation.Generated:
    """Make the sessions ahead that are missing; running it again adds nothing."""
    centre_id = actor.centre_for(Permission.SCHEDULE_MANAGE, wanted=wanted["centre_id"])
    return generation.generate(db, actor, centre_id=centre_id, until=wanted["until"], now=runtime().clock.now())


@blueprint.post("/classes/<uuid:cohort_id>/sessions/preview")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(ClassSessionsRequest)
@blueprint.response(200, PlanSchema)
def preview_class(db: Session, actor: Actor, wanted: dict[str, Any], cohort_id: UUID) -> Plan:
    """What planning for the class would make, with every conflict; changes nothing."""
    return classes.plan_class(db, cohort_id=cohort_id, wish=_wish(wanted), now=runtime().clock.now())


@blueprint.post("/classes/<uuid:cohort_id>/sessions")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(ClassSessionsOrder)
@blueprint.response(201, GeneratedSchema)
def schedule_class(db: Session, actor: Actor, wanted: dict[str, Any], cohort_id: UUID) -> generation.Generated:
    """Plan lessons for the class, each member on their own course and level."""
    on_conflict = wanted.pop("on_conflict")
    return classes.schedule_class(
        db, actor, cohort_id=cohort_id, wish=_wish(wanted), on_conflict=on_conflict, now=runtime().clock.now()
    )


def _wish(wanted: dict[str, Any]) -> classes.ClassWish:
    return classes.ClassWish(
        fields=LessonFields(**{name: wanted[name] for name in FIELDS}),
        weekdays=frozenset(wanted["days_of_week"]),
        first=wanted["first"],
        last=wanted["last"],
        start_time=wanted["start_time"],
        end_time=wanted["end_time"],
    )
