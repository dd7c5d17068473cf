"""The demo's last twelve weeks, before the days that were really held: written as rows, so that every report speaks.

Services would need minutes for thirty-six lessons. Students worked one level below today's then, so that nothing of what
they are given now is done already.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any  # columns by name
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session

from core_service.access.rules import Role
from core_service.assessment.models import AssessmentReview
from core_service.assessment.rules.states import AssessmentStatus
from core_service.attendance.models import AttendanceRecord, CatchUpItem, CatchUpPackage
from core_service.attendance.rules import AttendanceStatus, enrollment_status
from core_service.attendance.rules.catch_ups import CatchUpDecision
from core_service.catalogue.models import ContentUnit, Exercise, GradeLevel, Lesson
from core_service.foundation.db import FRANCHISE_ID
from core_service.live.models import HelpRequest, TutorNote
from core_service.live.rules import HelpStatus, NoteVisibility
from core_service.sessions.models import SessionLogHead, StudentSessionEnrollment, TutoringSession, WaitlistEntry
from core_service.sessions.rules import SessionMode, SessionStatus
from core_service.sessions.rules.waiting import WaitlistStatus
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus
from seed.demo.cast import SEATS, Student
from seed.demo.centres import KnownCentre
from seed.demo.timetable import lesson_name
from shared.ids import new_id

WEEKS = 12
_LONG_AGO = timedelta(days=10)
_SECOND_TUTOR = "tutor2"
_SMALL_GROUP = 6
_NOTES = (
    "Worked with patience today and explained one task to the others.",
    "Asked for help at the right moment, and then went on alone.",
    "A quiet day. Five minutes of reading aloud at home would help.",
    "Found two mistakes without being told that there were any.",
)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PastExercise:
    """What was worked on."""

    id: UUID
    lesson_id: UUID
    max_score: int
    is_auto_gradable: bool


Shelf = dict[tuple[UUID, int], list[PastExercise]]


@dataclass(frozen=True, slots=True)
class PastLesson:
    """A lesson that was held."""

    id: UUID
    tutor_id: UUID
    room_id: UUID
    starts_at: datetime
    minutes: int
    students: Sequence[Student]
    capacity: int


def write_past_weeks(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """Once: where a lesson of more than ten days ago is known, nothing is added. Needs the centre's scope."""
    session = TutoringSession
    known = sa.select(session.id).where(session.centre_id == centre.id, session.scheduled_end < now - _LONG_AGO)
    if db.scalar(known.limit(1)) is not None:
        return
    shelf, levels = _shelf(db), dict(db.execute(sa.select(GradeLevel.level, GradeLevel.id)).all())
    rows: dict[type[DeclarativeBase], list[Row]] = {model: [] for model in _IN_ORDER}
    random = Random(centre.cast.slug)
    for lesson in _lessons(centre, now):
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


def _lessons(centre: KnownCentre, now: datetime) -> Iterator[PastLesson]:
    """Two a week with everybody, and one with a small group where there is a second tutor."""
    cast, zone = centre.cast, ZoneInfo(centre.cast.timezone)
    today = now.astimezone(zone).date()
    room, small_room = centre.rooms["Room 2"], centre.rooms[cast.rooms[0].name]
    first_tutor = centre.people[cast.account_of(Role.TEACHER)]
    for weeks in range(WEEKS, 0, -1):
        monday = today - timedelta(days=today.weekday(), weeks=weeks)
        for day, hour in ((1, 16), (3, 17 if weeks % 3 else 15)):
            starts_at = datetime.combine(monday + timedelta(days=day), time(hour), tzinfo=zone)
            if starts_at < now - _LONG_AGO:
                yield PastLesson(new_id(), first_tutor, room, starts_at, 90, cast.students, len(SEATS))
        if _SECOND_TUTOR in centre.people:
            starts_at = datetime.combine(monday + timedelta(days=5), time(10), tzinfo=zone)
            group = cast.students[: _SMALL_GROUP - weeks % 2]
            if starts_at < now - _LONG_AGO:
                tutor_id = centre.people[_SECOND_TUTOR]
                yield PastLesson(new_id(), tutor_id, small_room, starts_at, 60, group, _SMALL_GROUP)


def _shelf(db: Session) -> Shelf:
    """The franchise's exercises by course and level."""
    found = (
        sa.select(ContentUnit.course_id, GradeLevel.level, Exercise)
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .where(Exercise.centre_id == FRANCHISE_ID)
        .order_by(ContentUnit.sequence_order, Lesson.sequence_order, Exercise.sequence_order)
    )
    shelf: Shelf = {}
    for course_id, level, each in db.execute(found):
        exercise = PastExercise(each.id, each.lesson_id, each.max_score, each.is_auto_gradable)
        shelf.setdefault((course_id, level), []).append(exercise)
    return shelf


def _write_lesson(
    rows: dict[type[DeclarativeBase], list[Row]],
    centre: KnownCentre,
    lesson: PastLesson,
    shelf: Shelf,
    levels: dict[int, UUID],
    random: Random,
) -> None:
    ends_at = lesson.starts_at + timedelta(minutes=lesson.minutes)
    rows[TutoringSession].append(_session_row(centre, lesson, ends_at))
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
            _write_catch_up(rows, of_student, lesson, course_id, exercises[0], ends_at)
        elif status is not AttendanceStatus.EXCUSED:
            _write_work(rows, centre, of_student, lesson, place_id, exercises, random)
            _write_words(rows, of_student, lesson, place_id, random)
    _write_waits(rows, centre, lesson, random)


