"""One's own notifications and preferences (R105, R293)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import signed_in_person
from core_service.foundation.errors import FieldError, Invalid
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.notifications.models import Notification
from core_service.notifications.queries import inbox
from core_service.notifications.queries.readers import preferences, readers_as
from core_service.notifications.rules.kinds import Channels, kinds_for, usual_for
from core_service.notifications.schemas.inbox import (
    InboxQuery,
    NotificationPage,
    NotificationSchema,
    PreferenceChange,
    PreferenceList,
    ReadAllRequest,
    ReadAllResult,
    UnreadCount,
)
from core_service.notifications.service import inbox as service

blueprint = Blueprint("notifications", __name__, url_prefix="/api/notifications", description="What one was told")


@blueprint.get("")
@signed_in_person
@blueprint.arguments(InboxQuery, location="query")
@blueprint.response(200, NotificationPage)
def notifications(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """One's own, from all centres, newest first."""
    cursor = cursor_of(wanted["cursor"])
    found = inbox.inbox(db, actor, unread=wanted["unread"], cursor=cursor, limit=wanted["limit"])
    return paged(found, wanted["limit"], lambda row: Cursor(row.created_at, row.id))


@blueprint.get("/unread-count")
@signed_in_person
@blueprint.response(200, UnreadCount)
def count(db: Session, actor: Actor) -> dict[str, int]:
    """How many the bell shows."""
    return {"unread": inbox.unread_count(db, actor.user_id)}


@blueprint.post("/<uuid:notification_id>/read")
@signed_in_person
@blueprint.response(200, NotificationSchema)
def read(db: Session, actor: Actor, notification_id: UUID) -> Notification:
    """Mark one as read; again, nothing changes."""
    return service.mark_read(db, actor, notification_id=notification_id, now=runtime().clock.now())


@blueprint.post("/read-all")
@signed_in_person
@blueprint.arguments(ReadAllRequest)
@blueprint.response(200, ReadAllResult)
def read_all(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, int]:
    """Mark all as read, or those told until a time."""
    read = service.mark_all_read(db, actor, until=wanted["until"], now=runtime().clock.now())
    return {"read": read, "unread": inbox.unread_count(db, actor.user_id)}


@blueprint.get("/preferences")
@signed_in_person
@blueprint.response(200, PreferenceList)
def show_preferences(db: Session, actor: Actor) -> dict[str, Any]:
    """By which ways one is told of each kind that may concern one."""
    return {"items": _preferences(db, actor)}


@blueprint.patch("/preferences")
@signed_in_person
@blueprint.arguments(PreferenceChange)
@blueprint.response(200, PreferenceList)
def change_preferences(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Say by which ways one wants to be told."""
    kinds = [each["kind"] for each in wanted["items"]]
    twice = [index for index, kind in enumerate(kinds) if kind in kinds[:index]]
    if twice:
        errors = [FieldError(f"items.{index}.kind", "is named twice") for index in twice]
        raise Invalid("A kind is named twice.", errors=errors)
    choice = {each["kind"]: Channels(each["in_app"], each["email"]) for each in wanted["items"]}
    service.set_preferences(db, actor, wanted=choice, now=runtime().clock.now())
    return {"items": _preferences(db, actor)}


def _preferences(db: Session, actor: Actor) -> list[dict[str, Any]]:
    readers, said = readers_as(actor), preferences(db, [actor.user_id])
    ways = {kind: said.get((actor.user_id, kind)) or usual_for(kind, readers) for kind in kinds_for(readers)}
    return [{"kind": kind, "in_app": way.in_app, "email": way.email} for kind, way in ways.items()]
