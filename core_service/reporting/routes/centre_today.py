"""A centre's day, for its supervisors (UI 4)."""

from typing import Any

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime
from core_service.reporting.queries.centre_today import CentreToday, centre_today
from core_service.reporting.schemas.centre_today import CentreQuery, CentreTodaySchema

blueprint = Blueprint("centre-today", __name__, url_prefix="/api/centre", description="A centre's day")


@blueprint.get("/today")
@requires(Permission.CENTRE_MANAGE)
@blueprint.arguments(CentreQuery, location="query")
@blueprint.response(200, CentreTodaySchema)
def today(db: Session, actor: Actor, wanted: dict[str, Any]) -> CentreToday:
    """Live sessions with hands and waits, what nobody covers, the queue, unmarked attendance, today's absences."""
    return centre_today(db, actor, centre_id=wanted["centre_id"], now=runtime().clock.now())
