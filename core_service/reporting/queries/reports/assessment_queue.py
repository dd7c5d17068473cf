"""Does marking keep up? Work that came in, was marked and waits, by week; hours to assessment (R272)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.assessment.models import AssessmentReview
from core_service.assessment.rules.states import AssessmentStatus
from core_service.reporting.queries.report_scope import ReportScope
from core_service.reporting.rules.periods import monday_of
from core_service.reporting.rules.readings import queue_reading
from core_service.reporting.rules.statistics import HOURS, Bar, bars
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries.teaching import teaches
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus

_BY_HAND = (AttemptStatus.UNDER_REVIEW, AttemptStatus.GRADED)


@dataclass(frozen=True, slots=True)
class QueueWeek:
    """Two columns and a point of the line: the backlog is what waits at the week's end."""

    week_starts_on: date
    came_in: int
    went_out: int
    backlog: int


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """Hours from handing in to the mark, of what was marked in the period; None where nothing was."""

    median_hours: float | None
    p90_hours: float | None
    histogram: Sequence[Bar]
    backlog_before: int
    waiting: int


def queue_weeks(db: Session, scope: ReportScope) -> Iterator[QueueWeek]:
    """Three statements; weeks in which nothing happened are there too."""
    attempt, review = ExerciseAttempt, AssessmentReview
    came = _by_week(db, scope, attempt.submitted_at, *_came_in(scope))
    went = _by_week(db, scope, review.reviewed_at, *_marked(scope))
    backlog = _backlog_before(db, scope)
    for week in scope.period.weeks():
        backlog += came.get(week, 0) - went.get(week, 0)
        yield QueueWeek(week, came.get(week, 0), went.get(week, 0), backlog)


def _by_week(
    db: Session,
    scope: ReportScope,
    at: sa.orm.InstrumentedAttribute[object],
    *conditions: sa.ColumnElement[bool],
) -> dict[date, int]:
    local = sa.func.timezone(scope.period.zone.key, at)
    week = sa.cast(sa.func.date_trunc("week", local), sa.Date)
    counted = sa.select(week, sa.func.count()).select_from(_WORK).where(*conditions).group_by(week)
    return {monday_of(monday): count for monday, count in db.execute(counted)}


_WORK = sa.outerjoin(ExerciseAttempt, AssessmentReview, AssessmentReview.exercise_attempt_id == ExerciseAttempt.id)


def _own(scope: ReportScope) -> sa.ColumnElement[bool]:
    """A tutor's: work of their own sessions; an assessor's: what they have claimed or marked."""
    attempt, place, user_id = ExerciseAttempt, StudentSessionEnrollment, scope.actor.user_id
    in_view = attempt.centre_id.in_(scope.centre_ids)
    if not scope.is_limited:
        return in_view
    of_sessions = (
        sa.select(place.id).join(TutoringSession, TutoringSession.id == place.session_id).where(teaches(user_id))
    )
    own = sa.or_(AssessmentReview.assessor_id == user_id, attempt.session_enrollment_id.in_(of_sessions))
    return sa.and_(in_view, sa.or_(attempt.centre_id.in_(scope.whole), own))


def _by_hand(scope: ReportScope) -> list[sa.ColumnElement[bool]]:
    """Work that a person marks, or has marked."""
    attempt, review = ExerciseAttempt, AssessmentReview
    waits_or_reviewed = sa.or_(attempt.status == AttemptStatus.UNDER_REVIEW, review.id.is_not(None))
    return [_own(scope), attempt.status.in_(_BY_HAND), waits_or_reviewed]


def _came_in(scope: ReportScope) -> list[sa.ColumnElement[bool]]:
    submitted_at = ExerciseAttempt.submitted_at
    return [*_by_hand(scope), submitted_at >= scope.period.starts_at, submitted_at < scope.period.ends_at]


def _marked(scope: ReportScope) -> list[sa.ColumnElement[bool]]:
    review = AssessmentReview
    return [
        _own(scope),
        review.centre_id.in_(scope.centre_ids),
        review.status == AssessmentStatus.COMPLETED,
        review.reviewed_at >= scope.period.starts_at,
        review.reviewed_at < scope.period.ends_at,
    ]


def _backlog_before(db: Session, scope: ReportScope) -> int:
    """What had come in before the first week and was not marked by then."""
    attempt, review, begin = ExerciseAttempt, AssessmentReview, scope.period.starts_at
    waited = sa.or_(attempt.status == AttemptStatus.UNDER_REVIEW, review.reviewed_at >= begin)
    counted = sa.select(sa.func.count()).select_from(_WORK)
    return db.scalar(counted.where(*_by_hand(scope), attempt.submitted_at < begin, waited)) or 0


def queue_figures(db: Session, scope: ReportScope, rows: Sequence[QueueWeek]) -> QueueFigures:
    """Three statements."""
    hours = sa.cast(sa.extract("epoch", AssessmentReview.reviewed_at - ExerciseAttempt.submitted_at) / 3600, sa.Double)
    marked = _marked(scope)
    bucket = sa.func.width_bucket(hours, sa.cast([float(edge) for edge in HOURS], sa.ARRAY(sa.Double)))
    counted = sa.select(bucket, sa.func.count()).select_from(_WORK).where(*marked).group_by(bucket)
    quantiles = [sa.func.percentile_cont(share).within_group(hours) for share in (0.5, 0.9)]
    median, p90 = db.execute(sa.select(*quantiles).select_from(_WORK).where(*marked)).one()
    waiting = (
        sa.select(sa.func.count())
        .select_from(_WORK)
        .where(_own(scope), ExerciseAttempt.status == AttemptStatus.UNDER_REVIEW)
    )
    before = rows[0].backlog - rows[0].came_in + rows[0].went_out if rows else 0
    return QueueFigures(
        median_hours=_rounded(median),
        p90_hours=_rounded(p90),
        histogram=bars(dict(db.execute(counted).all())),
        backlog_before=before,
        waiting=db.scalar(waiting) or 0,
    )


def _rounded(hours: float | None) -> float | None:
    return None if hours is None else round(hours, 1)


def reading(rows: Sequence[QueueWeek], figures: QueueFigures) -> str:
    """In, out, and which way the backlog went."""
    came, went = sum(row.came_in for row in rows), sum(row.went_out for row in rows)
    last = rows[-1].backlog if rows else 0
    return queue_reading(came, went, figures.backlog_before, last, figures.median_hours)
