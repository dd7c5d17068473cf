"""A session's append-only log: gapless `seq`, taken under a lock that is held until the commit (ARCHITECTURE 2)."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.foundation.errors import NotFound
from core_service.foundation.notices import announce
from core_service.sessions.models import SessionEvent, SessionLogHead, TutoringSession
from shared.events.notices import encoded_notice, logged_event, room_channel
from shared.events.room import DurableEvent
from shared.events.values import Audience

Entry = tuple[TutoringSession, Audience, DurableEvent]
"""An event for a session's log, and for whom: `everyone`, `staff`, or the ids of students: these and the staff."""


def lock_session(db: Session, session_id: UUID) -> TutoringSession:
    """Takes the session for this transaction: the first statement of every change to it.

    Several sessions are locked in the order of their ids. By UPDATE, never SELECT FOR UPDATE: an insert's key share
    on the same row would deadlock. Raises NotFound.
    """
    taken = (
        sa.update(SessionLogHead)
        .where(SessionLogHead.session_id == session_id)
        .values(last_seq=SessionLogHead.last_seq)
        .returning(SessionLogHead.session_id)
    )
    if db.scalar(taken) is None:
        raise NotFound("session")
    return db.scalars(
        sa.select(TutoringSession).where(TutoringSession.id == session_id).execution_options(populate_existing=True)
    ).one()


def lock_sessions(db: Session, session_ids: Iterable[UUID]) -> Sequence[TutoringSession]:
    """Takes several sessions in the order of their ids, in two statements; those that are gone are left out.

    No insert holds a key share on the heads that are taken here, so that a row lock cannot deadlock with one.
    """
    ids = list(session_ids)
    head = SessionLogHead.session_id
    db.execute(sa.select(head).where(head.in_(ids)).order_by(head).with_for_update(key_share=True))
    found = sa.select(TutoringSession).where(TutoringSession.id.in_(ids)).order_by(TutoringSession.id)
    return db.scalars(found.execution_options(populate_existing=True)).all()


def append_event(
    db: Session, session: TutoringSession, audience: Audience, event: DurableEvent, *, now: datetime
) -> int:
    """Adds one event to a locked session's log, announces it to the hubs and returns its `seq`."""
    return append_events(db, [(session, audience, event)], now=now)[0]


def append_events(db: Session, entries: Sequence[Entry], *, now: datetime) -> Sequence[int]:
    """The same for several, of one session or more, in two statements, however many; their `seq`s.

    Those of one session follow each other in their order.
    """
    if not entries:
        return ()
    numbers = Counter(session.id for session, _, _ in entries)
    advanced = (
        sa.update(SessionLogHead)
        .where(SessionLogHead.session_id.in_(numbers))
        .values(last_seq=SessionLogHead.last_seq + _added(numbers))
        .returning(SessionLogHead.session_id, SessionLogHead.last_seq)
        .execution_options(synchronize_session=False)
    )
    following = {id: itertools.count(last - numbers[id] + 1) for id, last in db.execute(advanced).all()}
    seqs = [next(following[session.id]) for session, _, _ in entries]
    db.add_all(_row(entry, seq, now) for entry, seq in zip(entries, seqs, strict=True))
    db.flush()
    for entry, seq in zip(entries, seqs, strict=True):
        _announce(db, entry, seq, now)
    return seqs


def _added(numbers: Mapping[UUID, int]) -> int | sa.ColumnElement[int]:
    """To each head its number of events: one for all if they are alike, so that the statement stays short."""
    different = set(numbers.values())
    return different.pop() if len(different) == 1 else sa.case(numbers, value=SessionLogHead.session_id)


def _row(entry: Entry, seq: int, now: datetime) -> SessionEvent:
    session, audience, event = entry
    named = audience if isinstance(audience, tuple) else ()
    return SessionEvent(
        centre_id=session.centre_id,
        session_id=session.id,
        seq=seq,
        at=now,
        audience="members" if named else audience,
        member_ids=[UUID(member) for member in named],
        event=msgspec.to_builtins(event),
    )


def _announce(db: Session, entry: Entry, seq: int, now: datetime) -> None:
    session, audience, event = entry
    notice = logged_event(session_id=str(session.id), seq=seq, audience=audience, at=now, event=event)
    announce(db, room_channel(str(session.id)), encoded_notice(notice))
