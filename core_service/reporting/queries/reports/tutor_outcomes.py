"""Outcomes by tutor: the share of mastered work in their sessions, with its uncertainty (R271)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import Course, GradeLevel
from core_service.identity.queries.names import name_of
from core_service.identity.rules import FORMER_MEMBER
from core_service.reporting.queries.report_scope import ReportScope
from core_service.reporting.rules.readings import Outcome, outcomes_reading
from core_service.reporting.rules.statistics import mixes_differ, share_interval
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries.teaching import taught_by
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.tries import GRADED_STATES


@dataclass(frozen=True, slots=True)
class TutorOutcome:
    """A dot with its interval; `mean_level` says at which levels the tutor's students work."""

    tutor_id: UUID
    tutor_name: str
    students: int
    attempts: int
    mastered: int
    mastered_percent: float
    low_percent: float
    high_percent: float
    mean_level: float | None


@dataclass(frozen=True, slots=True)
class MixPart:
    """How much of a tutor's marked work was of one course and level."""

    tutor_id: UUID
    course_name: str
    level: int | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Whether mixes of course and level are too different to compare, and the mixes."""

    mixes_differ: bool
    mixes: Sequence[MixPart]


def tutor_outcomes(db: Session, scope: ReportScope) -> Iterator[TutorOutcome]:
    """By name, never by rank."""
    attempt = ExerciseAttempt
    mastered = attempt.score >= scope.settings.mastery_threshold * attempt.max_score
    work = (
        _work(scope)
        .add_columns(
            sa.func.count(attempt.student_id.distinct()),
            sa.func.count(),
            sa.func.count().filter(mastered),
            sa.cast(sa.func.avg(GradeLevel.level), sa.Double),
        )
        .group_by(taught_by())
        .subquery()
    )
    name_seen = name_of(work.c.tutor_id).label("name_seen")
    found = sa.select(work, name_seen).order_by(name_seen, work.c.tutor_id)
    for tutor_id, students, attempts, count, level, name in db.execute(found):
        interval = share_interval(count, attempts)
        if interval is not None:
            share, mean = round(100 * count / attempts, 1), None if level is None else round(level, 1)
            yield TutorOutcome(
                tutor_id,
                name or FORMER_MEMBER,
                students,
                attempts,
                count,
                share,
                interval.low,
                interval.high,
                mean,
            )


def outcomes(db: Session, scope: ReportScope, rows: Sequence[TutorOutcome]) -> Outcomes:
    """One statement for the mixes."""
    found = (
        _work(scope)
        .add_columns(Course.name, GradeLevel.level, sa.func.count())
        .join(Course, Course.id == StudentSessionEnrollment.course_id)
        .group_by(taught_by(), Course.name, GradeLevel.level)
        .order_by(taught_by(), Course.name, GradeLevel.level)
    )
    mixes = [MixPart(*row) for row in db.execute(found)]
    by_tutor: defaultdict[UUID, Counter[tuple[str, int | None]]] = defaultdict(Counter)
    for part in mixes:
        by_tutor[part.tutor_id][part.course_name, part.level] += part.attempts
    return Outcomes(mixes_differ(list(by_tutor.values())), mixes)


def _work(scope: ReportScope) -> sa.Select[UUID]:
    """Marked work of the sessions, beside the level at which its student worked then."""
    attempt, place, session = ExerciseAttempt, StudentSessionEnrollment, TutoringSession
    return (
        sa.select(taught_by().label("tutor_id"))
        .select_from(session)
        .join(place, place.session_id == session.id)
        .join(attempt, sa.and_(attempt.centre_id == place.centre_id, attempt.session_enrollment_id == place.id))
        .outerjoin(GradeLevel, GradeLevel.id == place.assessed_level_id)
        .where(scope.session_rows(), attempt.status.in_(GRADED_STATES), attempt.score.is_not(None))
    )


def reading(rows: Sequence[TutorOutcome], figures: Outcomes) -> str:
    """Whether they differ at all."""
    told = [Outcome(each.tutor_name, each.mastered_percent, each.low_percent, each.high_percent) for each in rows]
    return outcomes_reading(told, mixes_differ=figures.mixes_differ)
