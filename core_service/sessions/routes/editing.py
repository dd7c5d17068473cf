"""Changes of one session: moved, cancelled, taught by somebody else; a missed place made up for (R146)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.errors import NotFound
from core_service.foundation.etags import Tagged, demand_unchanged, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime
from core_service.sessions import queries
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import candidates
from core_service.sessions.schemas import EnrollmentSchema, SessionSchema
from core_service.sessions.schemas.editing import (
    CancelRequest,
    CandidateQuery,
    CandidatesSchema,
    MakeUpRequest,
    SeatsRequest,
    SeatsSchema,
    SessionChange,
    SubstituteRequest,
)
from core_service.sessions.service import editing, seating

blueprint = Blueprint("session-changes", __name__, url_prefix="/api", description="Changing a planned session")


@blueprint.patch("/sessions/<uuid:session_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(SessionChange)
@blueprint.response(200, SessionSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> Tagged[queries.SessionSummary]:
    """Move a session, give it another room, name, tutor, capacity, or its students other seats."""
    session = editing.hold_session(db, session_id)
    demand_unchanged(session)
    seats = wanted.pop("seats", None)
    editing.edit_session(db, actor, session=session, values=wanted, seats=seats, now=runtime().clock.now())
    return _shown(db, actor, session)


@blueprint.put("/sessions/<uuid:session_id>/seats")
@requires(Permission.SESSION_CONDUCT)
@blueprint.arguments(SeatsRequest)
@blueprint.response(200, SeatsSchema)
def arrange(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> seating.Seating:
    """Seat the class as it sits, for this session and, if wished, for the weeks to come."""
    session = seating.hold_own_session(db, actor, session_id)
    demand_unchanged(session)
    now = runtime().clock.now()
    return seating.arrange_seats(db, actor, session=session, seats=wanted["seats"], keep=wanted["keep"], now=now)


@blueprint.post("/sessions/<uuid:session_id>/cancel")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(CancelRequest)
@blueprint.response(200, SessionSchema)
def cancel(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> Tagged[queries.SessionSummary]:
    """Call off a session that has not begun."""
    session = editing.hold_session(db, session_id)
    demand_unchanged(session)
    editing.cancel_session(db, actor, session=session, reason=wanted["reason"], now=runtime().clock.now())
    return _shown(db, actor, session)


@blueprint.post("/sessions/<uuid:session_id>/substitute")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(SubstituteRequest)
@blueprint.response(200, SessionSchema)
def substitute(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> Tagged[queries.SessionSummary]:
    """Name who teaches instead of the tutor, also during the lesson."""
    session = editing.hold_session(db, session_id)
    demand_unchanged(session)
    now = runtime().clock.now()
    editing.substitute_tutor(db, actor, session=session, tutor_id=wanted["tutor_id"], now=now)
    return _shown(db, actor, session)


@blueprint.get("/sessions/<uuid:session_id>/possible-tutors")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.response(200, CandidatesSchema)
def possible_tutors(db: Session, actor: Actor, session_id: UUID) -> dict[str, Any]:
    """Who could teach instead, and who of them is free."""
    return {"items": candidates.possible_tutors(db, session_id)}


@blueprint.get("/sessions/<uuid:session_id>/possible-students")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(CandidateQuery, location="query")
@blueprint.response(200, CandidatesSchema)
def possible_students(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> dict[str, Any]:
    """Who could be given a place, by name."""
    return {"items": candidates.possible_students(db, session_id, name=wanted["q"].strip())}


@blueprint.post("/enrollments/<uuid:enrollment_id>/make-up")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(MakeUpRequest)
@blueprint.response(201, EnrollmentSchema)
def make_up(db: Session, actor: Actor, wanted: dict[str, Any], enrollment_id: UUID) -> StudentSessionEnrollment:
    """Give a student who was absent a place in another session for the same course."""
    missed = db.get(StudentSessionEnrollment, enrollment_id)
    if missed is None:
        raise NotFound("enrolment")
    return editing.book_make_up(db, actor, missed=missed, **wanted, now=runtime().clock.now())


def _shown(db: Session, actor: Actor, session: TutoringSession) -> Tagged[queries.SessionSummary]:
    return tagged(queries.summaries(db, actor, [session])[0], session)
