"""How do the centres stand? Totals of each, for whoever answers for the franchise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any  # the columns of a count by centre
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.errors import RelationMissing
from core_service.access.rules import Role
from core_service.attendance.models import AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.identity.models import UserRole
from core_service.learners.models import AcademicProfileLog
from core_service.learners.rules import ProfileMetric
from core_service.reporting.queries.report_scope import ReportScope
from core_service.reporting.queries.reports.tutor_workload import HELD
from core_service.reporting.rules.readings import franchise_reading
from core_service.reporting.rules.statistics import percent
from core_service.sessions.models import TutoringSession
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus

_CAME = (AttendanceStatus.PRESENT, AttendanceStatus.LATE)
_STAFF = (Role.TEACHER, Role.ASSESSOR, Role.SUPERVISOR, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class CentreTotals:
    """A centre's people now, its sessions and steps in the period, the work that waits now."""

    centre_id: UUID
    centre_name: str
    students: int
    staff: int
    sessions: int
    came: int
    marked: int
    attended_percent: float | None
    levels_up: int
    waiting_work: int


@dataclass(frozen=True, slots=True)
class FranchiseTotals:
    """All centres together."""

    students: int
    staff: int
    sessions: int
    attended_percent: float | None
    levels_up: int
    waiting_work: int


def demand_franchise(db: Session, scope: ReportScope) -> None:
    """Raises RelationMissing for whoever does not answer for the franchise."""
    if not any(grant.role is Role.SUPER_ADMIN for grant in scope.actor.grants):
        raise RelationMissing("This is for who answers for the whole franchise.")


def centre_totals(db: Session, scope: ReportScope) -> Iterator[CentreTotals]:
    """By name, in seven statements."""
    session, mark, log, attempt = TutoringSession, AttendanceRecord, AcademicProfileLog, ExerciseAttempt
    period, role = scope.period, UserRole
    is_new_level = sa.and_(log.metric == ProfileMetric.LEVEL, log.new_value > log.previous_value)
    in_period = sa.and_(log.created_at >= period.starts_at, log.created_at < period.ends_at)
    marked_in = sa.and_(mark.marked_at >= period.starts_at, mark.marked_at < period.ends_at)
    students = _count(db, role.centre_id, role.role == Role.STUDENT, _is_held())
    staff = _count(db, role.centre_id, role.role.in_(_STAFF), _is_held(), of=role.user_id.distinct())
    held = _count(db, session.centre_id, scope.session_rows(), session.status.in_(HELD))
    marks = _count(db, mark.centre_id, marked_in)
    came = _count(db, mark.centre_id, marked_in, mark.status.in_(_CAME))
    up = _count(db, log.centre_id, is_new_level, in_period)
    waiting = _count(db, attempt.centre_id, attempt.status == AttemptStatus.UNDER_REVIEW)
    for centre in scope.centres:
        attended, all_marks = came.get(centre.id, 0), marks.get(centre.id, 0)
        yield CentreTotals(
            centre_id=centre.id,
            centre_name=centre.name,
            students=students.get(centre.id, 0),
            staff=staff.get(centre.id, 0),
            sessions=held.get(centre.id, 0),
            came=attended,
            marked=all_marks,
            attended_percent=percent(attended, all_marks),
            levels_up=up.get(centre.id, 0),
            waiting_work=waiting.get(centre.id, 0),
        )


def _is_held() -> sa.ColumnElement[bool]:
    return UserRole.is_active.is_(True)


def _count(
    db: Session,
    centre_id: sa.orm.InstrumentedAttribute[UUID],
    *conditions: sa.ColumnElement[bool],
    of: Any = None,  # a column, or nothing for rows
) -> dict[UUID, int]:
    counted = sa.func.count() if of is None else sa.func.count(of)
    return dict(db.execute(sa.select(centre_id, counted).where(*conditions).group_by(centre_id)).all())


def franchise_totals(db: Session, scope: ReportScope, rows: Sequence[CentreTotals]) -> FranchiseTotals:
    """Sums of the rows."""
    return FranchiseTotals(
        students=sum(row.students for row in rows),
        staff=sum(row.staff for row in rows),
        sessions=sum(row.sessions for row in rows),
        attended_percent=percent(sum(row.came for row in rows), sum(row.marked for row in rows)),
        levels_up=sum(row.levels_up for row in rows),
        waiting_work=sum(row.waiting_work for row in rows),
    )


def reading(rows: Sequence[CentreTotals], figures: FranchiseTotals) -> str:
    """All of them in one sentence."""
    return franchise_reading(len(rows), figures.students, figures.sessions, figures.attended_percent)