def _write_place(
    rows: dict[type[DeclarativeBase], list[Row]],
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


def _session_row(centre: KnownCentre, lesson: PastLesson, ends_at: datetime) -> Row:
    return {
        "id": lesson.id,
        "centre_id": centre.id,
        "name": lesson_name(lesson.starts_at),
        "tutor_id": lesson.tutor_id,
        "room_id": lesson.room_id,
        "date": lesson.starts_at.date(),
        "scheduled_start": lesson.starts_at,
        "scheduled_end": ends_at,
        "actual_start": lesson.starts_at,
        "actual_end": ends_at,
        "session_mode": SessionMode.PHYSICAL,
        "status": SessionStatus.COMPLETED,
        "max_capacity": lesson.capacity,
    }


def _attendance(random: Random) -> AttendanceStatus:
    [drawn] = random.choices(list(AttendanceStatus), weights=(84, 6, 6, 4))
    return drawn


def _write_catch_up(
    rows: dict[type[DeclarativeBase], list[Row]],
    of_student: Row,
    lesson: PastLesson,
    course_id: UUID,
    exercise: PastExercise,
    ends_at: datetime,
) -> None:
    """It was done at home, and a tutor has ticked it off."""
    package_id = new_id()
    rows[CatchUpPackage].append(
        of_student
        | {
            "id": package_id,
            "session_id": lesson.id,
            "decision": CatchUpDecision.COMPLETED,
            "assigned_at": ends_at,
            "due_at": ends_at + timedelta(days=7),
            "decided_at": ends_at + timedelta(days=5),
            "decided_by_id": lesson.tutor_id,
        }
    )
    rows[CatchUpItem].append(
        {
            "centre_id": of_student["centre_id"],
            "content_centre_id": FRANCHISE_ID,
            "package_id": package_id,
            "position": 1,
            "course_id": course_id,
            "lesson_id": exercise.lesson_id,
            "exercise_id": exercise.id,
            "estimated_mins": 15,
        }
    )


def _write_work(
    rows: dict[type[DeclarativeBase], list[Row]],
    centre: KnownCentre,
    of_student: Row,
    lesson: PastLesson,
    place_id: UUID,
    exercises: Sequence[PastExercise],
    random: Random,
) -> None:
    """Two pieces; what a person marks was marked within three days."""
    at = lesson.starts_at + timedelta(minutes=random.randint(3, 9))
    for exercise in random.sample(exercises, min(2, len(exercises))):
        submitted_at = at + timedelta(minutes=random.randint(8, 25))
        graded_at = submitted_at
        if not exercise.is_auto_gradable:
            graded_at += timedelta(hours=random.choice((3, 9, 20, 26, 44, 70)))
        score = round(exercise.max_score * random.choice((0.5, 0.7, 0.8, 0.9, 1.0, 1.0)), 1)
        attempt_id = new_id()
        rows[ExerciseAttempt].append(
            of_student
            | {
                "id": attempt_id,
                "content_centre_id": FRANCHISE_ID,
                "exercise_id": exercise.id,
                "session_enrollment_id": place_id,
                "score": score,
                "max_score": exercise.max_score,
                "status": AttemptStatus.AUTO_GRADED if exercise.is_auto_gradable else AttemptStatus.GRADED,
                "started_at": at,
                "submitted_at": submitted_at,
                "graded_at": graded_at,
                "auto_graded": exercise.is_auto_gradable,
            }
        )
        if not exercise.is_auto_gradable:
            rows[AssessmentReview].append(_review_row(centre, of_student, attempt_id, score, exercise, graded_at))
        at = submitted_at + timedelta(minutes=1)


def _review_row(
    centre: KnownCentre, of_student: Row, attempt_id: UUID, score: float, exercise: PastExercise, at: datetime
) -> Row:
    role = Role.ASSESSOR if any(person.role is Role.ASSESSOR for person in centre.cast.staff) else Role.SUPERVISOR
    return of_student | {
        "assessor_id": centre.people[centre.cast.account_of(role)],
        "exercise_attempt_id": attempt_id,
        "overall_score": score,
        "max_score": exercise.max_score,
        "status": AssessmentStatus.COMPLETED,
        "reviewed_at": at,
    }


def _write_words(
    rows: dict[type[DeclarativeBase], list[Row]], of_student: Row, lesson: PastLesson, place_id: UUID, random: Random
) -> None:
    """Now and then a hand, most of them answered within a few minutes; a note for the parents."""
    if random.random() < 0.3:
        asked_at = lesson.starts_at + timedelta(minutes=random.randint(5, lesson.minutes - 20))
        answered_at = asked_at + timedelta(seconds=random.choice((20, 45, 70, 110, 150, 240, 420)))
        rows[HelpRequest].append(
            of_student
            | {
                "content_centre_id": FRANCHISE_ID,
                "session_id": lesson.id,
                "status": HelpStatus.RESOLVED,
                "requested_at": asked_at,
                "acknowledged_at": answered_at,
                "acknowledged_by_id": lesson.tutor_id,
                "resolved_at": answered_at + timedelta(minutes=3),
                "resolved_by_id": lesson.tutor_id,
            }
        )
    if random.random() < 0.4:
        at = lesson.starts_at + timedelta(minutes=lesson.minutes)
        rows[TutorNote].append(
            {
                "centre_id": of_student["centre_id"],
                "enrollment_id": place_id,
                "tutor_id": lesson.tutor_id,
                "content": random.choice(_NOTES),
                "visibility": NoteVisibility.PARENT,
                "created_at": at,
                "updated_at": at,
            }
        )


def _write_waits(
    rows: dict[type[DeclarativeBase], list[Row]], centre: KnownCentre, lesson: PastLesson, random: Random
) -> None:
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
