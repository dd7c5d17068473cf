"""What a template's edit would do to each of its sessions ahead, decided against everybody's time (R075)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.sessions.models import SessionTemplate, TutoringSession
from core_service.sessions.queries import timetable
from core_service.sessions.rules import Booking
from core_service.sessions.rules.diary import (
    Diary,
    People,
    Problem,
    ProblemCode,
    WantedLesson,
    engagement_of,
    lesson_problems,
)
from core_service.sessions.rules.following import FIELDS, Dated, EditEffect, LessonFields, Weekly, follow
from core_service.sessions.rules.occurrences import Days, is_closed
from core_service.sessions.service.generation import weekly_of


@dataclass(frozen=True, slots=True)
class EditedSession:
    """A session that an edit touches, before and after."""

    session: TutoringSession
    effect: EditEffect
    before: Dated
    after: Dated
    problems: Sequence[Problem]


def edits_of(db: Session, template: SessionTemplate, after: Weekly | None, now: datetime) -> list[EditedSession]:
    """What becomes of the template's sessions ahead; `after` None: it is taken out of use. Writes nothing."""
    sessions = timetable.sessions_to_come(db, template.id, now=now)
    if not sessions:
        return []
    zone, before = timetable.zone_of(db, template.centre_id), weekly_of(template)
    if after is None:
        return [EditedSession(each, EditEffect.CANCEL, dated(each), dated(each), ()) for each in sessions]
    pairs = [(each, follow(dated(each), before, after, zone)) for each in sessions]
    moving = [(session, wished) for session, wished in pairs if wished != dated(session)]
    if not moving:
        return []
    return list(_Fitting.read(db, template, moving).fitted(moving, now))


@dataclass(frozen=True, slots=True)
class _Fitting:
    """What must be known to say whether moved sessions fit in."""

    diary: Diary
    people: People
    closures: Sequence[Days]
    students: Mapping[UUID, frozenset[UUID]]

    @classmethod
    def read(
        cls, db: Session, template: SessionTemplate, moving: Sequence[tuple[TutoringSession, Dated]]
    ) -> "_Fitting":
        days = [wished.occurrence_date for _, wished in moving]
        places = timetable.places_by_session(db, [session.id for session, _ in moving])
        starts = min(min(session.scheduled_start, wished.starts_at) for session, wished in moving)
        ends = max(max(session.scheduled_end, wished.ends_at) for session, wished in moving)
        return cls(
            timetable.diary_between(db, starts, ends),
            timetable.people_of(db, template.centre_id),
            timetable.closed_days(db, template.centre_id, first=min(days), last=max(days)),
            {
                session_id: frozenset(row.student_id for row in rows if row.is_taken)
                for session_id, rows in places.items()
            },
        )

    def fitted(self, moving: Sequence[tuple[TutoringSession, Dated]], now: datetime) -> list[EditedSession]:
        """One after the other, earliest first: each finds the ones before it where they will be."""
        found = []
        for session, wished in moving:
            problems = self._problems(session, wished, now)
            effect = EditEffect.KEEP if problems else EditEffect.CHANGE
            if not problems:
                self.diary.enter(engagement_of(_wanted(wished, session), self.students.get(session.id, frozenset())))
            found.append(EditedSession(session, effect, dated(session), wished, problems))
        return found

    def _problems(self, session: TutoringSession, wished: Dated, now: datetime) -> list[Problem]:
        students = self.students.get(session.id, frozenset())
        wanted = _wanted(wished, session)
        booking, day = wanted.booking, wanted.day
        is_moved = (wished.starts_at, wished.ends_at) != (session.scheduled_start, session.scheduled_end)
        problems: list[Problem] = []
        if wished.starts_at <= now:
            problems.append(Problem(ProblemCode.IN_THE_PAST, day, booking.name))
        if is_moved and is_closed(day, self.closures):
            problems.append(Problem(ProblemCode.CLOSED, day, booking.name))
        if len(students) > wished.fields.max_capacity:
            problems.append(Problem(ProblemCode.SESSION_FULL, day, booking.name))
        problems += lesson_problems(wanted, self.diary, self.people)
        for student_id in sorted(students):
            if taken := self.diary.clashes(student_id, booking.starts_at, booking.ends_at, booking.session_id):
                problems.append(Problem(ProblemCode.STUDENT_BOOKED, day, booking.name, student_id, taken))
        return problems


def _wanted(wished: Dated, session: TutoringSession) -> WantedLesson:
    tutors = {wished.fields.tutor_id, session.substitute_tutor_id} - {None}
    return WantedLesson(
        booking=Booking(str(session.id), wished.fields.name, wished.starts_at, wished.ends_at),
        day=wished.occurrence_date,
        tutor_ids=frozenset(id for id in tutors if id is not None),
        room_id=wished.fields.room_id,
        seats=None,
        max_capacity=wished.fields.max_capacity,
    )


def dated(session: TutoringSession) -> Dated:
    """A template's session as the rules ask for it."""
    fields = LessonFields(**{name: getattr(session, name) for name in FIELDS})
    day = session.occurrence_date or session.date
    return Dated(fields, day, session.scheduled_start, session.scheduled_end)
