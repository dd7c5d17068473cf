"""Which courses are asked for? Places by course and week, and who waits for one (R272)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import Course
from core_service.reporting.queries.report_scope import ReportScope
from core_service.reporting.rules.readings import CourseDemand, demand_reading
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession, WaitlistEntry
from core_service.sessions.rules import SessionStatus
from core_service.sessions.rules.waiting import WaitlistStatus

_STILL_WAITS = (WaitlistStatus.WAITING, WaitlistStatus.OFFERED)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A bar: places taken in the period, by how many students; who waited in it, and who waits now."""

    course_id: UUID
    course_name: str
    places: int
    students: int
    waited: int
    waiting: int


@dataclass(frozen=True, slots=True)
class CourseWeek:
    """A point of a bar's sparkline."""

    course_id: UUID
    week_starts_on: date
    places: int


@dataclass(frozen=True, slots=True)
class Demand:
    """The sparklines; weeks without a place are left out."""

    weeks: Sequence[CourseWeek]


def course_rows(db: Session, scope: ReportScope) -> Iterator[CourseRow]:
    """Each course by name with the places that were taken in it and who waited for one, in one statement."""
    taken, waits = _taken(scope).subquery(), _waits(scope).subquery()
    zero = [sa.func.coalesce(each, 0) for each in (taken.c.places, taken.c.students, waits.c.waited, waits.c.waiting)]
    found = (
        sa.select(Course.id, Course.name, *zero)
        .outerjoin(taken, taken.c.course_id == Course.id)
        .outerjoin(waits, waits.c.course_id == Course.id)
        .where(sa.or_(taken.c.course_id.is_not(None), waits.c.course_id.is_not(None)))
        .order_by(Course.name, Course.id)
    )
    return (CourseRow(*row) for row in db.execute(found))


def _places(scope: ReportScope) -> list[sa.ColumnExpressionArgument[bool]]:
    session, place = TutoringSession, StudentSessionEnrollment
    return [
        scope.session_rows(),
        session.status != SessionStatus.CANCELLED,
        place.is_taken,
        *([place.course_id == scope.wanted.course_id] if scope.wanted.course_id else []),
    ]


def _taken(scope: ReportScope) -> sa.Select[UUID, int, int]:
    session, place = TutoringSession, StudentSessionEnrollment
    return (
        sa.select(
            place.course_id,
            sa.func.count().label("places"),
            sa.func.count(place.student_id.distinct()).label("students"),
        )
        .join(session, session.id == place.session_id)
        .where(*_places(scope))
        .group_by(place.course_id)
    )


def _waits(scope: ReportScope) -> sa.Select[UUID, int, int]:
    """Entries for sessions of the period; of those still waiting, only for sessions to come."""
    session, entry = TutoringSession, WaitlistEntry
    waits_now = sa.and_(entry.status.in_(_STILL_WAITS), session.scheduled_start > scope.now)
    is_asked = sa.or_(scope.session_rows(), sa.and_(waits_now, session.centre_id.in_(scope.whole)))
    found = (
        sa.select(
            entry.course_id,
            sa.func.count(entry.student_id.distinct()).label("waited"),
            sa.func.count(entry.student_id.distinct()).filter(waits_now).label("waiting"),
        )
        .join(session, session.id == entry.session_id)
        .where(is_asked)
        .group_by(entry.course_id)
    )
    return found.where(entry.course_id == scope.wanted.course_id) if scope.wanted.course_id else found


def demand(db: Session, scope: ReportScope, rows: Sequence[CourseRow]) -> Demand:
    """Places per course and week, in one statement; weeks begin on Mondays."""
    session, place = TutoringSession, StudentSessionEnrollment
    week = sa.cast(sa.func.date_trunc("week", session.date), sa.Date)
    found = (
        sa.select(place.course_id, week, sa.func.count())
        .join(session, session.id == place.session_id)
        .where(*_places(scope))
        .group_by(place.course_id, week)
        .order_by(place.course_id, week)
    )
    return Demand([CourseWeek(*row) for row in db.execute(found)])


def reading(rows: Sequence[CourseRow], figures: Demand) -> str:
    """What most ask for, where they wait."""
    return demand_reading([CourseDemand(row.course_name, row.places, row.waiting) for row in rows])
