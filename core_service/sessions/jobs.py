"""What the worker runs for the timetable; each job may come twice and then changes nothing."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.centres.models import Centre
from core_service.foundation.db import FRANCHISE_ID, scope_of
from core_service.foundation.jobs import schedule
from core_service.identity.service.departures import STUDENT_LEFT
from core_service.sessions.service.generation import GENERATE, generate
from core_service.sessions.service.leaving import give_up_what_is_to_come
from core_service.sessions.service.offers import EXPIRE_OFFER
from core_service.sessions.service.waiting import expire_offer

PLAN_AHEAD = "sessions.plan_ahead"
"""Promises every centre its daily generation; hourly, in the franchise's name, without arguments."""

_GENERATES_AT = time(3)
"""In the centre's zone, when nobody plans."""


def plan_ahead(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """One generation per active centre and local day: promising it again changes nothing."""
    active = sa.select(Centre.id, Centre.timezone).where(Centre.is_active, Centre.id != FRANCHISE_ID)
    for centre_id, timezone in db.execute(active.order_by(Centre.id)):
        today = now.astimezone(ZoneInfo(timezone)).date()
        due_at = datetime.combine(today, _GENERATES_AT, tzinfo=ZoneInfo(timezone))
        schedule(db, GENERATE, centre_id=centre_id, due_at=due_at)


def make_ahead(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """Makes the sessions ahead of the promise's centre."""
    [centre_id] = scope_of(db).centre_ids
    generate(db, None, centre_id=centre_id, now=now)


def end_offer(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """Ends an offer of a place that nobody took; `arguments` are `{entryId}`."""
    expire_offer(db, entry_id=UUID(arguments["entryId"]), now=now)


def student_left(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """Gives up the places to come of a student who has left; `arguments` are `{studentId}`."""
    [centre_id] = scope_of(db).centre_ids
    give_up_what_is_to_come(db, centre_id=centre_id, student_id=UUID(arguments["studentId"]), now=now)


JOBS = {PLAN_AHEAD: plan_ahead, GENERATE: make_ahead, EXPIRE_OFFER: end_offer, STUDENT_LEFT: student_left}
"""By the name under which they are promised."""
