"""How long students waited for help: per session, per tutor, over some days (R067)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.live.models import HelpRequest
from core_service.live.queries.help_requests import is_answered_for
from core_service.live.rules import HelpStatus
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import Person, demand_staff, person_or_former, persons, session_by_id

USUAL_SPAN = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class HelpFigures:
    """`answered` were acknowledged or resolved; `waiting` are open and were not; times are None where there is none."""

    requests: int
    answered: int
    resolved: int
    cancelled: int
    waiting: int
    median_response_seconds: float | None
    p90_response_seconds: float | None
    median_resolution_seconds: float | None


@dataclass(frozen=True, slots=True)
class TutorHelpFigures(HelpFigures):
    """Of whoever answered; what nobody answered counts for the session's tutor."""

    tutor: Person


@dataclass(frozen=True, slots=True)
class HelpStatistics:
    """All requests, and tutor by tutor."""

    overall: HelpFigures
    tutors: Sequence[TutorHelpFigures]


def session_help_statistics(db: Session, actor: Actor, session_id: UUID) -> HelpStatistics:
    """Of one session, for its staff. Raises NotFound, RelationMissing."""
    demand_staff(db, actor, session_by_id(db, session_id))
    return _statistics(db, HelpRequest.session_id == session_id)


def help_statistics(
    db: Session,
    actor: Actor,
    *,
    since: datetime | None,
    until: datetime | None,
    tutor_id: UUID | None,
    now: datetime,
) -> HelpStatistics:
    """Of all sessions that the actor teaches or oversees, by default of the last 28 days; three statements."""
    end = until or now
    asked = [HelpRequest.requested_at >= (since or end - USUAL_SPAN), HelpRequest.requested_at <= end]
    if tutor_id is not None:
        asked.append(_answered_by() == tutor_id)
    return _statistics(db, is_answered_for(actor), *asked)


def _statistics(db: Session, *conditions: sa.ColumnElement[bool]) -> HelpStatistics:
    joined = sa.join(HelpRequest, TutoringSession, TutoringSession.id == HelpRequest.session_id)
    overall = db.execute(sa.select(*_figures()).select_from(joined).where(*conditions)).one()
    by_tutor = sa.select(_answered_by().label("answered_by"), *_figures()).select_from(joined).where(*conditions)
    rows = db.execute(by_tutor.group_by("answered_by")).all()
    people = persons(db, [row[0] for row in rows])
    tutors = [
        TutorHelpFigures(**asdict(HelpFigures(*figures)), tutor=person_or_former(people, tutor_id))
        for tutor_id, *figures in rows
    ]
    return HelpStatistics(HelpFigures(*overall), sorted(tutors, key=lambda each: (each.tutor.name, each.tutor.id)))


def _answered_by() -> sa.ColumnElement[UUID]:
    resolver = sa.case((HelpRequest.status == HelpStatus.RESOLVED, HelpRequest.resolved_by_id))
    return sa.func.coalesce(HelpRequest.acknowledged_by_id, resolver, TutoringSession.tutor_id)


def _figures() -> list[sa.ColumnElement[Any]]:
    """In the order of `HelpFigures`."""
    is_resolved = HelpRequest.status == HelpStatus.RESOLVED
    resolved_at = sa.case((is_resolved, HelpRequest.resolved_at))
    answered_at = sa.func.coalesce(HelpRequest.acknowledged_at, resolved_at)
    response, resolution = _seconds_until(answered_at), _seconds_until(resolved_at)
    return [
        sa.func.count(),
        sa.func.count(answered_at),
        sa.func.count().filter(is_resolved),
        sa.func.count().filter(HelpRequest.status == HelpStatus.CANCELLED),
        sa.func.count().filter(HelpRequest.status == HelpStatus.PENDING),
        sa.func.percentile_cont(0.5).within_group(response),
        sa.func.percentile_cont(0.9).within_group(response),
        sa.func.percentile_cont(0.5).within_group(resolution),
    ]


def _seconds_until(moment: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.cast(sa.extract("epoch", moment - HelpRequest.requested_at), sa.Double)
