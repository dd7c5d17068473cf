"""Threads between parents and the tutors of their children (R250)."""

from dataclasses import fields
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, page, paged
from core_service.foundation.rates import Rate, spend
from core_service.foundation.runtime import runtime
from core_service.notifications.queries import threads as queries
from core_service.notifications.queries.threads import TAKES_PART, MessageView, ThreadView
from core_service.notifications.schemas.threads import (
    ThreadMessagePage,
    ThreadMessageRequest,
    ThreadMessageSchema,
    ThreadMessagesQuery,
    ThreadPage,
    ThreadQuery,
    ThreadRequest,
    ThreadSchema,
    ThreadWithTutorsSchema,
)
from core_service.notifications.service import threads as service

blueprint = Blueprint("threads", __name__, url_prefix="/api/threads", description="Parents and tutors")

MESSAGES = Rate("thread-messages", most=20, window=timedelta(minutes=10))


@blueprint.get("")
@requires(*TAKES_PART)
@blueprint.arguments(ThreadQuery, location="query")
@blueprint.response(200, ThreadPage)
def threads(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The threads in which the caller takes part, the newest message first."""
    limit, cursor = wanted["limit"], cursor_of(wanted["cursor"])
    found = queries.threads_page(db, actor, student_id=wanted["student_id"], cursor=cursor, limit=limit)
    shown, next_cursor = page(found, limit, lambda view: Cursor(view.thread.last_message_at, view.thread.id))
    return {"items": shown, "next_cursor": next_cursor, "unread_total": queries.unread_total(db, actor)}


@blueprint.post("")
@requires(*TAKES_PART)
@blueprint.arguments(ThreadRequest)
@blueprint.response(201, ThreadSchema)
@blueprint.alt_response(200, schema=ThreadSchema, description="It was there already")
def begin(db: Session, actor: Actor, wanted: dict[str, Any]) -> tuple[ThreadView, HTTPStatus]:
    """Write about a child: begins the thread (201), or goes on with the one that there is (200)."""
    spend(runtime().redis, MESSAGES, actor.user_id)
    thread, is_new = service.open_thread(db, actor, **wanted, now=runtime().clock.now())
    return queries.thread_view(db, actor, thread), HTTPStatus.CREATED if is_new else HTTPStatus.OK


@blueprint.get("/<uuid:thread_id>")
@requires(*TAKES_PART)
@blueprint.response(200, ThreadWithTutorsSchema)
def show(db: Session, actor: Actor, thread_id: UUID) -> dict[str, Any]:
    """One thread, with the tutors who read it."""
    thread = queries.thread_by_id(db, actor, thread_id)
    view = queries.thread_view(db, actor, thread)
    now = runtime().clock.now()
    tutors = queries.tutors_of_child(db, centre_id=thread.centre_id, student_id=thread.student_id, now=now)
    return {field.name: getattr(view, field.name) for field in fields(view)} | {"tutors": tutors}


@blueprint.get("/<uuid:thread_id>/messages")
@requires(*TAKES_PART)
@blueprint.arguments(ThreadMessagesQuery, location="query")
@blueprint.response(200, ThreadMessagePage)
def messages(db: Session, actor: Actor, wanted: dict[str, Any], thread_id: UUID) -> dict[str, Any]:
    """What was written, newest first."""
    thread = queries.thread_by_id(db, actor, thread_id)
    limit, cursor = wanted["limit"], cursor_of(wanted["cursor"])
    found = queries.messages_page(db, thread, cursor=cursor, limit=limit)
    return paged(found, limit, lambda view: Cursor(view.message.created_at, view.message.id))


@blueprint.post("/<uuid:thread_id>/messages")
@requires(*TAKES_PART)
@blueprint.arguments(ThreadMessageRequest)
@blueprint.response(201, ThreadMessageSchema)
def write(db: Session, actor: Actor, wanted: dict[str, Any], thread_id: UUID) -> MessageView:
    """Write one more message."""
    thread = queries.thread_by_id(db, actor, thread_id)
    spend(runtime().redis, MESSAGES, actor.user_id)
    message = service.post_message(db, actor, thread=thread, text=wanted["text"], now=runtime().clock.now())
    return queries.message_views(db, thread, [message])[0]


@blueprint.post("/<uuid:thread_id>/read")
@requires(*TAKES_PART)
@blueprint.response(204)
def read(db: Session, actor: Actor, thread_id: UUID) -> None:
    """All that was written until now has been read."""
    thread = queries.thread_by_id(db, actor, thread_id)
    service.mark_read(db, actor, thread=thread, now=runtime().clock.now())
