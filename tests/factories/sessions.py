"""Sessions with their enrolments, as rows."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.sessions.models import SessionLogHead, StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import SessionMode, SessionStatus
from shared.ids import new_id
from tests.factories.content import TestCourse
from tests.factories.people import TestCentre, TestPerson


def session(
    db: Session,
    where: TestCentre,
    tutor: TestPerson,
    *,
    starts_at: datetime,
    minutes: int = 90,
    status: SessionStatus = SessionStatus.IN_PROGRESS,
    students: Sequence[tuple[TestPerson, TestCourse]] = (),
    max_capacity: int = 15,
) -> UUID:
    """A session of the tutor's, running unless told otherwise."""
    row = TutoringSession(
        id=new_id(),
        centre_id=where.id,
        name="Study hall",
        tutor_id=tutor.id,
        room_id=where.room_id,
        date=starts_at.date(),
        scheduled_start=starts_at,
        scheduled_end=starts_at + timedelta(minutes=minutes),
        actual_start=starts_at if status is not SessionStatus.SCHEDULED else None,
        session_mode=SessionMode.PHYSICAL,
        status=status,
        max_capacity=max_capacity,
    )
    db.add(row)
    db.flush()
    db.add(SessionLogHead(session_id=row.id, centre_id=where.id, last_seq=0))
    for number, (student, course) in enumerate(students):
        enrollment(db, row, student, course, seat=f"{'ABC'[number // 5]}{number % 5 + 1}")
    db.flush()
    return row.id


def enrollment(
    db: Session, row: TutoringSession, student: TestPerson, course: TestCourse, *, seat: str | None = None
) -> UUID:
    """A place in the session."""
    place = StudentSessionEnrollment(
        id=new_id(),
        centre_id=row.centre_id,
        content_centre_id=course.centre_id,
        session_id=row.id,
        student_id=student.id,
        course_id=course.id,
        assessed_level_id=min(course.levels.items())[1] if course.levels else None,
        seat=seat,
    )
    db.add(place)
    db.flush()
    return place.id
