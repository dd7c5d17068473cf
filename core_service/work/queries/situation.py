"""Reads what the decision about next content rests on, in a fixed number of statements (R318)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from core_service.catalogue.models import ContentUnit, Exercise, GradeLevel, Lesson
from core_service.centres.queries import settings_of_centre
from core_service.identity.models import AppUser
from core_service.learners.queries import are_of, by_learner, confirmed_units, working_level, working_levels
from core_service.learners.rules import Learner
from core_service.sessions.models import StudentSessionEnrollment
from core_service.work.models import ContentAssignment, ExerciseAttempt, LessonCompletion
from core_service.work.queries.plans import EXERCISE_COLUMNS, LESSON_COLUMNS, content_in_order, planned_lesson, plans_of
from core_service.work.rules.assignments import Assigned
from core_service.work.rules.next_content import Situation
from core_service.work.rules.placement import PlacementGround
from core_service.work.rules.plans import LevelPlan
from core_service.work.rules.tries import MasteryPolicy, Try


def situation_of(db: Session, learner: Learner, *, session_id: UUID | None) -> Situation:
    """In a session or (None) at home: seven statements, however long the course and the student's history are."""
    level = working_level(db, learner)
    plans = plans_of(db.execute(_plan_rows(learner.course_id, level)))
    school_grade = None if level else _school_grades(db, [learner]).get(learner.student_id)
    situation = _with_what_is_done(db, {learner: _standing(plans, level, school_grade)})[learner]
    assigned, policy = assigned_in_course(db, learner), policy_of(db, learner.centre_id)
    return replace(situation, assigned=assigned, session_id=session_id, policy=policy)


def situations_of(
    db: Session, learners: Collection[Learner], plans: Mapping[UUID, Sequence[LevelPlan]], policy: MasteryPolicy
) -> dict[Learner, Situation]:
    """Of several at home, without what tutors chose: five statements; `plans` are the levels of their courses."""
    levels, grades = working_levels(db, learners), _school_grades(db, learners)
    standing = {
        each: _standing(plans.get(each.course_id, ()), levels.get(each), grades.get(each.student_id))
        for each in learners
    }
    found = _with_what_is_done(db, standing)
    return {learner: replace(situation, policy=policy) for learner, situation in found.items()}


def policy_of(db: Session, centre_id: UUID) -> MasteryPolicy:
    """What counts as mastered in this centre."""
    return MasteryPolicy.of_centre(settings_of_centre(db, centre_id))


def _standing(plans: Sequence[LevelPlan], level: GradeLevel | None, school_grade: int | None) -> Situation:
    """Where a student stands in a course of which nothing is done yet."""
    with_exercises = tuple(plan for plan in plans if any(plan.exercises()))
    if level is None:
        return Situation(None, None, placement=PlacementGround(with_exercises, school_grade))
    return Situation(
        next((plan for plan in plans if plan.level == level.level), LevelPlan(level.level, level.label, ())),
        next((plan for plan in with_exercises if plan.level > level.level), None),
    )


def _with_what_is_done(db: Session, standing: Mapping[Learner, Situation]) -> dict[Learner, Situation]:
    tries, read, confirmed = tries_of(db, standing), _lessons_read(db, standing), confirmed_units(db, standing)
    return {
        learner: replace(
            situation,
            tries=tuple(tries[learner]),
            lessons_read=frozenset(read[learner]),
            confirmed_units=frozenset(confirmed[learner]),
        )
        for learner, situation in standing.items()
    }


def _school_grades(db: Session, learners: Collection[Learner]) -> dict[UUID, int | None]:
    students = {each.student_id for each in learners}
    rows = db.execute(sa.select(AppUser.id, AppUser.school_grade).where(AppUser.id.in_(students)))
    return dict(rows.all())


def _plan_rows(course_id: UUID, level: GradeLevel | None) -> sa.Select[*tuple[Any, ...]]:
    """Of a level, and of the next one in which the course has exercises; without a level, of all."""
    whole_course = content_in_order().where(ContentUnit.course_id == course_id)
    if level is None:
        return whole_course
    next_level = (
        sa.select(sa.func.min(GradeLevel.level))
        .join(ContentUnit, ContentUnit.grade_level_id == GradeLevel.id)
        .join(Lesson, Lesson.unit_id == ContentUnit.id)
        .join(Exercise, Exercise.lesson_id == Lesson.id)
        .where(
            ContentUnit.course_id == course_id,
            ContentUnit.is_active,
            Lesson.is_active,
            Exercise.is_active,
            GradeLevel.level > level.level,
        )
        .scalar_subquery()
    )
    return whole_course.where(sa.or_(GradeLevel.level == level.level, GradeLevel.level == next_level))


