"""Are the seats used? Places offered, taken and used, by weekday and hour of the centre's own time (R272)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.centres.models import Centre
from core_service.reporting.queries.report_scope import ReportScope
from core_service.reporting.queries.reports.tutor_workload import HELD
from core_service.reporting.rules.readings import SeatUse, seats_reading
from core_service.reporting.rules.statistics import percent
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession

_CAME = (AttendanceStatus.PRESENT, AttendanceStatus.LATE)


@dataclass(frozen=True, slots=True)
class SeatHour:
    """A cell of the heat map; weekday 1 is Monday. A session counts in each hour that it touches."""

    weekday: int
    hour: int
    sessions: int
    places: int
    taken: int
    came: int
    taken_percent: float | None


@dataclass(frozen=True, slots=True)
class SeatTotals:
    """Each session once."""

    sessions: int
    places: int
    taken: int
    came: int
    taken_percent: float | None


def seat_hours(db: Session, scope: ReportScope) -> Iterator[SeatHour]:
    """By weekday and hour; hours without a session are left out."""
    session = _sessions(scope).subquery()
    each = sa.func.generate_series(
        sa.func.date_trunc("hour", session.c.starts_at),
        session.c.ends_at - sa.text("interval '1 second'"),
        sa.text("interval '1 hour'"),
    )
    hour = sa.select(each.label("at"), session.c.places, session.c.taken, session.c.came).subquery()
    weekday = sa.cast(sa.extract("isodow", hour.c.at), sa.Integer).label("weekday")
    of_day = sa.cast(sa.extract("hour", hour.c.at), sa.Integer).label("hour")
    found = sa.select(weekday, of_day, *_sums(hour)).group_by(weekday, of_day).order_by(weekday, of_day)
    for row in db.execute(found):
        yield SeatHour(
            weekday=row.weekday,
            hour=row.hour,
            sessions=row.sessions,
            places=row.places,
            taken=row.taken,
            came=row.came,
            taken_percent=percent(row.taken, row.places),
        )


def seat_totals(db: Session, scope: ReportScope, rows: Sequence[SeatHour]) -> SeatTotals:
    """Places, students and sessions of all hours together, in one statement."""
    session = _sessions(scope).subquery()
    row = db.execute(sa.select(*_sums(session)).select_from(session)).one()
    return SeatTotals(row.sessions, row.places, row.taken, row.came, percent(row.taken, row.places))


def _sums(session: sa.Subquery) -> list[sa.ColumnElement[int]]:
    sums = (
        sa.cast(sa.func.coalesce(sa.func.sum(session.c[name]), 0), sa.Integer).label(name)
        for name in ("places", "taken", "came")
    )
    return [sa.func.count().label("sessions"), *sums]


def _sessions(scope: ReportScope) -> sa.Select[object, object, int, int, int]:
    """Held sessions in local time, with places, students and who came."""
    session, place, mark = TutoringSession, StudentSessionEnrollment, AttendanceRecord
    taken = (
        sa.select(sa.func.count(place.student_id.distinct()))
        .where(place.session_id == session.id, place.is_taken)
        .correlate(session)
        .scalar_subquery()
    )
    came = (
        sa.select(sa.func.count())
        .where(mark.session_id == session.id, mark.status.in_(_CAME))
        .correlate(session)
        .scalar_subquery()
    )
    return (
        sa.select(
            sa.func.timezone(Centre.timezone, session.scheduled_start).label("starts_at"),
            sa.func.timezone(Centre.timezone, session.scheduled_end).label("ends_at"),
            session.max_capacity.label("places"),
            taken.label("taken"),
            came.label("came"),
        )
        .join(Centre, Centre.id == session.centre_id)
        .where(scope.session_rows(), session.status.in_(HELD))
    )


def reading(rows: Sequence[SeatHour], figures: SeatTotals) -> str:
    """How full, when most, when least."""
    return seats_reading([SeatUse(row.weekday, row.hour, row.places, row.taken) for row in rows])
