"""Lessons of a crowd: past ones for history, running ones to join, and the file that says who may join them."""

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import GradeLevel
from core_service.foundation.db import FRANCHISE_ID
from core_service.identity.models import Login, LoginTransport
from core_service.identity.rules import LOGIN_HOLDS_FOR, token_hash
from core_service.sessions.models import SessionLogHead, StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import EnrollmentStatus, SessionMode, SessionStatus
from seed.copying import copy_rows
from seed.demo.cast import PASSWORD, SEATS
from seed.large.population import CrowdCentre, Person
from shared.ids import new_id

CLASS_SIZE = 15


@dataclass(frozen=True, slots=True)
class Place:
    """A student's enrolment in a lesson, for the first of their courses."""

    enrollment_id: UUID
    student: Person
    course_id: UUID
    seat: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One tutor, up to fifteen students."""

    session_id: UUID
    centre: CrowdCentre
    tutor: Person
    places: Sequence[Place]
    starts_at: datetime
    ends_at: datetime
    status: SessionStatus


def running_lessons(centre: CrowdCentre, rooms: int, *, now: datetime, length: timedelta) -> list[Lesson]:
    """`rooms` lessons side by side, each with a tutor and students of its own."""
    return [
        _lesson(centre, centre.tutors[room], _class(centre, room), now, now + length, SessionStatus.IN_PROGRESS)
        for room in range(rooms)
    ]


def past_lessons(centre: CrowdCentre, count: int, *, now: datetime) -> list[Lesson]:
    """One a day, the classes in turn."""
    classes = len(centre.students) // CLASS_SIZE
    starts = (now - timedelta(days=day + 1) for day in range(count))
    return [
        _lesson(
            centre,
            centre.tutors[number % len(centre.tutors)],
            _class(centre, number % classes),
            start,
            start + timedelta(minutes=90),
            SessionStatus.COMPLETED,
        )
        for number, start in enumerate(starts)
    ]


def coming_lessons(centre: CrowdCentre, count: int, *, now: datetime) -> list[Lesson]:
    """One a day from tomorrow on, the classes in turn."""
    starts = (now + timedelta(days=day + 1) for day in range(count))
    return [
        _lesson(
            centre,
            centre.tutors[number % len(centre.tutors)],
            _class(centre, number % (len(centre.students) // CLASS_SIZE)),
            start,
            start + timedelta(minutes=90),
            SessionStatus.SCHEDULED,
        )
        for number, start in enumerate(starts)
    ]


def write_lessons(db: Session, lessons: Sequence[Lesson]) -> None:
    """Sessions, the heads of their logs, and enrolments with the level of each student."""
    levels = dict(db.execute(sa.select(GradeLevel.level, GradeLevel.id)).all())
    copy_rows(db, TutoringSession, map(_session_row, lessons))
    heads = ({"session_id": lesson.session_id, "centre_id": lesson.centre.id} for lesson in lessons)
    copy_rows(db, SessionLogHead, heads)
    copy_rows(db, StudentSessionEnrollment, (row for lesson in lessons for row in _enrollment_rows(lesson, levels)))


def write_credentials(db: Session, lessons: Sequence[Lesson], path: Path, *, now: datetime) -> None:
    """Signs everybody in these lessons in and writes who they are: a load test need not hash a thousand passwords.

    The file holds live tokens: only its owner may read it.
    """
    tokens = {person.id: secrets.token_urlsafe(32) for lesson in lessons for person in _people(lesson)}
    copy_rows(db, Login, (_login_row(user_id, token, now) for user_id, token in tokens.items()))
    rooms = [
        {
            "sessionId": str(lesson.session_id),
            "centreId": str(lesson.centre.id),
            "tutor": _signed_in(lesson.tutor, tokens),
            "supervisor": _signed_in(lesson.centre.supervisor, tokens),
            "assessor": _signed_in(lesson.centre.assessor, tokens),
            "parent": _signed_in(lesson.centre.parent, tokens),
            "students": [
                _signed_in(place.student, tokens)
                | {"courseId": str(place.course_id), "enrollmentId": str(place.enrollment_id)}
                for place in lesson.places
            ],
        }
        for lesson in lessons
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps({"password": PASSWORD, "rooms": rooms}, indent=1), "utf-8")


def _class(centre: CrowdCentre, number: int) -> Sequence[Person]:
    return centre.students[number * CLASS_SIZE : (number + 1) * CLASS_SIZE]


def _lesson(
    centre: CrowdCentre,
    tutor: Person,
    students: Sequence[Person],
    starts_at: datetime,
    ends_at: datetime,
    status: SessionStatus,
) -> Lesson:
    places = [
        Place(new_id(), student, next(iter(student.levels)), seat)
        for student, seat in zip(students, SEATS, strict=False)
    ]
    return Lesson(new_id(), centre, tutor, places, starts_at, ends_at, status)


def _session_row(lesson: Lesson) -> dict[str, Any]:
    return {
        "id": lesson.session_id,
        "centre_id": lesson.centre.id,
        "name": "Study hall",
        "tutor_id": lesson.tutor.id,
        "date": lesson.starts_at.date(),
        "scheduled_start": lesson.starts_at,
        "scheduled_end": lesson.ends_at,
        "actual_start": None if lesson.status is SessionStatus.SCHEDULED else lesson.starts_at,
        "actual_end": lesson.ends_at if lesson.status is SessionStatus.COMPLETED else None,
        "session_mode": SessionMode.HYBRID,
        "status": lesson.status,
    }


def _enrollment_rows(lesson: Lesson, levels: dict[int, UUID]) -> Iterator[dict[str, Any]]:
    is_past = lesson.status is SessionStatus.COMPLETED
    for place in lesson.places:
        yield {
            "id": place.enrollment_id,
            "centre_id": lesson.centre.id,
            "content_centre_id": FRANCHISE_ID,
            "session_id": lesson.session_id,
            "student_id": place.student.id,
            "course_id": place.course_id,
            "assessed_level_id": levels[place.student.levels[place.course_id]],
            "seat": place.seat,
            "status": EnrollmentStatus.ATTENDING if is_past else EnrollmentStatus.ENROLLED,
        }


def _people(lesson: Lesson) -> Iterator[Person]:
    yield from (lesson.tutor, lesson.centre.supervisor, lesson.centre.assessor, lesson.centre.parent)
    yield from (place.student for place in lesson.places)


def _login_row(user_id: UUID, token: str, now: datetime) -> dict[str, Any]:
    return {
        "user_id": user_id,
        "token_hash": token_hash(token),
        "transport": LoginTransport.BEARER,
        "expires_at": now + LOGIN_HOLDS_FOR,
    }


def _signed_in(person: Person, tokens: dict[UUID, str]) -> dict[str, str]:
    return {"id": str(person.id), "name": person.name, "email": person.email, "token": tokens[person.id]}
