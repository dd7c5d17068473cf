"""A place that became free is offered to whoever waits first, and kept for them for a while."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.audit.service import record
from core_service.centres.queries import settings_of_centre
from core_service.foundation.jobs import schedule
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession, WaitlistEntry
from core_service.sessions.rules import may_be_planned
from core_service.sessions.rules.waiting import OPEN_STATUSES, Waiting, WaitlistStatus, next_offers, offer_ends_at

EXPIRE_OFFER = "sessions.expire_offer"
"""The pending job that ends an offer which nobody took; its arguments are `{entryId}`."""

OFFERED = "notifications.place_offered"
"""Promised for each offer; its arguments are `{entryId}`."""


def wake_waitlist(db: Session, sessions: Sequence[TutoringSession], *, now: datetime) -> None:
    """Offers what is free in locked sessions, by the system."""
    lines = _lines(db, [session.id for session in sessions if may_be_planned(session.status)])
    if not lines:
        return
    enrolled = _enrolled(db, list(lines))
    for session in sessions:
        entries = {entry.id: entry for entry in lines.get(session.id, ())}
        waiting = [Waiting(entry.id, entry.student_id, entry.status) for entry in entries.values()]
        for entry_id in next_offers(waiting, frozenset(enrolled[session.id]), session.max_capacity):
            _offer(db, session, entries[entry_id], now=now)
    db.flush()


def end_waiting(db: Session, session_id: UUID, given: Sequence[tuple[UUID, UUID]]) -> None:
    """Who has got a place (student, course) waits for it no more, however they came to it."""
    entry = WaitlistEntry
    wait = sa.update(entry).where(
        entry.session_id == session_id,
        sa.tuple_(entry.student_id, entry.course_id).in_(given),
        entry.status.in_(OPEN_STATUSES),
    )
    db.execute(wait.values(status=WaitlistStatus.ACCEPTED, offer_ends_at=None))


def _lines(db: Session, session_ids: Sequence[UUID]) -> dict[UUID, list[WaitlistEntry]]:
    open_ones = sa.select(WaitlistEntry).where(
        WaitlistEntry.session_id.in_(session_ids), WaitlistEntry.status.in_(OPEN_STATUSES)
    )
    lines: defaultdict[UUID, list[WaitlistEntry]] = defaultdict(list)
    for entry in db.scalars(open_ones.order_by(WaitlistEntry.waits_since, WaitlistEntry.id)):
        lines[entry.session_id].append(entry)
    return lines


def _enrolled(db: Session, session_ids: Sequence[UUID]) -> defaultdict[UUID, set[UUID]]:
    place = StudentSessionEnrollment
    found = sa.select(place.session_id, place.student_id).where(place.session_id.in_(session_ids), place.is_taken)
    enrolled: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for session_id, student_id in db.execute(found):
        enrolled[session_id].add(student_id)
    return enrolled


def _offer(db: Session, session: TutoringSession, entry: WaitlistEntry, *, now: datetime) -> None:
    entry.status = WaitlistStatus.OFFERED
    entry.offer_ends_at = offer_ends_at(now, session.scheduled_end, settings_of_centre(db, session.centre_id))
    for name, due_at in ((OFFERED, now), (EXPIRE_OFFER, entry.offer_ends_at)):
        arguments = {"entryId": str(entry.id)}
        schedule(db, name, centre_id=session.centre_id, due_at=due_at, key=str(entry.id), arguments=arguments)
    record(
        db,
        None,
        None,
        "WAITLIST_OFFER",
        centre_id=session.centre_id,
        resource_type="WaitlistEntry",
        resource_id=entry.id,
        before={"status": WaitlistStatus.WAITING},
        after={"status": entry.status, "offerEndsAt": entry.offer_ends_at},
    )
