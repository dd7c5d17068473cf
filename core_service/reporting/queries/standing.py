"""Where a child stands: level, steps and changes per course, how far the next review is, who came how often."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.catalogue.models import ContentUnit, Course, Exercise, GradeLevel, Lesson
from core_service.centres.models import Centre
from core_service.centres.rules import settings_of
from core_service.learners.models import AcademicProfileLog, SubjectAssessment, UnitMastery
from core_service.learners.rules import ProfileMetric
from core_service.reporting.rules.families import units_left
from core_service.sessions.models import TutoringSession
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.tries import GRADED_STATES

NEWEST_CHANGES = 5
"""Per course (R252)."""

_LONGEST_LINE = 60
"""So many changes of a course are looked at for its step line: several years."""

ATTENDANCE_OVER = timedelta(weeks=12)
"""So long are marks counted for a family, and for staff who look at a student."""

Key = tuple[UUID, UUID]
"""A centre's and a course's id."""


@dataclass(frozen=True, slots=True)
class CourseLevel:
    """The level at which a student works in a course of a centre."""

    centre_id: UUID
    course_id: UUID
    course_name: str
    level: GradeLevel


def course_levels(db: Session, student_ids: Collection[UUID]) -> Mapping[UUID, Sequence[CourseLevel]]:
    """Of each student in every centre that the actor sees, by course name, in one statement."""
    standing = SubjectAssessment
    found = (
        sa.select(standing.student_id, standing.centre_id, Course.id, Course.name, GradeLevel)
        .join(Course, Course.id == standing.course_id)
        .join(GradeLevel, GradeLevel.id == standing.grade_level_id)
        .where(standing.student_id.in_(student_ids))
        .order_by(Course.name, standing.id)
    )
    levels: defaultdict[UUID, list[CourseLevel]] = defaultdict(list)
    for student_id, centre_id, course_id, name, level in db.execute(found):
        levels[student_id].append(CourseLevel(centre_id, course_id, name, level))
    return levels


@dataclass(frozen=True, slots=True)
class Subject:
    """A course as the child stands in it; `log` newest first, `steps` its changes of level, oldest first."""

    assessment: SubjectAssessment
    course: Course
    level: GradeLevel
    log: Sequence[AcademicProfileLog]
    units_total: int
    units_left: int

    @property
    def changes(self) -> Sequence[AcademicProfileLog]:
        """The newest ones (R252)."""
        return self.log[:NEWEST_CHANGES]

    @property
    def steps(self) -> Sequence[AcademicProfileLog]:
        """Every change of the level, oldest first."""
        return [entry for entry in reversed(self.log) if entry.metric is ProfileMetric.LEVEL]


def subjects_of(db: Session, student_id: UUID, centre_ids: Collection[UUID]) -> Sequence[Subject]:
    """By course name, in five statements, whatever number of courses and units."""
    found = (
        sa.select(SubjectAssessment, Course, GradeLevel)
        .join(Course, Course.id == SubjectAssessment.course_id)
        .join(GradeLevel, GradeLevel.id == SubjectAssessment.grade_level_id)
        .where(SubjectAssessment.student_id == student_id, SubjectAssessment.centre_id.in_(centre_ids))
        .order_by(Course.name, SubjectAssessment.id)
    )
    rows = db.execute(found).all()
    logs, shares = _logs(db, student_id, centre_ids), _best_shares(db, student_id, centre_ids)
    confirmed, thresholds = _confirmed(db, student_id, centre_ids), _thresholds(db, centre_ids)
    subjects = []
    for assessment, course, level in rows:
        key = (assessment.centre_id, course.id)
        left = units_left(shares[key], confirmed[assessment.centre_id], thresholds[assessment.centre_id])
        subjects.append(Subject(assessment, course, level, logs[key], len(shares[key]), left))
    return subjects


def _logs(db: Session, student_id: UUID, centre_ids: Collection[UUID]) -> Mapping[Key, Sequence[AcademicProfileLog]]:
    log = AcademicProfileLog
    rank = sa.func.row_number().over(
        partition_by=(log.centre_id, log.course_id), order_by=(log.created_at.desc(), log.id.desc())
    )
    ranked = (
        sa.select(log.id, rank.label("rank"))
        .where(log.student_id == student_id, log.centre_id.in_(centre_ids))
        .subquery()
    )
    newest = (
        sa.select(log)
        .join(ranked, ranked.c.id == log.id)
        .where(ranked.c.rank <= _LONGEST_LINE)
        .order_by(log.created_at.desc(), log.id.desc())
    )
    logs: defaultdict[Key, list[AcademicProfileLog]] = defaultdict(list)
    for entry in db.scalars(newest):
        logs[entry.centre_id, entry.course_id].append(entry)
    return logs


def _best_shares(
    db: Session, student_id: UUID, centre_ids: Collection[UUID]
) -> Mapping[Key, Mapping[UUID, Sequence[float]]]:
    """Per course and unit of the child's level, the best share of the points in each of its exercises."""
    standing, attempt = SubjectAssessment, ExerciseAttempt
    best = sa.func.coalesce(sa.func.max(attempt.score / attempt.max_score), 0.0)
    found = (
        sa.select(standing.centre_id, standing.course_id, ContentUnit.id, best)
        .join(
            ContentUnit,
            sa.and_(ContentUnit.course_id == standing.course_id, ContentUnit.grade_level_id == standing.grade_level_id),
        )
        .join(Lesson, sa.and_(Lesson.unit_id == ContentUnit.id, Lesson.is_active))
        .join(Exercise, sa.and_(Exercise.lesson_id == Lesson.id, Exercise.is_active))
        .outerjoin(
            attempt,
            sa.and_(
                attempt.centre_id == standing.centre_id,
                attempt.student_id == standing.student_id,
                attempt.exercise_id == Exercise.id,
                attempt.status.in_(GRADED_STATES),
            ),
        )
        .where(standing.student_id == student_id, standing.centre_id.in_(centre_ids), ContentUnit.is_active)
        .group_by(standing.centre_id, standing.course_id, ContentUnit.id, Exercise.id)
    )
    shares: defaultdict[Key, defaultdict[UUID, list[float]]] = defaultdict(lambda: defaultdict(list))
    for centre_id, course_id, unit_id, share in db.execute(found):
        shares[centre_id, course_id][unit_id].append(share or 0.0)
    return shares


