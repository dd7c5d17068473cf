"""How long do hands wait? Each answered hand of each session against the centre's limit (R067, R225)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.identity.queries.names import name_of
from core_service.identity.rules import FORMER_MEMBER
from core_service.live.models import HelpRequest
from core_service.live.rules import HelpStatus
from core_service.reporting.queries.report_scope import ReportScope
from core_service.reporting.queries.streaming import streamed
from core_service.reporting.rules.readings import waits_reading
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries.teaching import taught_by


@dataclass(frozen=True, slots=True)
class Wait:
    """A point of a session's strip; who asked is not told."""

    session_id: UUID
    session_name: str
    tutor_name: str
    asked_at: datetime
    waited_seconds: float
    is_late: bool


@dataclass(frozen=True, slots=True)
class WaitFigures:
    """Of the answered hands; `limit_seconds` is the centre's."""

    answered: int
    late: int
    median_seconds: float | None
    p90_seconds: float | None
    limit_seconds: int


def waits(db: Session, scope: ReportScope) -> Iterator[Wait]:
    """Newest first."""
    hand, session, limit = HelpRequest, TutoringSession, _limit(scope)
    found = (
        sa.select(session.id, session.name, name_of(taught_by()), hand.requested_at, _seconds())
        .join(hand, sa.and_(hand.centre_id == session.centre_id, hand.session_id == session.id))
        .where(scope.session_rows(), _seconds().is_not(None))
        .order_by(hand.requested_at.desc(), hand.id)
    )
    for session_id, name, tutor, at, seconds in streamed(db, found):
        yield Wait(session_id, name, tutor or FORMER_MEMBER, at, round(seconds, 1), seconds > limit)


def _limit(scope: ReportScope) -> int:
    return scope.settings.help_escalation_minutes * 60


def _seconds() -> sa.ColumnElement[float]:
    """From the hand to its first answer; null while there is none."""
    hand = HelpRequest
    resolved_at = sa.case((hand.status == HelpStatus.RESOLVED, hand.resolved_at))
    answered_at = sa.func.coalesce(hand.acknowledged_at, resolved_at)
    return sa.cast(sa.extract("epoch", answered_at - hand.requested_at), sa.Double)


def wait_figures(db: Session, scope: ReportScope, rows: Sequence[Wait]) -> WaitFigures:
    """One statement, since rows may be many."""
    hand, session, limit = HelpRequest, TutoringSession, _limit(scope)
    quantiles = [sa.func.percentile_cont(share).within_group(_seconds()) for share in (0.5, 0.9)]
    found = (
        sa.select(sa.func.count(), sa.func.count().filter(_seconds() > limit), *quantiles)
        .select_from(session)
        .join(hand, sa.and_(hand.centre_id == session.centre_id, hand.session_id == session.id))
        .where(scope.session_rows(), _seconds().is_not(None))
    )
    answered, late, median, p90 = db.execute(found).one()
    return WaitFigures(answered, late, median, p90, limit)


def reading(rows: Sequence[Wait], figures: WaitFigures) -> str:
    """The usual wait, and how many waited too long."""
    return waits_reading(figures.answered, figures.late, figures.median_seconds, figures.limit_seconds)
