"""A tutor's day (R100, R110, R224)."""

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime
from core_service.reporting.queries.my_day import MyDay, my_day
from core_service.reporting.schemas.my_day import MyDaySchema

blueprint = Blueprint("my-day", __name__, url_prefix="/api/academic/tutor", description="A tutor's day")


@blueprint.get("/my-day")
@requires(Permission.SESSION_CONDUCT)
@blueprint.response(200, MyDaySchema)
def day(db: Session, actor: Actor) -> MyDay:
    """Today's and the next days' sessions, open hands, what is pending, facts about the next session's students."""
    return my_day(db, actor, now=runtime().clock.now())