def _confirmed(db: Session, student_id: UUID, centre_ids: Collection[UUID]) -> Mapping[UUID, set[UUID]]:
    found = sa.select(UnitMastery.centre_id, UnitMastery.unit_id).where(
        UnitMastery.student_id == student_id, UnitMastery.centre_id.in_(centre_ids), UnitMastery.ended_at.is_(None)
    )
    units: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for centre_id, unit_id in db.execute(found):
        units[centre_id].add(unit_id)
    return units


def _thresholds(db: Session, centre_ids: Collection[UUID]) -> Mapping[UUID, float]:
    found = sa.select(Centre.id, Centre.settings).where(Centre.id.in_(centre_ids))
    return {centre_id: settings_of(stored).mastery_threshold for centre_id, stored in db.execute(found)}


def attendance_counts(
    db: Session, student_id: UUID, centre_ids: Collection[UUID], *, since: date
) -> Mapping[AttendanceStatus, int]:
    """How often the child was marked so since that local day, in one statement."""
    record = AttendanceRecord
    found = (
        sa.select(record.status, sa.func.count())
        .join(TutoringSession, TutoringSession.id == record.session_id)
        .where(record.student_id == student_id, record.centre_id.in_(centre_ids), TutoringSession.date >= since)
        .group_by(record.status)
    )
    return dict(db.execute(found).all())
