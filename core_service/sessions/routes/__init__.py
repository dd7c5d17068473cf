"""Sessions as they are planned and listed; what happens inside one stands in live."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import RelationMissing
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.errors import NotFound
from core_service.foundation.etags import Tagged, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, page
from core_service.foundation.runtime import runtime
from core_service.sessions import queries, service
from core_service.sessions.models import StudentSessionEnrollment
from core_service.sessions.routes.editing import blueprint as editing
from core_service.sessions.routes.planning import blueprint as planning
from core_service.sessions.routes.premises import blueprint as premises
from core_service.sessions.routes.templates import blueprint as templates
from core_service.sessions.routes.waiting import blueprint as waiting
from core_service.sessions.schemas import (
    DayQuery,
    EnrollmentRequest,
    EnrollmentSchema,
    SessionPage,
    SessionRequest,
    SessionSchema,
)
from core_service.sessions.service import enrollments

academic = Blueprint("academic-sessions", __name__, url_prefix="/api/academic", description="Planning sessions")
blueprint = Blueprint("sessions", __name__, url_prefix="/api", description="Sessions and places in them")
blueprints = (academic, blueprint, templates, planning, editing, waiting, premises)
"""All of the domain's."""


@academic.get("/sessions")
@requires(Permission.SESSION_CONDUCT, Permission.SCHEDULE_MANAGE, Permission.OWN_WORK)
@academic.arguments(DayQuery, location="query")
@academic.response(200, SessionPage)
def day(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """A day's sessions, or some days', that the caller teaches, attends, or plans."""
    cursor, limit = cursor_of(wanted.pop("cursor")), wanted.pop("limit")
    asked = queries.SessionsWanted(day=wanted.pop("date"), **wanted)
    found = queries.sessions_concerning(db, actor, asked, now=runtime().clock.now(), cursor=cursor, limit=limit)
    shown, next_cursor = page(found, limit, lambda session: Cursor(session.scheduled_start, session.id))
    return {"items": queries.summaries(db, actor, shown), "next_cursor": next_cursor}


@academic.post("/sessions")
@requires(Permission.SCHEDULE_MANAGE)
@academic.arguments(SessionRequest)
@academic.response(201, SessionSchema)
def create(db: Session, actor: Actor, wanted: dict[str, Any]) -> Tagged[queries.SessionSummary]:
    """Make a one-off session with its enrolments."""
    centre_id = actor.centre_for(Permission.SCHEDULE_MANAGE, wanted=wanted.pop("centre_id"))
    places = [enrollments.NewEnrollment(**each) for each in wanted.pop("enrollments")]
    wanted["tutor_id"] = wanted["tutor_id"] or actor.user_id
    session = service.create_session(
        db, actor, centre_id=centre_id, new=service.NewSession(**wanted), enrollments=places
    )
    db.flush()
    return tagged(queries.summaries(db, actor, [session])[0], session)


@blueprint.get("/sessions/<uuid:session_id>")
@requires(Permission.SESSION_VIEW_STUDENTS, Permission.OWN_WORK)
@blueprint.response(200, SessionSchema)
def show(db: Session, actor: Actor, session_id: UUID) -> Tagged[queries.SessionSummary]:
    """One session."""
    session = queries.session_by_id(db, session_id)
    if queries.relation_to(db, actor, session) is queries.Relation.NONE:
        raise RelationMissing("This is for the session's tutor, its students and the centre's supervisors.")
    return tagged(queries.summaries(db, actor, [session])[0], session)


@blueprint.post("/sessions/<uuid:session_id>/enrollments")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(EnrollmentRequest)
@blueprint.response(201, EnrollmentSchema)
def enroll(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> StudentSessionEnrollment:
    """Give a student a place, before or during the lesson."""
    return enrollments.enroll(
        db,
        actor,
        session_id=session_id,
        enrollment=enrollments.NewEnrollment(**wanted),
        now=runtime().clock.now(),
    )


@blueprint.delete("/enrollments/<uuid:enrollment_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.response(204)
def withdraw(db: Session, actor: Actor, enrollment_id: UUID) -> None:
    """Take a place away; the student's work stays."""
    enrollment = db.get(StudentSessionEnrollment, enrollment_id)
    if enrollment is None:
        raise NotFound("enrolment")
    enrollments.withdraw(db, actor, enrollment=enrollment, now=runtime().clock.now())
