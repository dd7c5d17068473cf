"""Reads of a class's attendance over the last weeks (R155)."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.rules.trends import WeekOfClass, first_day, trend
from core_service.centres.models import Centre
from core_service.cohorts.models import ClassCohort, ClassMembership
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import PLANNED


def class_trend(db: Session, cohort: ClassCohort, *, now: datetime) -> list[WeekOfClass]:
    """Marks of the class's members in all sessions of their days in it, in one statement for the marks.

    A student counts once per session, whatever number of courses they take in the class.
    """
    zone = ZoneInfo(db.get_one(Centre, cohort.centre_id).timezone)
    today = now.astimezone(zone).date()
    marks = db.execute(_marks(cohort.id, first_day(today)))
    return trend([(day, status, count) for day, status, count in marks], today)


def next_session_of(db: Session, cohort: ClassCohort, *, now: datetime) -> TutoringSession | None:
    """The session planned for the class that is on, or comes next."""
    session = TutoringSession
    found = sa.select(session).where(
        session.centre_id == cohort.centre_id,
        session.cohort_id == cohort.id,
        session.status.in_(PLANNED),
        session.scheduled_end > now,
    )
    return db.scalar(found.order_by(session.scheduled_start, session.id).limit(1))


def _marks(cohort_id: UUID, first: date) -> sa.Select[date, AttendanceStatus, int]:
    member, session, mark = ClassMembership, TutoringSession, AttendanceRecord
    was_member = sa.exists().where(
        member.cohort_id == cohort_id,
        member.student_id == mark.student_id,
        member.starts_on <= session.date,
        sa.or_(member.ends_on.is_(None), member.ends_on >= session.date),
    )
    students = sa.select(member.student_id).where(member.cohort_id == cohort_id)
    return (
        sa.select(session.date, mark.status, sa.func.count())
        .join(session, session.id == mark.session_id)
        .where(mark.student_id.in_(students), session.date >= first, was_member)
        .group_by(session.date, mark.status)
    )
