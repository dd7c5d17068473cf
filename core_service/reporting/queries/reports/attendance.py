"""Do they come? Attendance by week with its mean of four weeks, and day by day for one child (R272, R155)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.reporting.queries.report_scope import ReportScope, marks_of
from core_service.reporting.rules.readings import attendance_reading
from core_service.reporting.rules.statistics import percent, running_mean
from core_service.sessions.models import TutoringSession


@dataclass(frozen=True, slots=True)
class AttendanceWeek:
    """A point of the line: how often students were marked as what in a week that begins on a Monday."""

    week_starts_on: date
    present: int
    late: int
    absent: int
    excused: int
    attended_percent: float | None
    four_week_mean: float | None


@dataclass(frozen=True, slots=True)
class AttendanceDay:
    """A cell of a child's calendar."""

    date: date
    status: AttendanceStatus


@dataclass(frozen=True, slots=True)
class AttendanceFigures:
    """All marks together; `days` only where one student is asked for."""

    came: int
    marked: int
    attended_percent: float | None
    days: Sequence[AttendanceDay]


def attendance_weeks(db: Session, scope: ReportScope) -> Iterator[AttendanceWeek]:
    """Every week of the period, in one statement."""
    mark, session = AttendanceRecord, TutoringSession
    week = sa.cast(sa.func.date_trunc("week", session.date), sa.Date)
    counts = [sa.func.count().filter(mark.status == status) for status in AttendanceStatus]
    found = (
        sa.select(week, *counts)
        .select_from(session)
        .join(mark, mark.session_id == session.id)
        .where(marks_of(scope))
        .group_by(week)
    )
    marked = {monday: tuple(figures) for monday, *figures in db.execute(found)}
    weeks = [(monday, marked.get(monday, (0, 0, 0, 0))) for monday in scope.period.weeks()]
    shares = [
        percent(present + late, present + late + absent + excused) for _, (present, late, absent, excused) in weeks
    ]
    means = running_mean(shares, 4)
    for (monday, (present, late, absent, excused)), share, mean in zip(weeks, shares, means, strict=True):
        yield AttendanceWeek(monday, present, late, absent, excused, share, mean)


def attendance_figures(db: Session, scope: ReportScope, rows: Sequence[AttendanceWeek]) -> AttendanceFigures:
    """One statement more for one student."""
    came = sum(row.present + row.late for row in rows)
    marked = came + sum(row.absent + row.excused for row in rows)
    return AttendanceFigures(came, marked, percent(came, marked), _days(db, scope))


def _days(db: Session, scope: ReportScope) -> list[AttendanceDay]:
    if scope.wanted.student_id is None:
        return []
    mark, session = AttendanceRecord, TutoringSession
    found = (
        sa.select(session.date, mark.status)
        .select_from(session)
        .join(mark, mark.session_id == session.id)
        .where(marks_of(scope))
        .order_by(session.date, session.scheduled_start)
    )
    return [AttendanceDay(*row) for row in db.execute(found)]


def reading(rows: Sequence[AttendanceWeek], figures: AttendanceFigures) -> str:
    """The share, and which way it went."""
    return attendance_reading(figures.came, figures.marked, [row.attended_percent for row in rows])
