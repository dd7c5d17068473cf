"""A crowd's timetable: weekly templates with their bookings, lessons of the coming days, who waits for a place."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any  # columns by name
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.foundation.db import FRANCHISE_ID
from core_service.sessions.models import SessionTemplate, StandingBooking, WaitlistEntry
from core_service.sessions.rules import DayOfWeek, SessionMode
from seed.copying import copy_rows
from seed.large.lessons import CLASS_SIZE, Lesson
from seed.large.population import CrowdCentre, Person
from shared.ids import new_id

Row = dict[str, Any]
_WAITING_PER_LESSON = 2


def write_plans(db: Session, centres: Sequence[CrowdCentre], coming: Sequence[Lesson], *, now: datetime) -> None:
    """A template per tutor, each with a class of its own; two students who wait for each coming lesson."""
    templates = [(new_id(), centre, number) for centre in centres for number in range(len(centre.tutors))]
    copy_rows(db, SessionTemplate, (_template_row(*each) for each in templates))
    copy_rows(db, StandingBooking, (row for each in templates for row in _booking_rows(*each, now)))
    copy_rows(db, WaitlistEntry, (row for lesson in coming for row in _waiting_rows(lesson, now)))


def _template_row(id: UUID, centre: CrowdCentre, number: int) -> Row:
    return {
        "id": id,
        "centre_id": centre.id,
        "name": "Study hall",
        "tutor_id": centre.tutors[number].id,
        "day_of_week": list(DayOfWeek)[number % 5],
        "start_time": time(16),
        "end_time": time(17, 30),
        "session_mode": SessionMode.HYBRID,
    }


def _booking_rows(id: UUID, centre: CrowdCentre, number: int, now: datetime) -> Iterator[Row]:
    for student in centre.students[number * CLASS_SIZE : (number + 1) * CLASS_SIZE]:
        yield _of_student(student) | {"template_id": id, "valid_from": now.date() - timedelta(days=90)}


def _waiting_rows(lesson: Lesson, now: datetime) -> Iterator[Row]:
    inside = {place.student.id for place in lesson.places}
    outside = [student for student in lesson.centre.students if student.id not in inside]
    for student in outside[:_WAITING_PER_LESSON]:
        yield _of_student(student) | {"session_id": lesson.session_id, "waits_since": now - timedelta(days=1)}


def _of_student(student: Person) -> Row:
    return {
        "centre_id": student.centre_id,
        "content_centre_id": FRANCHISE_ID,
        "student_id": student.id,
        "course_id": next(iter(student.levels)),
    }
