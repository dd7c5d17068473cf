"""Reads what the decision about next content rests on, in a fixed number of statements (R318)."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from core_service.catalogue.models import ContentUnit, Exercise, GradeLevel, Lesson
from core_service.centres.queries import settings_of_centre
from core_service.identity.models import AppUser
from core_service.learners.queries import confirmed_units, working_level
from core_service.sessions.models import StudentSessionEnrollment
from core_service.work.models import ContentAssignment, ExerciseAttempt, LessonCompletion
from core_service.work.queries.plans import EXERCISE_COLUMNS, LESSON_COLUMNS, content_in_order, planned_lesson, plans_of
from core_service.work.queries.relations import Learner
from core_service.work.rules.assignments import Assigned
from core_service.work.rules.next_content import Situation
from core_service.work.rules.placement import PlacementGround
from core_service.work.rules.plans import LevelPlan
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import MasteryPolicy, Try


def situation_of(db: Session, learner: Learner) -> Situation:
    """Seven statements, however long the course and the student's history are."""
    level = working_level(db, centre_id=learner.centre_id, student_id=learner.student_id, course_id=learner.course_id)
    current, following = _plans(db, learner.course_id, level) if level else (None, None)
    return Situation(
        placement=None if level else _placement_ground(db, learner),
        confirmed_units=confirmed_units(
            db, centre_id=learner.centre_id, student_id=learner.student_id, course_id=learner.course_id
        ),
        level=current,
        next_level=following,
        tries=tries_in_course(db, learner),
        lessons_read=_lessons_read(db, learner),
        assigned=assigned_in_course(db, learner),
        session_id=learner.session_id,
        policy=policy_of(db, learner.centre_id),
    )


def policy_of(db: Session, centre_id: UUID) -> MasteryPolicy:
    """What counts as mastered in this centre."""
    return MasteryPolicy.of_centre(settings_of_centre(db, centre_id))


def _plans(db: Session, course_id: UUID, level: GradeLevel) -> tuple[LevelPlan, LevelPlan | None]:
    """The level's plan, and that of the next level in which the course has exercises."""
    plans = {plan.level: plan for plan in plans_of(db.execute(_plan_rows(course_id, level.level)))}
    current = plans.pop(level.level, LevelPlan(level.level, level.label, ()))
    return current, next(iter(plans.values()), None)


def _placement_ground(db: Session, learner: Learner) -> PlacementGround:
    """Every level of the course that has exercises, and the student's class at school."""
    plans = plans_of(db.execute(_rows_of(learner.course_id)))
    school_grade = db.scalar(sa.select(AppUser.school_grade).where(AppUser.id == learner.student_id))
    return PlacementGround(tuple(plan for plan in plans if any(plan.exercises())), school_grade)


def _plan_rows(course_id: UUID, level: int) -> sa.Select[*tuple[Any, ...]]:
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
            GradeLevel.level > level,
        )
        .scalar_subquery()
    )
    return _rows_of(course_id).where(sa.or_(GradeLevel.level == level, GradeLevel.level == next_level))


def _rows_of(course_id: UUID) -> sa.Select[*tuple[Any, ...]]:
    return content_in_order().where(ContentUnit.course_id == course_id)


def tries_in_course(db: Session, learner: Learner) -> tuple[Try, ...]:
    """Every attempt of the student at the course's exercises in this centre, oldest first."""
    rows = db.execute(
        sa.select(
            ExerciseAttempt.exercise_id,
            ExerciseAttempt.status,
            ExerciseAttempt.score / ExerciseAttempt.max_score,
            ExerciseAttempt.started_at,
            ExerciseAttempt.submitted_at,
            is_returned().label("is_returned"),
        )
        .join(Exercise, Exercise.id == ExerciseAttempt.exercise_id)
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .where(
            ExerciseAttempt.centre_id == learner.centre_id,
            ExerciseAttempt.student_id == learner.student_id,
            ContentUnit.course_id == learner.course_id,
        )
        .order_by(ExerciseAttempt.started_at, ExerciseAttempt.id)
    )
    return tuple(Try(*row) for row in rows)


def is_returned() -> sa.ColumnElement[bool]:
    """Given back by an assessor, with their words, and open again: nothing else that is open has feedback."""
    return sa.and_(ExerciseAttempt.status == AttemptStatus.IN_PROGRESS, ExerciseAttempt.feedback.is_not(None))


def _lessons_read(db: Session, learner: Learner) -> frozenset[UUID]:
    read = (
        sa.select(LessonCompletion.lesson_id)
        .join(Lesson, Lesson.id == LessonCompletion.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .where(
            LessonCompletion.centre_id == learner.centre_id,
            LessonCompletion.student_id == learner.student_id,
            ContentUnit.course_id == learner.course_id,
        )
    )
    return frozenset(db.scalars(read))


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
