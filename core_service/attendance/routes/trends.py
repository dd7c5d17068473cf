"""A class's attendance over twelve weeks (R155): here, since attendance stands above classes."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.attendance.queries.trends import class_trend, next_session_of
from core_service.attendance.schemas.trends import ClassTrendSchema
from core_service.cohorts.queries import READS_CLASSES, cohort_by_id
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime

blueprint = Blueprint("class-trends", __name__, url_prefix="/api/academic", description="Attendance of classes")


@blueprint.get("/classes/<uuid:cohort_id>/attendance-trend")
@requires(*READS_CLASSES)
@blueprint.response(200, ClassTrendSchema)
def trend(db: Session, actor: Actor, cohort_id: UUID) -> dict[str, Any]:
    """How the class's members came, week by week, and the class's next session."""
    cohort, now = cohort_by_id(db, cohort_id), runtime().clock.now()
    return {"weeks": class_trend(db, cohort, now=now), "next_session": next_session_of(db, cohort, now=now)}