def tries_of(db: Session, learners: Collection[Learner]) -> defaultdict[Learner, list[Try]]:
    """Every attempt at their courses' exercises in their centres, oldest first, in one statement."""
    attempt = ExerciseAttempt
    found = (
        sa.select(
            attempt.centre_id,
            attempt.student_id,
            ContentUnit.course_id,
            attempt.exercise_id,
            attempt.status,
            attempt.score / attempt.max_score,
            attempt.started_at,
            attempt.submitted_at,
            attempt.is_returned,
        )
        .join(Exercise, Exercise.id == attempt.exercise_id)
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .where(are_of(learners, attempt.centre_id, attempt.student_id, ContentUnit.course_id))
        .order_by(attempt.started_at, attempt.id)
    )
    tries: defaultdict[Learner, list[Try]] = defaultdict(list)
    for centre, student, course, exercise, status, ratio, started_at, submitted_at, returned in db.execute(found):
        one = Try(exercise, status, ratio, started_at, submitted_at, returned)
        tries[Learner(centre, student, course)].append(one)
    return tries


def _lessons_read(db: Session, learners: Collection[Learner]) -> defaultdict[Learner, set[UUID]]:
    read = LessonCompletion
    found = (
        sa.select(read.centre_id, read.student_id, ContentUnit.course_id, read.lesson_id)
        .join(Lesson, Lesson.id == read.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .where(are_of(learners, read.centre_id, read.student_id, ContentUnit.course_id))
    )
    return by_learner(db, found)


def assigned_in_course(db: Session, learner: Learner) -> tuple[Assigned, ...]:
    """The student's active assignments of content that is still in use, from whatever session."""
    target = aliased(Exercise)
    rows = db.execute(
        sa.select(
            ContentAssignment,
            StudentSessionEnrollment.session_id,
            AppUser.name.label("tutor_name"),
            *LESSON_COLUMNS,
            *EXERCISE_COLUMNS,
        )
        .outerjoin(target, target.id == ContentAssignment.exercise_id)
        .join(Lesson, Lesson.id == sa.func.coalesce(ContentAssignment.lesson_id, target.lesson_id))
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .outerjoin(Exercise, sa.and_(Exercise.lesson_id == Lesson.id, Exercise.is_active, _is_wanted()))
        .outerjoin(StudentSessionEnrollment, StudentSessionEnrollment.id == ContentAssignment.session_enrollment_id)
        .outerjoin(AppUser, AppUser.id == ContentAssignment.tutor_id)
        .where(
            ContentAssignment.centre_id == learner.centre_id,
            ContentAssignment.student_id == learner.student_id,
            ContentAssignment.course_id == learner.course_id,
            ContentAssignment.is_active,
            Lesson.is_active,
            ContentUnit.is_active,
            sa.or_(ContentAssignment.exercise_id.is_(None), Exercise.id.is_not(None)),
        )
        .order_by(ContentAssignment.id, Exercise.sequence_order)
    )
    return tuple(_assigned_from(rows))


def _is_wanted() -> sa.ColumnElement[bool]:
    return sa.or_(ContentAssignment.exercise_id.is_(None), Exercise.id == ContentAssignment.exercise_id)


def _assigned_from(rows: Iterable[Any]) -> Iterable[Assigned]:
    for _, of_assignment in groupby(rows, key=lambda row: row.ContentAssignment.id):
        same = list(of_assignment)
        stored, lesson = same[0].ContentAssignment, planned_lesson(same)
        yield Assigned(
            id=stored.id,
            lesson=lesson,
            exercise=lesson.exercises[0] if stored.exercise_id else None,
            scope=stored.scope,
            session_id=same[0].session_id,
            overrides_auto_sequence=stored.overrides_auto_sequence,
            assigned_at=stored.assigned_at,
            tutor_name=same[0].tutor_name or "A tutor",
            reason=stored.reason,
        )
