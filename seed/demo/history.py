"""The demo's last days: lessons that were held, who came, and what each student did in them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any  # questions and answers are JSON
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.service import mark_attendance
from core_service.catalogue.queries import stored_exercise
from core_service.sessions.log import lock_session
from core_service.sessions.models import TutoringSession
from core_service.sessions.service import close_session, start_session
from core_service.work.queries.next_content import next_content_of
from core_service.work.queries.relations import Learner
from core_service.work.service.attempts import start_exercise, submit_answers
from core_service.work.service.lessons import complete_lesson
from seed.demo.cast import Student
from seed.demo.centres import KnownCentre
from seed.demo.sessions import create_lesson, tutor_of
from seed.demo.timetable import spans_before

_LONG_AGO = timedelta(days=2)
_PIECES_PER_LESSON = 2
_ESSAY = (
    "I want to write about the day when our tablet was gone. First we looked under the table, then in the bag. "
    "My sister said that the dog had it, and she was right! I think you should always ask somebody before you worry."
)


def write_history(db: Session, centre: KnownCentre, *, now: datetime, say: Callable[[str], None]) -> None:
    """Hold the lessons of the last days, unless there are any. Needs the centre's scope."""
    ended_before = sa.select(TutoringSession.id).where(
        TutoringSession.centre_id == centre.id, TutoringSession.scheduled_end < now - _LONG_AGO
    )
    if db.scalar(ended_before.limit(1)) is not None:
        return
    for number, span in enumerate(spans_before(now)):
        session = lock_session(db, create_lesson(db, centre, span).id)
        start_session(db, tutor_of(centre), session=session, now=span.starts_at)
        for place, student in enumerate(centre.cast.students):
            status = _attendance(number, place)
            _mark(db, centre, session.id, student, status, now=span.starts_at)
            if status is AttendanceStatus.ABSENT:
                continue
            random = Random(f"{student.account} {number}")
            slug, _ = student.levels[number % len(student.levels)]
            _work(db, centre, session.id, student, centre.courses[slug], begins_at=span.starts_at, random=random)
        close_session(db, tutor_of(centre), session=session, now=span.ends_at)
        say(f"{centre.cast.name}: {session.name} of {session.date:%d %b} was held")


def _attendance(lesson: int, place: int) -> AttendanceStatus:
    """Nearly everybody comes: one student is late each time, another one away."""
    if place % 15 == 14 - 4 * lesson:
        return AttendanceStatus.ABSENT
    return AttendanceStatus.LATE if place % 15 == 3 + 4 * lesson else AttendanceStatus.PRESENT


def _mark(
    db: Session, centre: KnownCentre, session_id: UUID, student: Student, status: AttendanceStatus, *, now: datetime
) -> None:
    student_id = centre.people[student.account]
    tutor = tutor_of(centre)
    mark_attendance(db, tutor, session_id=session_id, student_id=student_id, status=status, note=None, now=now)


def _work(
    db: Session,
    centre: KnownCentre,
    session_id: UUID,
    student: Student,
    course_id: UUID,
    *,
    begins_at: datetime,
    random: Random,
) -> None:
    """What the sequence gives the student, one piece after the other, most of it right; the same in every demo."""
    actor = centre.actor(student.account, Role.STUDENT)
    learner = Learner(centre.id, actor.user_id, course_id, session_id)
    now = begins_at + timedelta(minutes=random.randint(1, 6))
    for _ in range(_PIECES_PER_LESSON):
        content = next_content_of(db, learner)
        if content.exercise is not None:
            exercise = stored_exercise(db, content.exercise.id)
            start_exercise(db, actor, exercise_id=exercise.id, session_id=session_id, centre_id=centre.id, now=now)
            now += timedelta(minutes=random.randint(5, 15))
            answers = sample_answers(exercise.questions, exercise.expected_answers or [], random)
            submit_answers(
                db, actor, exercise_id=exercise.id, answers=answers, session_id=session_id, centre_id=centre.id, now=now
            )
        elif content.lesson is not None:
            now += timedelta(minutes=random.randint(5, 10))
            complete_lesson(
                db,
                actor,
                lesson_id=content.lesson.id,
                assignment_id=None,
                session_id=session_id,
                centre_id=centre.id,
                now=now,
            )
        now += timedelta(minutes=1)


def sample_answers(
    questions: list[dict[str, Any]], expected: list[dict[str, Any]], random: Random, *, accuracy: float = 0.85
) -> list[dict[str, Any]]:
    """Answers of a student who gets so much right, in the form in which they are submitted."""
    pairs = enumerate(zip(questions, expected, strict=True))
    answers = ((index, _sample(question, each["answer"], random, accuracy)) for index, (question, each) in pairs)
    return [{"questionIndex": index, "answer": answer} for index, answer in answers if answer is not None]


def _sample(question: dict[str, Any], expected: object, random: Random, accuracy: float) -> object:
    match question["type"]:
        case "LONG_ANSWER":
            return _ESSAY
        case "WORKSHEET":
            return None
        case "SHORT_ANSWER":
            return expected
        case "MULTIPLE_CHOICE" if random.random() >= accuracy:
            return random.choice(question["options"])
        case "NUMERICAL" if random.random() >= accuracy:
            return random.randint(1, 30)
        case _:
            return expected if random.random() < accuracy else None
