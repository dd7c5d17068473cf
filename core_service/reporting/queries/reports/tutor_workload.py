"""The tutors' load: sessions and students per week, and the courses and levels that they teach (R271)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import Course, GradeLevel
from core_service.identity.queries.names import name_of
from core_service.identity.rules import FORMER_MEMBER
from core_service.reporting.queries.report_scope import ReportScope
from core_service.reporting.queries.streaming import streamed
from core_service.reporting.rules.readings import Load, workload_reading
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries.teaching import taught_by
from core_service.sessions.rules import SessionStatus

HELD = (SessionStatus.IN_PROGRESS, SessionStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class TutorWeek:
    """A tutor's week that begins on a Monday; `places` counts each student once per session."""

    tutor_id: UUID
    tutor_name: str
    week_starts_on: date
    sessions: int
    hours: float
    places: int
    students_per_session: float


@dataclass(frozen=True, slots=True)
class Taught:
    """How many students a tutor taught in a course at a level (None: not placed yet)."""

    tutor_id: UUID
    tutor_name: str
    course_id: UUID
    course_name: str
    level: int | None
    students: int


@dataclass(frozen=True, slots=True)
class Workload:
    """All weeks of the period, and the heat map's cells."""

    weeks: Sequence[date]
    distribution: Sequence[Taught]


def tutor_weeks(db: Session, scope: ReportScope) -> Iterator[TutorWeek]:
    """By tutor and week; weeks without a session are left out."""
    session, place = TutoringSession, StudentSessionEnrollment
    places = (
        sa.select(sa.func.count(place.student_id.distinct()))
        .where(place.session_id == session.id, place.is_taken)
        .correlate(session)
        .scalar_subquery()
    )
    each = (
        sa.select(
            taught_by().label("tutor_id"),
            sa.cast(sa.func.date_trunc("week", session.date), sa.Date).label("week"),
            (sa.extract("epoch", session.scheduled_end - session.scheduled_start) / 3600).label("hours"),
            places.label("places"),
        )
        .where(scope.session_rows(), session.status.in_(HELD))
        .subquery()
    )
    week = (
        sa.select(
            each.c.tutor_id,
            each.c.week,
            sa.func.count(),
            sa.cast(sa.func.sum(each.c.hours), sa.Double),
            sa.cast(sa.func.sum(each.c.places), sa.Integer),
        )
        .group_by(each.c.tutor_id, each.c.week)
        .subquery()
    )
    name_seen = name_of(week.c.tutor_id).label("name_seen")
    found = sa.select(week, name_seen).order_by(name_seen, week.c.tutor_id, week.c.week)
    for tutor_id, starts_on, sessions, hours, taken, name in streamed(db, found):
        yield TutorWeek(
            tutor_id, name or FORMER_MEMBER, starts_on, sessions, round(hours, 2), taken, round(taken / sessions, 1)
        )


def workload(db: Session, scope: ReportScope, rows: Sequence[TutorWeek]) -> Workload:
    """One statement for the distribution."""
    session, place = TutoringSession, StudentSessionEnrollment
    taught = (
        sa.select(
            taught_by().label("tutor_id"),
            place.course_id,
            Course.name.label("course_name"),
            GradeLevel.level,
            sa.func.count(place.student_id.distinct()),
        )
        .select_from(session)
        .join(place, place.session_id == session.id)
        .join(Course, Course.id == place.course_id)
        .outerjoin(GradeLevel, GradeLevel.id == place.assessed_level_id)
        .where(scope.session_rows(), session.status.in_(HELD), place.is_taken)
        .group_by(taught_by(), place.course_id, Course.name, GradeLevel.level)
        .subquery()
    )
    name_seen = name_of(taught.c.tutor_id).label("name_seen")
    found = sa.select(name_seen, taught).order_by(name_seen, taught.c.tutor_id, taught.c.course_name, taught.c.level)
    shown = [Taught(tutor_id, name or FORMER_MEMBER, *rest) for name, tutor_id, *rest in db.execute(found)]
    return Workload(list(scope.period.weeks()), shown)


def reading(rows: Sequence[TutorWeek], figures: Workload) -> str:
    """Over all weeks."""
    loads: dict[UUID, Load] = {}
    for row in rows:
        so_far = loads.get(row.tutor_id, Load(row.tutor_name, 0, 0))
        loads[row.tutor_id] = Load(row.tutor_name, so_far.sessions + row.sessions, so_far.places + row.places)
    return workload_reading(list(loads.values()))
