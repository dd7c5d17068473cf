"""The demo's last twelve weeks, before the days that were really held: written as rows, so that every report speaks.

Services would need minutes for thirty-six lessons. Students worked one level below today's then, so that nothing of what
they are given now is done already.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session

from core_service.assessment.models import AssessmentReview
from core_service.attendance.models import AttendanceRecord, CatchUpItem, CatchUpPackage
from core_service.attendance.rules import AttendanceStatus, enrollment_status
from core_service.catalogue.models import GradeLevel
from core_service.foundation.db import FRANCHISE_ID
from core_service.live.models import HelpRequest, TutorNote
from core_service.sessions.models import SessionLogHead, StudentSessionEnrollment, TutoringSession, WaitlistEntry
from core_service.sessions.rules import SessionMode, SessionStatus
from core_service.sessions.rules.waiting import WaitlistStatus
from core_service.work.models import ExerciseAttempt
from seed.demo.cast import SEATS
from seed.demo.centres import KnownCentre
from seed.demo.past_lessons import LONG_AGO, PastLesson, Shelf, past_lessons, shelf_of_franchise
from seed.demo.past_work import Row, Rows, write_catch_up, write_words, write_work
from seed.demo.timetable import lesson_name
from shared.ids import new_id


def write_past_weeks(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """Once: where a lesson of more than ten days ago is known, nothing is added. Needs the centre's scope."""
    session = TutoringSession
    known = sa.select(session.id).where(session.centre_id == centre.id, session.scheduled_end < now - LONG_AGO)
    if db.scalar(known.limit(1)) is not None:
        return
    shelf, levels = shelf_of_franchise(db), dict(db.execute(sa.select(GradeLevel.level, GradeLevel.id)).all())
    rows: Rows = {model: [] for model in _IN_ORDER}
    random = Random(centre.cast.slug)
    for lesson in past_lessons(centre, now):
        _write_lesson(rows, centre, lesson, shelf, levels, random)
    for model, found in rows.items():
        if found:
            db.execute(sa.insert(model), found)


_IN_ORDER: Sequence[type[DeclarativeBase]] = (
    TutoringSession,
    SessionLogHead,
    StudentSessionEnrollment,
    AttendanceRecord,
    CatchUpPackage,
    CatchUpItem,
    ExerciseAttempt,
    AssessmentReview,
    HelpRequest,
    TutorNote,
    WaitlistEntry,
)
"""Each after what it points at."""


def _write_lesson(
    rows: Rows,
    centre: KnownCentre,
    lesson: PastLesson,
    shelf: Shelf,
    levels: dict[int, UUID],
    random: Random,
) -> None:
    rows[TutoringSession].append(_session_row(centre, lesson))
    rows[SessionLogHead].append({"session_id": lesson.id, "centre_id": centre.id, "last_seq": 0})
    for student, seat in zip(lesson.students, SEATS, strict=False):
        status = _attendance(random)
        slug, level = random.choice(student.levels)
        course_id, past_level = centre.courses[slug], max(1, level - 1)
        of_student = {"centre_id": centre.id, "student_id": centre.people[student.account]}
        place_id = new_id()
        place: Row = {"id": place_id, "course_id": course_id, "assessed_level_id": levels[past_level], "seat": seat}
        _write_place(rows, of_student, lesson, place, status)
        exercises = shelf[course_id, past_level]
        if status is AttendanceStatus.ABSENT:
            write_catch_up(rows, of_student, lesson, course_id, exercises[0])
        elif status is not AttendanceStatus.EXCUSED:
            write_work(rows, centre, of_student, lesson, place_id, exercises, random)
            write_words(rows, of_student, lesson, place_id, random)
    _write_waits(rows, centre, lesson, random)


def _write_place(
    rows: Rows,
    of_student: Row,
    lesson: PastLesson,
    place: Row,
    status: AttendanceStatus,
) -> None:
    """The enrolment, and how the tutor marked it."""
    of_session = of_student | {"session_id": lesson.id}
    booking = {"content_centre_id": FRANCHISE_ID, "status": enrollment_status(status), "attendance_marked": True}
    rows[StudentSessionEnrollment].append(of_session | place | booking)
    marked = {"marked_at": lesson.starts_at + timedelta(minutes=8), "marked_by_id": lesson.tutor_id}
    rows[AttendanceRecord].append(of_session | marked | {"status": status})


def _session_row(centre: KnownCentre, lesson: PastLesson) -> Row:
    return {
        "id": lesson.id,
        "centre_id": centre.id,
        "name": lesson_name(lesson.starts_at),
        "tutor_id": lesson.tutor_id,
        "room_id": lesson.room_id,
        "date": lesson.starts_at.date(),
        "scheduled_start": lesson.starts_at,
        "scheduled_end": lesson.ends_at,
        "actual_start": lesson.starts_at,
        "actual_end": lesson.ends_at,
        "session_mode": SessionMode.PHYSICAL,
        "status": SessionStatus.COMPLETED,
        "max_capacity": lesson.capacity,
    }


def _attendance(random: Random) -> AttendanceStatus:
    [drawn] = random.choices(list(AttendanceStatus), weights=(84, 6, 6, 4))
    return drawn


def _write_waits(rows: Rows, centre: KnownCentre, lesson: PastLesson, random: Random) -> None:
    """The small group was full: somebody waited for a place in it."""
    outside = [student for student in centre.cast.students if student not in lesson.students]
    if len(lesson.students) < lesson.capacity or not outside:
        return
    student = random.choice(outside)
    rows[WaitlistEntry].append(
        {
            "centre_id": centre.id,
            "content_centre_id": FRANCHISE_ID,
            "session_id": lesson.id,
            "student_id": centre.people[student.account],
            "course_id": centre.courses[student.levels[0][0]],
            "status": WaitlistStatus.EXPIRED,
            "waits_since": lesson.starts_at - timedelta(days=4),
        }
    )
