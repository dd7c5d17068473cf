"""A tutor's own figures, which My Day shows last (R110): students and attendance by week, waits, levels gained."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.attendance.models import AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.learners.models import AcademicProfileLog
from core_service.learners.rules import ProfileMetric
from core_service.live.queries.help_statistics import help_statistics
from core_service.reporting.queries.teaching import students_taught
from core_service.reporting.rules.statistics import percent
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries.teaching import teaches

_A_WEEK = timedelta(weeks=1)
_TERM = timedelta(weeks=12)
_CAME = (AttendanceStatus.PRESENT, AttendanceStatus.LATE)


@dataclass(frozen=True, slots=True)
class TeachingFigures:
    """Percentages are None where nothing was marked; the wait is the median of the last 28 days."""

    students_this_week: int
    attended_percent: float | None
    attended_percent_last_week: float | None
    median_response_seconds: float | None
    levels_up: int
    levels_up_since: date


def teaching_figures(db: Session, actor: Actor, *, today: date, now: datetime) -> TeachingFigures:
    """Of the sessions that the actor teaches; weeks begin on Monday."""
    monday = today - timedelta(days=today.weekday())
    weeks = {week: figures for week, *figures in db.execute(_weeks(actor, monday))}
    taught, came, marked = weeks.get(True, (0, 0, 0))
    _, came_before, marked_before = weeks.get(False, (0, 0, 0))
    waits = help_statistics(db, actor, since=None, until=None, tutor_id=actor.user_id, now=now)
    return TeachingFigures(
        students_this_week=taught,
        attended_percent=percent(came, marked),
        attended_percent_last_week=percent(came_before, marked_before),
        median_response_seconds=waits.overall.median_response_seconds,
        levels_up=db.scalar(_levels_up(actor, now)) or 0,
        levels_up_since=today - _TERM,
    )


def _weeks(actor: Actor, monday: date) -> sa.Select[bool, int, int, int]:
    """This week (True) and the last: students who came, marks of those who came, all marks."""
    mark, session = AttendanceRecord, TutoringSession
    is_this_week = session.date >= monday
    came = mark.status.in_(_CAME)
    return (
        sa.select(
            is_this_week,
            sa.func.count(mark.student_id.distinct()).filter(came),
            sa.func.count().filter(came),
            sa.func.count(),
        )
        .select_from(mark)
        .join(session, session.id == mark.session_id)
        .where(teaches(actor.user_id), session.date >= monday - _A_WEEK, session.date < monday + _A_WEEK)
        .group_by(is_this_week)
    )


def _levels_up(actor: Actor, now: datetime) -> sa.Select[int]:
    log = AcademicProfileLog
    return sa.select(sa.func.count()).where(
        log.metric == ProfileMetric.LEVEL,
        log.new_value > log.previous_value,
        log.created_at > now - _TERM,
        log.student_id.in_(students_taught(actor.user_id, since=now - _TERM, until=now)),
    )
