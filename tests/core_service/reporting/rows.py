"""Rows that days and reports read, as tests write them."""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord, CatchUpItem, CatchUpPackage
from core_service.attendance.rules import AttendanceStatus
from core_service.learners.models import AcademicProfileLog, SubjectAssessment
from core_service.learners.rules import ProfileMetric, ProfileUpdateType
from core_service.live.models import HelpRequest, TutorNote
from core_service.live.rules import HelpStatus, NoteVisibility
from core_service.sessions.models import StudentSessionEnrollment
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus
from shared.ids import new_id
from tests.core_service.conftest import World
from tests.factories.people import TestCentre, TestPerson


def mark(
    db: Session, where: TestCentre, session_id: UUID, student: TestPerson, status: AttendanceStatus, at: datetime
) -> None:
    """A student's attendance, marked by the tutor."""
    row = AttendanceRecord(
        centre_id=where.id,
        session_id=session_id,
        student_id=student.id,
        status=status,
        marked_at=at,
        marked_by_id=where.tutor.id,
    )
    db.add(row)
    db.commit()


def place_of(db: Session, session_id: UUID, student: TestPerson) -> UUID:
    """The student's enrolment."""
    place = StudentSessionEnrollment
    found = sa.select(place.id).where(place.session_id == session_id, place.student_id == student.id)
    return db.scalars(found).one()


def parent_note(db: Session, where: TestCentre, session_id: UUID, student: TestPerson) -> None:
    """What the parents of the student will read."""
    note = TutorNote(
        centre_id=where.id,
        enrollment_id=place_of(db, session_id, student),
        tutor_id=where.tutor.id,
        content="Well done.",
        visibility=NoteVisibility.PARENT,
    )
    db.add(note)
    db.commit()


def hand(
    db: Session, where: TestCentre, session_id: UUID, student: TestPerson, at: datetime, *, answered_after: int | None
) -> None:
    """A hand that is up, or was answered after so many seconds."""
    answered = None if answered_after is None else at + timedelta(seconds=answered_after)
    row = HelpRequest(
        centre_id=where.id,
        content_centre_id=where.id,
        session_id=session_id,
        student_id=student.id,
        status=HelpStatus.RESOLVED if answered else HelpStatus.PENDING,
        requested_at=at,
        acknowledged_at=answered,
        acknowledged_by_id=where.tutor.id if answered else None,
        resolved_at=answered,
        resolved_by_id=where.tutor.id if answered else None,
    )
    db.add(row)
    db.commit()


def attempt(
    db: Session,
    world: World,
    student: TestPerson,
    at: datetime,
    *,
    status: AttemptStatus = AttemptStatus.AUTO_GRADED,
    score: float | None = 10,
    session_id: UUID | None = None,
    level: int = 4,
) -> ExerciseAttempt:
    """Work at the course's first exercise, handed in at that time."""
    where = world.riverside
    is_graded = status in (AttemptStatus.AUTO_GRADED, AttemptStatus.GRADED)
    row = ExerciseAttempt(
        id=new_id(),
        centre_id=where.id,
        content_centre_id=world.course.centre_id,
        student_id=student.id,
        exercise_id=world.course.exercises[level][0],
        session_enrollment_id=place_of(db, session_id, student) if session_id else None,
        status=status,
        score=score,
        max_score=10,
        started_at=at - timedelta(minutes=10),
        submitted_at=at,
        graded_at=at if is_graded else None,
    )
    db.add(row)
    db.commit()
    return row


def catch_up(
    db: Session, world: World, session_id: UUID, student: TestPerson, *, assigned_at: datetime, due_at: datetime
) -> None:
    """A package of one exercise."""
    where = world.riverside
    package = CatchUpPackage(
        id=new_id(),
        centre_id=where.id,
        session_id=session_id,
        student_id=student.id,
        assigned_at=assigned_at,
        due_at=due_at,
    )
    db.add(package)
    db.flush()
    item = CatchUpItem(
        centre_id=where.id,
        content_centre_id=world.course.centre_id,
        package_id=package.id,
        position=1,
        course_id=world.course.id,
        lesson_id=world.course.lessons[4][0],
        exercise_id=world.course.exercises[4][1],
        estimated_mins=10,
    )
    db.add(item)
    db.commit()


def level_step(db: Session, world: World, student: TestPerson, previous: int | None, new: int, at: datetime) -> None:
    """A line of the profile's log."""
    where = world.riverside
    assessment = SubjectAssessment
    of_course = sa.select(assessment.id).where(
        assessment.student_id == student.id, assessment.course_id == world.course.id
    )
    up = ProfileUpdateType.LEVEL_ADVANCEMENT if previous else ProfileUpdateType.DIAGNOSTIC_TEST
    row = AcademicProfileLog(
        centre_id=where.id,
        content_centre_id=world.course.centre_id,
        student_id=student.id,
        course_id=world.course.id,
        subject_assessment_id=db.scalars(of_course).one(),
        metric=ProfileMetric.LEVEL,
        previous_value=previous,
        new_value=new,
        update_type=up,
        updated_by_id=where.assessor.id,
        created_at=at,
    )
    db.add(row)
    db.commit()
