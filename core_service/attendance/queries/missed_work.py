"""Reads what several students' sequences rest on, in a fixed number of statements (C42, R318)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import ContentUnit, Exercise, GradeLevel, Lesson
from core_service.catalogue.rules import estimated_minutes
from core_service.identity.models import AppUser
from core_service.learners.models import SubjectAssessment, UnitMastery
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ExerciseAttempt, LessonCompletion
from core_service.work.queries.plans import content_in_order, plans_of
from core_service.work.queries.situation import is_returned
from core_service.work.rules.next_content import Situation
from core_service.work.rules.placement import PlacementGround
from core_service.work.rules.plans import LevelPlan
from core_service.work.rules.tries import MasteryPolicy, Try

Pair = tuple[UUID, UUID]
"""A student and a course."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The situations of students in courses, and how long each exercise and lesson of these courses takes."""

    situations: Mapping[Pair, Situation]
    minutes_of: Mapping[UUID, int]


def ground_of(db: Session, centre_id: UUID, pairs: Collection[Pair], policy: MasteryPolicy) -> Ground:
    """Six statements, however many pairs there are."""
    students, courses = {student for student, _ in pairs}, {course for _, course in pairs}
    rows = db.execute(_content(courses)).all()
    plans = {course: plans_of(of_course) for course, of_course in groupby(rows, key=lambda row: row.course_id)}
    levels = _levels(db, centre_id, students, courses)
    tries, read = _tries(db, centre_id, students, courses), _read(db, centre_id, students, courses)
    confirmed = _confirmed(db, centre_id, students, courses)
    grades = _school_grades(db, students)
    situations = {
        (student, course): _situation(
            plans.get(course, ()),
            levels.get((student, course)),
            school_grade=grades.get(student),
            tries=tuple(tries[student, course]),
            lessons_read=frozenset(read[student, course]),
            confirmed_units=frozenset(confirmed[student, course]),
            policy=policy,
        )
        for student, course in pairs
    }
    return Ground(situations, _minutes(rows))


def _situation(plans: Sequence[LevelPlan], level: int | None, *, school_grade: int | None, **known: Any) -> Situation:
    """`known` are fields of the situation that do not depend on the level."""
    with_exercises = tuple(plan for plan in plans if any(plan.exercises()))
    if level is None:
        return Situation(None, None, placement=PlacementGround(with_exercises, school_grade), **known)
    return Situation(
        next((plan for plan in plans if plan.level == level), LevelPlan(level, f"Level {level}", ())),
        next((plan for plan in with_exercises if plan.level > level), None),
        **known,
    )


def _content(courses: Collection[UUID]) -> sa.Select[*tuple[Any, ...]]:
    question_count = sa.func.coalesce(sa.func.jsonb_array_length(Exercise.questions), 0).label("question_count")
    found = content_in_order(Exercise.exercise_type, Exercise.time_limit, question_count)
    return found.where(ContentUnit.course_id.in_(courses))


def _minutes(rows: Iterable[Any]) -> dict[UUID, int]:
    minutes: dict[UUID, int] = {}
    for row in rows:
        if row.estimated_mins is not None:
            minutes[row.lesson_id] = row.estimated_mins
        if row.id is not None:
            minutes[row.id] = estimated_minutes(row.exercise_type, row.question_count, row.time_limit)
    return minutes


def _levels(db: Session, centre_id: UUID, students: Collection[UUID], courses: Collection[UUID]) -> dict[Pair, int]:
    placed = SubjectAssessment
    rows = db.execute(
        sa.select(placed.student_id, placed.course_id, GradeLevel.level)
        .join(GradeLevel, GradeLevel.id == placed.grade_level_id)
        .where(placed.centre_id == centre_id, placed.student_id.in_(students), placed.course_id.in_(courses))
    )
    return {(student, course): level for student, course, level in rows}


def _tries(
    db: Session, centre_id: UUID, students: Collection[UUID], courses: Collection[UUID]
) -> defaultdict[Pair, list[Try]]:
    attempt = ExerciseAttempt
    rows = db.execute(
        sa.select(
            attempt.student_id,
            ContentUnit.course_id,
            attempt.exercise_id,
            attempt.status,
            attempt.score / attempt.max_score,
            attempt.started_at,
            attempt.submitted_at,
            is_returned(),
        )
        .join(Exercise, Exercise.id == attempt.exercise_id)
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .where(attempt.centre_id == centre_id, attempt.student_id.in_(students), ContentUnit.course_id.in_(courses))
        .order_by(attempt.started_at, attempt.id)
    )
    tries: defaultdict[Pair, list[Try]] = defaultdict(list)
    for student, course, exercise, status, ratio, started_at, submitted_at, returned in rows:
        tries[student, course].append(Try(exercise, status, ratio, started_at, submitted_at, returned))
    return tries


def _read(
    db: Session, centre_id: UUID, students: Collection[UUID], courses: Collection[UUID]
) -> defaultdict[Pair, set[UUID]]:
    done = LessonCompletion
    found = (
        sa.select(done.student_id, ContentUnit.course_id, done.lesson_id)
        .join(Lesson, Lesson.id == done.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .where(done.centre_id == centre_id, done.student_id.in_(students), ContentUnit.course_id.in_(courses))
    )
    return _by_pair(db, found)


def _confirmed(
    db: Session, centre_id: UUID, students: Collection[UUID], courses: Collection[UUID]
) -> defaultdict[Pair, set[UUID]]:
    unit = UnitMastery
    found = (
        sa.select(unit.student_id, ContentUnit.course_id, unit.unit_id)
        .join(ContentUnit, ContentUnit.id == unit.unit_id)
        .where(
            unit.centre_id == centre_id,
            unit.student_id.in_(students),
            unit.ended_at.is_(None),
            ContentUnit.course_id.in_(courses),
        )
    )
    return _by_pair(db, found)


def _by_pair(db: Session, found: sa.Select[UUID, UUID, UUID]) -> defaultdict[Pair, set[UUID]]:
    ids: defaultdict[Pair, set[UUID]] = defaultdict(set)
    for student, course, id in db.execute(found):
        ids[student, course].add(id)
    return ids


def _school_grades(db: Session, students: Collection[UUID]) -> dict[UUID, int | None]:
    rows = db.execute(sa.select(AppUser.id, AppUser.school_grade).where(AppUser.id.in_(students)))
    return dict(rows.all())


def second_next_starts(db: Session, students: Collection[UUID], *, after: datetime) -> dict[UUID, datetime]:
    """When the second session of each student begins that starts after a moment; those without one are left out."""
    place, session = StudentSessionEnrollment, TutoringSession
    order = sa.func.dense_rank().over(partition_by=place.student_id, order_by=(session.scheduled_start, session.id))
    coming = (
        sa.select(place.student_id, session.scheduled_start, order.label("number"))
        .join(session, session.id == place.session_id)
        .where(
            place.student_id.in_(students),
            place.is_taken,
            session.status == SessionStatus.SCHEDULED,
            session.scheduled_start > after,
        )
        .subquery()
    )
    found = sa.select(coming.c.student_id, coming.c.scheduled_start).where(coming.c.number == 2)
    return dict(db.execute(found).all())
