"""The demo's last twelve weeks, before the days that were really held: written as rows, so that every report speaks.

Services would need minutes for so many lessons. Students worked one level below today's then, so that nothing of what
they are given now is done already.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session

from core_service.assessment.models import AssessmentReview
from core_service.attendance.models import AttendanceRecord, CatchUpItem, CatchUpPackage, PresenceInterval
from core_service.attendance.rules import AttendanceStatus, enrollment_status
from core_service.catalogue.models import GradeLevel
from core_service.foundation.db import FRANCHISE_ID
from core_service.live.models import ContactInterval, HelpRequest, TutorNote
from core_service.sessions.models import SessionLogHead, StudentSessionEnrollment, TutoringSession, WaitlistEntry
from core_service.sessions.rules import SessionStatus
from core_service.sessions.rules.waiting import WaitlistStatus
from core_service.work.models import ExerciseAttempt
from seed.demo.centres import KnownCentre
from seed.demo.past_lessons import PastLesson, Shelf, past_lessons, past_level, shelf_of_franchise
from seed.demo.past_stays import joins_at, stay, tutors_stay
from seed.demo.past_work import Row, Rows, write_catch_up, write_words, write_work
from seed.demo.weekly import known_weekly
from shared.ids import new_id

_LONG_AGO = timedelta(days=7)
"""The days since then are really held, by another part of the demo."""


def write_past_weeks(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """Once: where a lesson of more than a week ago is known, nothing is added. Needs the centre's scope."""
    session = TutoringSession
    known = sa.select(session.id).where(session.centre_id == centre.id, session.scheduled_end < now - _LONG_AGO)
    if db.scalar(known.limit(1)) is not None:
        return
    shelf, levels = shelf_of_franchise(db), dict(db.execute(sa.select(GradeLevel.level, GradeLevel.id)).all())
    rows: Rows = {model: [] for model in _IN_ORDER}
    random = Random(centre.cast.slug)
    for lesson in past_lessons(centre, known_weekly(db, centre), now):
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
    PresenceInterval,
    ContactInterval,
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
    rows[PresenceInterval].append(tutors_stay(centre, lesson))
    slugs = {course_id: slug for slug, course_id in centre.courses.items()}
    for number, (student, booking) in enumerate(lesson.students):
        status = _attendance(random)
        level = past_level(dict(student.levels)[slugs[booking.course_id]])
        of_student = {"centre_id": centre.id, "student_id": booking.student_id}
        place_id = new_id()
        rows[StudentSessionEnrollment].append(
            of_student
            | {
                "id": place_id,
                "content_centre_id": FRANCHISE_ID,
                "session_id": lesson.id,
                "course_id": booking.course_id,
                "assessed_level_id": levels[level],
                "seat": booking.seat,
                "status": enrollment_status(status),
                "attendance_marked": True,
            }
        )
        exercises = shelf[booking.course_id, level]
        joined_at = joins_at(lesson, status, random)
        rows[AttendanceRecord].append(_mark_row(of_student, lesson, status, joined_at))
        if status is AttendanceStatus.ABSENT:
            write_catch_up(rows, of_student, lesson, booking.course_id, exercises[0])
        elif joined_at is not None:
            rows[PresenceInterval].append(stay(of_student, lesson, joined_at))
            write_work(rows, centre, of_student, lesson, place_id, exercises, joined_at, random)
            write_words(rows, of_student, lesson, place_id, number, joined_at, random)
    _write_waits(rows, centre, lesson, random)


def _mark_row(of_student: Row, lesson: PastLesson, status: AttendanceStatus, joined_at: datetime | None) -> Row:
    """Everybody is marked in one go; who comes later is marked then."""
    marked_at = max(lesson.starts_at + timedelta(minutes=8), joined_at or lesson.starts_at)
    return of_student | {
        "session_id": lesson.id,
        "marked_at": marked_at,
        "marked_by_id": lesson.tutor_id,
        "status": status,
    }


def _session_row(centre: KnownCentre, lesson: PastLesson) -> Row:
    return {
        "id": lesson.id,
        "centre_id": centre.id,
        "template_id": lesson.template.id,
        "occurrence_date": lesson.occurrence.day,
        "name": lesson.template.name,
        "tutor_id": lesson.tutor_id,
        "room_id": lesson.template.room_id,
        "date": lesson.occurrence.day,
        "scheduled_start": lesson.starts_at,
        "scheduled_end": lesson.ends_at,
        "actual_start": lesson.starts_at,
        "actual_end": lesson.ends_at,
        "session_mode": lesson.template.session_mode,
        "status": SessionStatus.COMPLETED,
        "max_capacity": lesson.template.max_capacity,
    }


def _attendance(random: Random) -> AttendanceStatus:
    [drawn] = random.choices(list(AttendanceStatus), weights=(84, 6, 6, 4))
    return drawn


def _write_waits(rows: Rows, centre: KnownCentre, lesson: PastLesson, random: Random) -> None:
    """The small group was full: somebody waited for a place in it."""
    inside = [student for student, _ in lesson.students]
    outside = [student for student in centre.cast.students if student not in inside]
    if len(inside) < lesson.template.max_capacity or not outside:
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
