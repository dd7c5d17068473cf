"""Reads of raised hands: of one room, and of all that concern somebody (R080, R221, R224, C36)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.foundation.paging import Cursor, in_order
from core_service.identity.models import AppUser
from core_service.live.errors import NoRole
from core_service.live.models import HelpRequest
from core_service.live.rules import OPEN_STATUSES, HelpPriority, HelpStatus
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import Relation, relation_to, session_by_id
from core_service.sessions.queries.teaching import teaches

_OLDEST_FIRST = (HelpRequest.requested_at, HelpRequest.id)


@dataclass(frozen=True, slots=True)
class HandView:
    """A request with the name of who asks."""

    request: HelpRequest
    student_name: str


@dataclass(frozen=True, slots=True)
class HandsWanted:
    """Which requests a list shows; what is empty is not asked for."""

    session_id: UUID | None = None
    student_id: UUID | None = None
    statuses: Collection[HelpStatus] = ()
    priority: HelpPriority | None = None


def hand_view(db: Session, request: HelpRequest) -> HandView:
    """One that is known to exist."""
    return HandView(*db.execute(_hands().where(HelpRequest.id == request.id)).one())


def open_hands(db: Session, session_id: UUID, student_id: UUID | None = None) -> Sequence[HandView]:
    """PENDING and ACKNOWLEDGED ones of a session (C36), oldest first."""
    found = _hands().where(HelpRequest.session_id == session_id, HelpRequest.status.in_(OPEN_STATUSES))
    if student_id is not None:
        found = found.where(HelpRequest.student_id == student_id)
    return _views(db, found.order_by(*_OLDEST_FIRST))


def open_hands_in(db: Session, session_ids: Collection[UUID]) -> Sequence[HandView]:
    """The same of several sessions, in one statement."""
    found = _hands().where(HelpRequest.session_id.in_(session_ids), HelpRequest.status.in_(OPEN_STATUSES))
    return _views(db, found.order_by(*_OLDEST_FIRST))


def hands_ahead(db: Session, waiting: HelpRequest) -> int:
    """How many are answered before a PENDING one: nobody goes to them yet; urgent, or waiting for longer (UI 5)."""
    is_urgent = HelpRequest.priority == HelpPriority.URGENT
    is_older = sa.tuple_(HelpRequest.requested_at, HelpRequest.id) < sa.tuple_(waiting.requested_at, waiting.id)
    same_kind = is_urgent if waiting.priority is HelpPriority.URGENT else ~is_urgent
    goes_before = sa.and_(same_kind, is_older)
    if waiting.priority is not HelpPriority.URGENT:
        goes_before = sa.or_(is_urgent, goes_before)
    open_here = (HelpRequest.session_id == waiting.session_id, HelpRequest.status == HelpStatus.PENDING)
    return db.scalars(sa.select(sa.func.count()).select_from(HelpRequest).where(*open_here, goes_before)).one()


def hands_concerning(
    db: Session,
    actor: Actor,
    wanted: HandsWanted,
    *,
    cursor: Cursor | None,
    limit: int,
) -> Sequence[HandView]:
    """`limit` + 1 requests, oldest first: a tutor's sessions', an overseer's centres', a student's own.

    Raises NotFound and RelationMissing for a session that is none of theirs.
    """
    found = _hands().where(*_conditions(wanted))
    if wanted.session_id is None:
        found = found.join(TutoringSession, TutoringSession.id == HelpRequest.session_id)
        found = found.where(sa.or_(is_answered_for(actor), HelpRequest.student_id == actor.user_id))
    elif _relation(db, actor, wanted.session_id) is Relation.STUDENT:
        found = found.where(HelpRequest.student_id == actor.user_id)
    return _views(db, in_order(found, _OLDEST_FIRST, cursor, limit))


def _conditions(wanted: HandsWanted) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.session_id is not None:
        yield HelpRequest.session_id == wanted.session_id
    if wanted.student_id is not None:
        yield HelpRequest.student_id == wanted.student_id
    if wanted.statuses:
        yield HelpRequest.status.in_(wanted.statuses)
    if wanted.priority is not None:
        yield HelpRequest.priority == wanted.priority


def _relation(db: Session, actor: Actor, session_id: UUID) -> Relation:
    relation = relation_to(db, actor, session_by_id(db, session_id))
    if relation is Relation.NONE:
        raise NoRole
    return relation


def is_answered_for(actor: Actor) -> sa.ColumnElement[bool]:
    """Whether the actor answers for a joined session: teaches it, stepped in, or oversees its centre."""
    in_centres = TutoringSession.centre_id.in_
    return sa.or_(
        in_centres(actor.centres_with(Permission.SCHEDULE_MANAGE)),
        sa.and_(in_centres(actor.centres_with(Permission.HELP_REQUEST_RESPOND)), teaches(actor.user_id)),
    )


def _hands() -> sa.Select[HelpRequest, str]:
    return sa.select(HelpRequest, AppUser.name).join(AppUser, AppUser.id == HelpRequest.student_id)


def _views(db: Session, found: sa.Select[HelpRequest, str]) -> Sequence[HandView]:
    return [HandView(*row) for row in db.execute(found)]
