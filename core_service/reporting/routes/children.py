"""A parent's children, each with all of their courses (R250 to R252)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.errors import NotFound
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.reporting.queries import children as queries
from core_service.reporting.queries.marked_work import MarkedWork, marked_work
from core_service.reporting.queries.session_cards import SessionCard, session_cards
from core_service.reporting.schemas.children import (
    ChildList,
    ChildListQuery,
    ChildProgressSchema,
    ChildSessionPage,
    MarkedWorkPage,
)
from core_service.reporting.schemas.students import attendance_summary

blueprint = Blueprint("children", __name__, url_prefix="/api/parent", description="A parent's children")

_MOST_COURSES_OF_A_LESSON = 20


@blueprint.get("/children")
@requires(Permission.CHILD_VIEW)
@blueprint.response(200, ChildList)
def children(db: Session, actor: Actor) -> dict[str, Any]:
    """Every child of the caller in every centre, with levels and the next lesson."""
    return {"items": queries.children_of(db, actor, now=runtime().clock.now())}


@blueprint.get("/children/<uuid:student_id>")
@requires(Permission.CHILD_VIEW)
@blueprint.response(200, ChildProgressSchema)
def child(db: Session, actor: Actor, student_id: UUID) -> dict[str, Any]:
    """How one child gets on: a sentence of the week, courses, lessons, marked work, what comes next."""
    now = runtime().clock.now()
    found = queries.child_progress(db, actor, student_id, now=now)
    return {
        "child": found.child,
        "sentence": found.sentence,
        "subjects": found.subjects,
        "sessions": _session_page(found.sessions, queries.CARDS),
        "marked_work": _work_page(found.marked_work, queries.MARKED),
        "next_session": next(iter(found.coming_sessions), None),
        "coming_sessions": found.coming_sessions,
        "catch_ups": found.catch_ups,
        "attendance": attendance_summary(found.attendance, found.attendance_since),
        "idea": found.idea,
    }


@blueprint.get("/children/<uuid:student_id>/sessions")
@requires(Permission.CHILD_VIEW)
@blueprint.arguments(ChildListQuery, location="query")
@blueprint.response(200, ChildSessionPage)
def sessions(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID) -> dict[str, Any]:
    """The child's lessons, newest first."""
    now, limit = runtime().clock.now(), wanted["limit"]
    centre_ids = queries.child_by_id(db, actor, student_id, now=now).centre_ids
    cursor = cursor_of(wanted["cursor"])
    return _session_page(session_cards(db, student_id, centre_ids, now=now, limit=limit, cursor=cursor), limit)


@blueprint.get("/children/<uuid:student_id>/sessions/<uuid:session_id>")
@requires(Permission.CHILD_VIEW)
@blueprint.response(200, ChildSessionPage)
def session(db: Session, actor: Actor, student_id: UUID, session_id: UUID) -> dict[str, Any]:
    """One lesson of the child: a card per course."""
    now, limit = runtime().clock.now(), _MOST_COURSES_OF_A_LESSON
    centre_ids = queries.child_by_id(db, actor, student_id, now=now).centre_ids
    cards = session_cards(db, student_id, centre_ids, now=now, limit=limit, session_id=session_id)
    if not cards:
        raise NotFound("session")
    return _session_page(cards, limit)


@blueprint.get("/children/<uuid:student_id>/work")
@requires(Permission.CHILD_VIEW)
@blueprint.arguments(ChildListQuery, location="query")
@blueprint.response(200, MarkedWorkPage)
def work(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID) -> dict[str, Any]:
    """The child's marked work, newest first."""
    now, limit = runtime().clock.now(), wanted["limit"]
    centre_ids = queries.child_by_id(db, actor, student_id, now=now).centre_ids
    found = marked_work(db, student_id, centre_ids, cursor=cursor_of(wanted["cursor"]), limit=limit)
    return _work_page(found, limit)


def _session_page(cards: Sequence[SessionCard], limit: int) -> dict[str, Any]:
    def cursor(card: SessionCard) -> Cursor:
        return Cursor(card.session.scheduled_start, card.place.id)

    return paged(cards, limit, cursor)


def _work_page(found: Sequence[MarkedWork], limit: int) -> dict[str, Any]:
    def cursor(work: MarkedWork) -> Cursor:
        return Cursor(work.marked_at, work.attempt.id)

    return paged(found, limit, cursor)
