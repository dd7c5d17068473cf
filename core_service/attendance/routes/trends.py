"""A class's attendance over twelve weeks (R155): here, since attendance stands above classes."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.attendance.queries.trends import class_trend
from core_service.attendance.schemas.trends import ClassTrendSchema
from core_service.cohorts.queries import READS_CLASSES, cohort_by_id
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime

blueprint = Blueprint("class-trends", __name__, url_prefix="/api/academic", description="Attendance of classes")


@blueprint.get("/classes/<uuid:cohort_id>/attendance-trend")
@requires(*READS_CLASSES)
@blueprint.response(200, ClassTrendSchema)
def trend(db: Session, actor: Actor, cohort_id: UUID) -> dict[str, Any]:
    """How the class's members came, week by week."""
    return {"weeks": class_trend(db, cohort_by_id(db, cohort_id), now=runtime().clock.now())}
