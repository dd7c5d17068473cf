"""What a report is asked for, and which rows the actor may see in it (R273, C28).

A supervisor sees their centres whole. A tutor sees their own sessions and students, an assessor their own reviews.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.assessment.models import AssessmentReview
from core_service.attendance.models import AttendanceRecord
from core_service.centres.rules import CentreSettings, settings_of
from core_service.reporting.queries.scope import CentreInView, centres_in_view
from core_service.reporting.rules.periods import Period, period_of
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries.teaching import taught_by, teaches


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A report's filters; what is None is not asked for."""

    centre_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    student_id: UUID | None = None
    course_id: UUID | None = None
    tutor_id: UUID | None = None
    cohort_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReportScope:
    """Centres, days, filters and the walls between what is one's own and what is not."""

    actor: Actor
    centres: Sequence[CentreInView]
    period: Period
    wanted: Wanted
    now: datetime

    @property
    def centre_ids(self) -> frozenset[UUID]:
        """Those in view."""
        return frozenset(centre.id for centre in self.centres)

    @property
    def whole(self) -> frozenset[UUID]:
        """Centres that the actor sees whole."""
        return self.actor.centres_with(Permission.REPORTS_EXPORT) & self.centre_ids

    @property
    def is_limited(self) -> bool:
        """Whether some centre is seen in part only."""
        return self.whole != self.centre_ids

    @property
    def settings(self) -> CentreSettings:
        """The one centre's, else what a centre has that has set nothing."""
        return self.centres[0].settings if len(self.centres) == 1 else settings_of({})

    def session_rows(self) -> sa.ColumnElement[bool]:
        """Of `TutoringSession`: held or planned in the period, one's own where the centre is not seen whole."""
        session, wanted = TutoringSession, self.wanted
        conditions = [session.date >= self.period.since, session.date <= self.period.until, self._own_sessions()]
        if wanted.tutor_id is not None:
            conditions.append(taught_by() == wanted.tutor_id)
        if wanted.cohort_id is not None:
            conditions.append(session.cohort_id == wanted.cohort_id)
        return sa.and_(*conditions)

    def _own_sessions(self) -> sa.ColumnElement[bool]:
        session = TutoringSession
        return self._whole_or(session.centre_id, teaches(self.actor.user_id))

    def student_rows(
        self,
        centre_id: sa.ColumnElement[UUID] | sa.orm.InstrumentedAttribute[UUID],
        student_id: sa.ColumnElement[UUID] | sa.orm.InstrumentedAttribute[UUID],
    ) -> sa.ColumnElement[bool]:
        """Of any table: students whom the actor has taught or whose work they have reviewed."""
        place, review = StudentSessionEnrollment, AssessmentReview
        taught = (
            sa.select(place.student_id)
            .join(TutoringSession, TutoringSession.id == place.session_id)
            .where(teaches(self.actor.user_id))
        )
        reviewed = sa.select(review.student_id).where(review.assessor_id == self.actor.user_id)
        return self._whole_or(centre_id, sa.or_(student_id.in_(taught), student_id.in_(reviewed)))

    def _whole_or(
        self, centre_id: sa.ColumnElement[UUID] | sa.orm.InstrumentedAttribute[UUID], own: sa.ColumnElement[bool]
    ) -> sa.ColumnElement[bool]:
        in_view = centre_id.in_(self.centre_ids)
        return sa.and_(in_view, sa.or_(centre_id.in_(self.whole), own)) if self.is_limited else in_view


def report_scope(db: Session, actor: Actor, permission: Permission, wanted: Wanted, *, now: datetime) -> ReportScope:
    """Narrows what the session sees. Raises NotFound for a foreign centre, Invalid for days that cannot be."""
    centres = centres_in_view(db, actor, permission, wanted.centre_id)
    first = centres[0]
    period = period_of(wanted.since, wanted.until, today=first.today(now), zone=first.zone)
    return ReportScope(actor, centres, period, wanted, now)


def marks_of(scope: ReportScope) -> sa.ColumnElement[bool]:
    """Of `AttendanceRecord` joined with its session: the scope's, of one student if asked for."""
    wanted = scope.wanted.student_id
    conditions = [scope.session_rows()]
    return sa.and_(*conditions, *([AttendanceRecord.student_id == wanted] if wanted else []))
