"""Who sits in a session for which course at which level, and what each place was last used for (R080, C33, C51)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from core_service.catalogue.models import Course, Exercise, ExerciseRevision, GradeLevel, Lesson
from core_service.identity.models import AppUser
from core_service.learners.models import SubjectAssessment
from core_service.sessions.models import StudentSessionEnrollment
from core_service.sessions.rules import EnrollmentStatus
from core_service.work.models import ExerciseAttempt, StudentSessionActivity
from core_service.work.queries.begun import begun_with, question_count_begun, title_begun, type_begun
from shared.events.values import ActivityStatus, AttemptStatus, ContentType, ExerciseType


@dataclass(frozen=True, slots=True)
class Level:
    """A level of work."""

    level: int
    label: str


@dataclass(frozen=True, slots=True)
class Student:
    """A student as staff see them."""

    id: UUID
    name: str
    avatar_url: str | None
    school_grade: int | None


@dataclass(frozen=True, slots=True)
class CourseName:
    """A course by name."""

    id: UUID
    name: str
    subject_area: str


@dataclass(frozen=True, slots=True)
class Activity:
    """What a place was last used for: an exercise, or a lesson that was read."""

    enrollment_id: UUID
    status: ActivityStatus
    attempt_id: UUID | None
    exercise_id: UUID | None
    exercise_title: str | None
    exercise_type: ExerciseType | None
    lesson_title: str | None
    content_type: ContentType | None
    estimated_mins: int | None
    progress_pct: int
    answered_count: int
    question_count: int
    started_at: datetime | None
    completed_at: datetime | None
    attempt_status: AttemptStatus | None
    draft_revision: int | None
    answers: list[Any] | None
    score: float | None
    max_score: int | None
    begun_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether answers of it are still to come."""
        return self.attempt_status is AttemptStatus.IN_PROGRESS


@dataclass(frozen=True, slots=True)
class Place:
    """A student's place for one course; the level of enrolling and the one of now (C33)."""

    id: UUID
    student: Student
    course: CourseName
    assessed_level: Level | None
    current_level: Level | None
    status: EnrollmentStatus
    seat: str | None
    activity: Activity | None


def places_of(db: Session, session_id: UUID, student_id: UUID | None = None) -> Sequence[Place]:
    """All places that are taken, or one student's, by seat; two statements, however many there are."""
    rows = db.execute(_places(session_id, student_id)).all()
    activities = _newest_activities(db, [row.StudentSessionEnrollment.id for row in rows])
    return [
        Place(
            id=row.StudentSessionEnrollment.id,
            student=Student(row.AppUser.id, row.AppUser.name, row.AppUser.avatar_url, row.AppUser.school_grade),
            course=CourseName(row.Course.id, row.Course.name, row.Course.subject_area),
            assessed_level=_level(row.assessed),
            current_level=_level(row.current),
            status=row.StudentSessionEnrollment.status,
            seat=row.StudentSessionEnrollment.seat,
            activity=activities.get(row.StudentSessionEnrollment.id),
        )
        for row in rows
    ]


def _places(
    session_id: UUID, student_id: UUID | None
) -> sa.Select[StudentSessionEnrollment, AppUser, Course, GradeLevel, GradeLevel]:
    assessed, current = aliased(GradeLevel, name="assessed"), aliased(GradeLevel, name="current")
    place = StudentSessionEnrollment
    found = (
        sa.select(place, AppUser, Course, assessed, current)
        .join(AppUser, AppUser.id == place.student_id)
        .join(Course, Course.id == place.course_id)
        .outerjoin(assessed, assessed.id == place.assessed_level_id)
        .outerjoin(
            SubjectAssessment,
            sa.and_(
                SubjectAssessment.centre_id == place.centre_id,
                SubjectAssessment.student_id == place.student_id,
                SubjectAssessment.course_id == place.course_id,
            ),
        )
        .outerjoin(current, current.id == SubjectAssessment.grade_level_id)
        .where(place.session_id == session_id, place.is_taken)
        .order_by(place.seat, AppUser.name, place.id)
    )
    return found if student_id is None else found.where(place.student_id == student_id)


def _level(stored: GradeLevel | None) -> Level | None:
    return None if stored is None else Level(stored.level, stored.label)


def _newest_activities(db: Session, enrollment_ids: Sequence[UUID]) -> dict[UUID, Activity]:
    """Of any status (C51): a student who has finished is shown as finished."""
    activity, own_lesson = StudentSessionActivity, aliased(Lesson)
    rows = db.execute(
        sa.select(
            activity.enrollment_id,
            activity.status,
            activity.attempt_id,
            activity.exercise_id,
            title_begun().label("exercise_title"),
            type_begun().label("exercise_type"),
            sa.func.coalesce(own_lesson.title, Lesson.title).label("lesson_title"),
            sa.func.coalesce(own_lesson.content_type, Lesson.content_type).label("content_type"),
            sa.func.coalesce(own_lesson.estimated_mins, Lesson.estimated_mins).label("estimated_mins"),
            activity.progress_pct,
            activity.answered_count,
            question_count_begun().label("question_count"),
            activity.started_at,
            activity.completed_at,
            ExerciseAttempt.status.label("attempt_status"),
            ExerciseAttempt.draft_revision,
            ExerciseAttempt.answers,
            ExerciseAttempt.score,
            ExerciseAttempt.max_score,
            activity.created_at.label("begun_at"),
        )
        .outerjoin(Exercise, Exercise.id == activity.exercise_id)
        .outerjoin(Lesson, Lesson.id == Exercise.lesson_id)
        .outerjoin(own_lesson, own_lesson.id == activity.lesson_id)
        .outerjoin(ExerciseAttempt, ExerciseAttempt.id == activity.attempt_id)
        .outerjoin(ExerciseRevision, begun_with())
        .where(activity.enrollment_id.in_(enrollment_ids))
        .ext(distinct_on(activity.enrollment_id))
        .order_by(activity.enrollment_id, activity.created_at.desc(), activity.id.desc())
    )
    return {row.enrollment_id: Activity(**row._mapping) for row in rows}
