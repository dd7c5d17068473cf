"""Waitlists: staff put a student in line; the student, a parent or staff take what is offered (C01)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.sessions import queries
from core_service.sessions.models import StudentSessionEnrollment
from core_service.sessions.queries.waiting import WaitingStudent, entries_to_decide, line_of, shown_entry
from core_service.sessions.schemas import EnrollmentSchema
from core_service.sessions.schemas.editing import (
    OwnWaitlistQuery,
    WaitlistEntrySchema,
    WaitlistPage,
    WaitlistQuery,
    WaitRequest,
)
from core_service.sessions.service import waiting

blueprint = Blueprint("waitlists", __name__, url_prefix="/api", description="Waiting for a place")

_FAMILY = (Permission.OWN_WORK, Permission.CHILD_VIEW)


@blueprint.get("/sessions/<uuid:session_id>/waitlist")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(WaitlistQuery, location="query")
@blueprint.response(200, WaitlistPage)
def line(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> dict[str, Any]:
    """Who waits for a place in the session, or is offered one, first come first."""
    session = queries.session_by_id(db, session_id)
    limit = wanted["limit"]
    return _page(
        line_of(db, session.id, now=runtime().clock.now(), cursor=cursor_of(wanted["cursor"]), limit=limit), limit
    )


@blueprint.post("/sessions/<uuid:session_id>/waitlist")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(WaitRequest)
@blueprint.response(201, WaitlistEntrySchema)
def join(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> WaitingStudent:
    """Put a student at the end of the line; a place that is free is offered at once."""
    now = runtime().clock.now()
    return shown_entry(db, waiting.join_waitlist(db, actor, session_id=session_id, **wanted, now=now))


@blueprint.get("/waitlist")
@requires(Permission.SCHEDULE_MANAGE, *_FAMILY)
@blueprint.arguments(OwnWaitlistQuery, location="query")
@blueprint.response(200, WaitlistPage)
def own(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """What the caller, or a child of theirs, waits for or is offered; for planners all that wait in their centres."""
    limit, cohort_id = wanted["limit"], wanted["cohort_id"]
    cursor, now = cursor_of(wanted["cursor"]), runtime().clock.now()
    found = entries_to_decide(db, actor, cohort_id=cohort_id, now=now, cursor=cursor, limit=limit)
    return _page(found, limit)


@blueprint.post("/waitlist/<uuid:entry_id>/accept")
@requires(Permission.SCHEDULE_MANAGE, *_FAMILY)
@blueprint.response(201, EnrollmentSchema)
def accept(db: Session, actor: Actor, entry_id: UUID) -> StudentSessionEnrollment:
    """Take the place that is offered."""
    return waiting.accept_offer(db, actor, entry_id=entry_id, now=runtime().clock.now())


@blueprint.post("/waitlist/<uuid:entry_id>/leave")
@requires(Permission.SCHEDULE_MANAGE, *_FAMILY)
@blueprint.response(200, WaitlistEntrySchema)
def leave(db: Session, actor: Actor, entry_id: UUID) -> WaitingStudent:
    """Wait no longer, or decline the offer: it goes to the next in line."""
    return shown_entry(db, waiting.leave_waitlist(db, actor, entry_id=entry_id, now=runtime().clock.now()))


def _page(found: Any, limit: int) -> dict[str, Any]:
    return paged(found, limit, lambda each: Cursor(each.entry.waits_since, each.entry.id))
