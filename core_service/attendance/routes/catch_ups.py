"""Catch-up packages: listed and followed by students and staff, changed by staff (R101, R152)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.attendance.queries import catch_ups as queries
from core_service.attendance.schemas.catch_ups import (
    CatchUpChangeRequest,
    CatchUpPage,
    CatchUpQuery,
    CatchUpWithItemsSchema,
)
from core_service.attendance.service import catch_ups as service
from core_service.foundation.etags import demand_unchanged, etag_of
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime

blueprint = Blueprint("catch-ups", __name__, url_prefix="/api/academic", description="What absent students catch up on")

_Answer = tuple[dict[str, Any], int, dict[str, str]]


@blueprint.get("/catchups")
@requires(Permission.SESSION_VIEW_STUDENTS, Permission.OWN_WORK)
@blueprint.arguments(CatchUpQuery, location="query")
@blueprint.response(200, CatchUpPage)
def listing(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Packages of the caller, or of the students whom they teach or oversee; the next due one first."""
    cursor, limit = cursor_of(wanted.pop("cursor")), wanted.pop("limit")
    now = runtime().clock.now()
    found = queries.catch_ups(db, actor, queries.CatchUpWanted(**wanted), now=now, cursor=cursor, limit=limit)
    return paged(found, limit, lambda view: Cursor(view.package.due_at, view.package.id))


@blueprint.get("/catchups/<uuid:package_id>")
@requires(Permission.SESSION_VIEW_STUDENTS, Permission.OWN_WORK)
@blueprint.response(200, CatchUpWithItemsSchema)
def show(db: Session, actor: Actor, package_id: UUID) -> _Answer:
    """One package with its exercises and lessons, each ticked wherever it was done."""
    return _answer(db, actor, package_id)


@blueprint.patch("/catchups/<uuid:package_id>")
@requires(Permission.CONTENT_ASSIGN)
@blueprint.arguments(CatchUpChangeRequest)
@blueprint.response(200, CatchUpWithItemsSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], package_id: UUID) -> _Answer:
    """Extend, excuse, complete or reopen a package; If-Match is optional."""
    package = service.hold_package(db, actor, package_id)
    demand_unchanged(package)
    due = wanted.pop("due_at")
    service.change_package(db, actor, package=package, due=due, **wanted, now=runtime().clock.now())
    return _answer(db, actor, package_id)


@blueprint.post("/catchups/<uuid:package_id>/remind")
@requires(Permission.CONTENT_ASSIGN)
@blueprint.response(200, CatchUpWithItemsSchema)
def remind(db: Session, actor: Actor, package_id: UUID) -> _Answer:
    """Remind the student of what is still to do, at most once an hour."""
    package = service.hold_package(db, actor, package_id)
    service.remind_of_package(db, actor, package=package, now=runtime().clock.now())
    return _answer(db, actor, package_id)


def _answer(db: Session, actor: Actor, package_id: UUID) -> _Answer:
    view = queries.catch_up_by_id(db, actor, package_id, now=runtime().clock.now())
    shown = {name: getattr(view, name) for name in ("package", "student", "session", "progress", "state")}
    return shown | {"items": queries.catch_up_items(db, package_id)}, 200, {"ETag": etag_of(view.package)}
