"""Reads of a session's log: for its members by what they may see, for the hub whole (ARCHITECTURE 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.live.errors import NoRole
from core_service.live.queries.membership import role_in
from core_service.sessions.models import SessionEvent, SessionLogHead
from core_service.sessions.queries import session_by_id
from shared.events.notices import LoggedEvent, logged_event
from shared.events.values import Audience, UserId


@dataclass(frozen=True, slots=True)
class LogPage:
    """Rows after a seq, in order; `head` is the newest seq there was before they were read."""

    events: Sequence[SessionEvent]
    head: int


def head_of(db: Session, session_id: UUID) -> int:
    """The newest seq; read before any state, the state may be newer but never older than it."""
    return db.scalars(sa.select(SessionLogHead.last_seq).where(SessionLogHead.session_id == session_id)).one()


def log_after(db: Session, session_id: UUID, *, after: int, limit: int) -> LogPage:
    """Everything, for the hub."""
    return _page(db, _log(session_id, after), head_of(db, session_id), limit)


def visible_log_after(db: Session, actor: Actor, session_id: UUID, *, after: int, limit: int) -> LogPage:
    """What the actor may see: staff all, a student what is for everyone or names them.

    Raises NotFound, RelationMissing.
    """
    session = session_by_id(db, session_id)
    role = role_in(db, actor, session)
    if role is None:
        raise NoRole
    found = _log(session_id, after)
    if not role.is_staff:
        found = found.where(
            sa.or_(SessionEvent.audience == "everyone", SessionEvent.member_ids.contains([actor.user_id]))
        )
    return _page(db, found, head_of(db, session_id), limit)


def _log(session_id: UUID, after: int) -> sa.Select[SessionEvent]:
    return sa.select(SessionEvent).where(SessionEvent.session_id == session_id, SessionEvent.seq > after)


def _page(db: Session, found: sa.Select[SessionEvent], head: int, limit: int) -> LogPage:
    rows = db.scalars(found.where(SessionEvent.seq <= head).order_by(SessionEvent.seq).limit(limit)).all()
    return LogPage(rows, head)


def audience_of(row: SessionEvent) -> Audience:
    """As messages between core and hub name it."""
    if row.audience == "everyone":
        return "everyone"
    return "staff" if row.audience == "staff" else tuple(UserId(str(each)) for each in row.member_ids)


def logged(row: SessionEvent) -> LoggedEvent:
    """As the hub receives it, and passes it on to clients."""
    return logged_event(
        session_id=str(row.session_id), seq=row.seq, audience=audience_of(row), at=row.at, event=row.event
    )
