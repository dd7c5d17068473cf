"""The demo's last week: lessons that were held, who came, and what each student did in them."""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from random import Random
from typing import Any  # questions and answers are JSON
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.attendance.rules import AttendanceStatus
from core_service.catalogue.queries import stored_exercise
from core_service.centres.models import Centre
from core_service.centres.rules import settings_of
from core_service.learners.rules import Learner
from core_service.live.service.life_cycle import end
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import enrollments_of
from core_service.sessions.rules.occurrences import local_day
from core_service.sessions.service import start_session
from core_service.sessions.service.generation import generate
from core_service.sessions.service.log import lock_session
from core_service.work.queries.next_content import next_content_of
from core_service.work.service.attempts import start_exercise, submit_answers
from core_service.work.service.lessons import complete_lesson
from seed.demo.cast import Student
from seed.demo.centres import KnownCentre
from seed.demo.excuses import excuse
from seed.demo.given_work import given_work
from seed.demo.held_lesson import HeldLesson, report_stays, stories_of
from seed.demo.long_answers import long_answers
from seed.demo.sessions import create_lesson, teacher_of
from seed.demo.stories import Story, tell_together
from seed.demo.timetable import yesterdays_span

_LONG_AGO = timedelta(days=2)
_A_WEEK = timedelta(weeks=1)
_FOR_A_PIECE = timedelta(minutes=45)
_EXCUSED_IN = 1
"""The number of the lesson before which a parent said that a child would not come."""


def write_history(db: Session, centre: KnownCentre, *, now: datetime, say: Callable[[str], None]) -> None:
    """Hold the lessons of the last week, unless there are any. Needs the centre's scope and its weekly lessons."""
    ended_before = sa.select(TutoringSession.id).where(
        TutoringSession.centre_id == centre.id, TutoringSession.scheduled_end < now - _LONG_AGO
    )
    if db.scalar(ended_before.limit(1)) is not None:
        return
    for number, made in enumerate(_lessons_to_hold(db, centre, now=now)):
        excused = excuse(db, centre, made) if number == _EXCUSED_IN else None
        session = lock_session(db, made.id)
        taught = defaultdict[UUID, set[UUID]](set)
        for place in enrollments_of(db, session.id):
            taught[place.student_id].add(place.course_id)
        marks = _marks(centre, taught, number, excused)
        lesson = HeldLesson(centre, session, teacher_of(centre, session), number, taught, marks)
        start_session(db, lesson.tutor, session=session, now=session.scheduled_start)
        work = (_work(db, lesson, student) for student in lesson.here)
        tell_together([*stories_of(db, lesson), *given_work(db, lesson), *work])
        report_stays(db, lesson)
        end(db, lesson.tutor, session_id=session.id, now=session.scheduled_end)
        say(f"{centre.cast.name}: {session.name} of {session.date:%d %b} was held")


def _lessons_to_hold(db: Session, centre: KnownCentre, *, now: datetime) -> list[TutoringSession]:
    """What the weekly lessons came to since a week ago, as a worker would have made it then, and an extra lesson of
    yesterday; oldest first. Those to come are made with them.
    """
    row = db.get_one(Centre, centre.id)
    today = local_day(now, ZoneInfo(row.timezone))
    until = today + timedelta(weeks=settings_of(row.settings).timetable_weeks_ahead)
    made = generate(db, None, centre_id=centre.id, until=until, now=now - _A_WEEK).sessions
    past = [session for session in made if session.scheduled_end < now]
    return sorted([*past, create_lesson(db, centre, yesterdays_span(now))], key=lambda each: each.scheduled_start)


def _marks(
    centre: KnownCentre, enrolled: Collection[UUID], number: int, excused: UUID | None
) -> list[tuple[Student, AttendanceStatus]]:
    return [
        (student, AttendanceStatus.EXCUSED if centre.people[student.account] == excused else _attendance(number, place))
        for place, student in enumerate(centre.cast.students)
        if centre.people[student.account] in enrolled
    ]


def _attendance(lesson: int, place: int) -> AttendanceStatus:
    """Nearly everybody comes: one student is late each time, another one away."""
    if place % 15 == 14 - 4 * lesson:
        return AttendanceStatus.ABSENT
    return AttendanceStatus.LATE if place % 15 == 3 + 4 * lesson else AttendanceStatus.PRESENT


def _work(db: Session, lesson: HeldLesson, student: Student) -> Story:
    """What the sequence gives the student, one piece after the other, most of it right; the same in every demo."""
    centre, session_id, random = lesson.centre, lesson.session.id, Random(f"{student.account} {lesson.number}")
    actor = centre.actor(student.account, Role.STUDENT)
    learner = Learner(centre.id, actor.user_id, lesson.course_of(student))
    now = max(lesson.after(minutes=2), lesson.joined_at(student)) + timedelta(minutes=random.randint(1, 6))
    for _ in range(lesson.length // _FOR_A_PIECE):
        yield now
        content = next_content_of(db, learner, session_id=session_id)
        if content.exercise is not None:
            exercise = stored_exercise(db, content.exercise.id)
            start_exercise(db, actor, exercise_id=exercise.id, session_id=session_id, centre_id=centre.id, now=now)
            now += timedelta(minutes=random.randint(5, 15))
            yield now
            answers = sample_answers(exercise.questions, exercise.expected_answers or [], random)
            submit_answers(
                db, actor, exercise_id=exercise.id, answers=answers, session_id=session_id, centre_id=centre.id, now=now
            )
        elif content.lesson is not None:
            now += timedelta(minutes=random.randint(5, 10))
            yield now
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
            return long_answers()[question["question"]]
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
