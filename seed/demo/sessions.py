"""Keeps the demo's timetable: a lesson that is on now, some to look forward to, and past ones that are over."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Role
from core_service.sessions.errors import DoubleBooked
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries.timetable import diary_between
from core_service.sessions.rules import SessionMode, SessionStatus
from core_service.sessions.service import NewSession, close_session, create_session, start_session
from core_service.sessions.service.enrollments import NewEnrollment
from core_service.sessions.service.log import lock_session
from seed.demo.cast import ROOM, SEATS
from seed.demo.centres import KnownCentre
from seed.demo.timetable import Span, lesson_name, missing_spans, spans_ahead

_OVERRUN = timedelta(minutes=15)
_OPEN = (SessionStatus.SCHEDULED, SessionStatus.IN_PROGRESS)


def keep_timetable(db: Session, centre: KnownCentre, *, now: datetime, say: Callable[[str], None]) -> None:
    """Finish what is past, then plan what is missing. Needs the centre's scope."""
    finish_past_sessions(db, centre, now=now)
    for span in missing_spans(_planned(db, centre, ends_after=now), now):
        _plan(db, centre, span, say=say)
    for span in spans_ahead(now):
        if not any(_overlap(span, planned) for planned in _planned(db, centre, ends_after=now)):
            _plan(db, centre, span, say=say)


def finish_past_sessions(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """Lessons whose time is over: those that nobody started are put down as held, those left open are closed."""
    for session in _open_sessions(db, centre, [person.account for person in centre.cast.tutors]):
        if session.scheduled_end <= now and session.status is SessionStatus.SCHEDULED:
            tutor, locked = teacher_of(centre, session), lock_session(db, session.id)
            start_session(db, tutor, session=locked, now=session.scheduled_start)
            close_session(db, tutor, session=locked, now=session.scheduled_end)
        elif session.scheduled_end + _OVERRUN <= now:
            close_session(db, None, session=lock_session(db, session.id), now=now)


def create_lesson(db: Session, centre: KnownCentre, span: Span) -> TutoringSession:
    """The tutor's lesson in room 2 for all the centre's students, each on their own seat and courses (R003), but for
    those whom another lesson has then.

    Raises DoubleBooked where somebody planned something else for the tutor or the room.
    """
    local_start = span.starts_at.astimezone(ZoneInfo(centre.cast.timezone))
    tutor = tutor_of(centre)
    new = NewSession(
        name=lesson_name(local_start),
        tutor_id=tutor.user_id,
        scheduled_start=span.starts_at,
        scheduled_end=span.ends_at,
        session_mode=SessionMode.HYBRID,
        room_id=centre.rooms[ROOM],
    )
    # A supervisor plans the timetable (SCHEDULE_MANAGE); every demo centre has one.
    planner = centre.actor(centre.cast.account_of(Role.SUPERVISOR), Role.SUPERVISOR)
    return create_session(db, planner, centre_id=centre.id, new=new, enrollments=_enrollments(db, centre, span))


def tutor_of(centre: KnownCentre) -> Actor:
    """The first tutor, who always has a lesson."""
    return centre.actor(centre.cast.account_of(Role.TEACHER), Role.TEACHER)


def teacher_of(centre: KnownCentre, session: TutoringSession) -> Actor:
    """The tutor of one of the demo's lessons."""
    [account] = [account for account, id in centre.people.items() if id == session.tutor_id]
    return centre.actor(account, Role.TEACHER)


def _plan(db: Session, centre: KnownCentre, span: Span, *, say: Callable[[str], None]) -> None:
    try:
        with db.begin_nested():
            session = create_lesson(db, centre, span)
    except DoubleBooked as error:
        say(f"{centre.cast.name}: no lesson planned at {span.starts_at:%H:%M} UTC: {error}")
        return
    local = span.starts_at.astimezone(ZoneInfo(centre.cast.timezone))
    say(f"{centre.cast.name}: {session.name}, {local:%a %d %b %H:%M}")


def _enrollments(db: Session, centre: KnownCentre, span: Span) -> list[NewEnrollment]:
    diary = diary_between(db, span.starts_at, span.ends_at)
    return [
        NewEnrollment(student_id=centre.people[student.account], course_id=centre.courses[slug], seat=seat)
        for student, seat in zip(centre.cast.students, SEATS, strict=False)
        if not diary.clashes(centre.people[student.account], span.starts_at, span.ends_at)
        for slug, _ in student.levels
    ]


def _planned(db: Session, centre: KnownCentre, *, ends_after: datetime) -> list[Span]:
    return [
        Span(session.scheduled_start, session.scheduled_end)
        for session in _open_sessions(db, centre, [centre.cast.account_of(Role.TEACHER)])
        if session.scheduled_end > ends_after
    ]


def _open_sessions(db: Session, centre: KnownCentre, tutors: Sequence[str]) -> Sequence[TutoringSession]:
    """Of the tutors with these accounts, in the order of their ids, which is the order in which sessions are locked."""
    found = sa.select(TutoringSession).where(
        TutoringSession.centre_id == centre.id,
        TutoringSession.tutor_id.in_([centre.people[account] for account in tutors]),
        TutoringSession.status.in_(_OPEN),
    )
    return db.scalars(found.order_by(TutoringSession.id)).all()


def _overlap(first: Span, second: Span) -> bool:
    return first.starts_at < second.ends_at and second.starts_at < first.ends_at
