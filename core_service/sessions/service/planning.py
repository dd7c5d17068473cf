"""Dated lessons, many at once: planned against everybody's time, then written in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.foundation.errors import Invalid
from core_service.learners.queries import working_levels
from core_service.learners.rules import Learner
from core_service.sessions.models import SessionLogHead, StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries.places import courses_taught
from core_service.sessions.queries.timetable import diary_between, people_of, rooms_by_id
from core_service.sessions.rules import LONGEST_SESSION, Booking, SessionStatus
from core_service.sessions.rules.diary import Fitted, Problem, WantedLesson, WantedPlace, fit
from core_service.sessions.rules.following import FIELDS, LessonFields
from core_service.sessions.rules.occurrences import Occurrence, local_day
from core_service.sessions.service.enrollments import record_scheduling
from shared.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLesson:
    """A lesson that is wished for a day; from a template, for a class, or neither."""

    fields: LessonFields
    occurrence: Occurrence
    places: Sequence[WantedPlace] = ()
    template_id: UUID | None = None
    cohort_id: UUID | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    """A wished lesson and what of it is possible."""

    lesson: NewLesson
    fitted: Fitted


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be written, and what would not; `skipped` are days on which the centre is closed."""

    lessons: Sequence[PlannedLesson]
    skipped: Sequence[date] = ()

    @property
    def possible(self) -> list[PlannedLesson]:
        """The lessons that can be held."""
        return [each for each in self.lessons if each.fitted.is_possible]

    @property
    def problems(self) -> list[Problem]:
        """All that stands in the way, in the lessons' order."""
        return [problem for each in self.lessons for problem in each.fitted.problems]


def check_lesson_times(start: time, end: time) -> None:
    """Raises Invalid unless a day's lesson ends after it begins, and is no longer than any session may be."""
    if end <= start:
        raise Invalid.field("endTime", "must be after startTime")
    if datetime.combine(date.min, end) - datetime.combine(date.min, start) > LONGEST_SESSION:
        raise Invalid.field("endTime", "must be within 12 hours of startTime")


def plan_lessons(db: Session, centre_id: UUID, wished: Sequence[NewLesson]) -> list[PlannedLesson]:
    """Which of them fit in, one after the other; writes nothing. The centre's timetable is held."""
    if not wished:
        return []
    starts = min(each.occurrence.starts_at for each in wished)
    ends = max(each.occurrence.ends_at for each in wished)
    diary, people = diary_between(db, starts, ends), people_of(db, centre_id)
    rooms = rooms_by_id(db, (each.fields.room_id for each in wished if each.fields.room_id))
    seats = {id: frozenset(room.seats) or None for id, room in rooms.items()}
    return [
        PlannedLesson(each, fit(wanted_lesson(each, seats.get(each.fields.room_id or centre_id)), diary, people))
        for each in wished
    ]


def wanted_lesson(lesson: NewLesson, seats: frozenset[str] | None) -> WantedLesson:
    """As the rules ask for it."""
    when, fields = lesson.occurrence, lesson.fields
    return WantedLesson(
        booking=Booking(str(lesson.id), fields.name, when.starts_at, when.ends_at),
        day=when.day,
        tutor_ids=frozenset({fields.tutor_id}),
        room_id=fields.room_id,
        seats=seats,
        max_capacity=fields.max_capacity,
        places=lesson.places,
    )


def write_lessons(
    db: Session, actor: Actor | None, centre_id: UUID, planned: Sequence[PlannedLesson], zone: ZoneInfo
) -> list[TutoringSession]:
    """Sessions, logs and enrolments of what is possible; each session has its audit row. `actor` None: the system."""
    possible = [each for each in planned if each.fitted.is_possible]
    sessions = [_session(each.lesson, centre_id, zone) for each in possible]
    db.add_all(sessions)
    db.flush()
    db.add_all(SessionLogHead(session_id=session.id, centre_id=centre_id, last_seq=0) for session in sessions)
    places = [
        (session, place) for session, each in zip(sessions, possible, strict=True) for place in each.fitted.places
    ]
    db.add_all(_enrollments(db, centre_id, places))
    for session, each in zip(sessions, possible, strict=True):
        after = {
            "students": len({place.student_id for place in each.fitted.places}),
            "templateId": session.template_id,
            "scheduledStart": session.scheduled_start,
        }
        record_scheduling(db, actor, "SESSION_CREATE", session, after=after)
    db.flush()
    return sessions


def _session(lesson: NewLesson, centre_id: UUID, zone: ZoneInfo) -> TutoringSession:
    when = lesson.occurrence
    return TutoringSession(
        id=lesson.id,
        centre_id=centre_id,
        template_id=lesson.template_id,
        occurrence_date=when.day if lesson.template_id else None,
        cohort_id=lesson.cohort_id,
        date=local_day(when.starts_at, zone),
        scheduled_start=when.starts_at,
        scheduled_end=when.ends_at,
        status=SessionStatus.SCHEDULED,
        **{name: getattr(lesson.fields, name) for name in FIELDS},
    )


def _enrollments(
    db: Session, centre_id: UUID, places: Sequence[tuple[TutoringSession, WantedPlace]]
) -> list[StudentSessionEnrollment]:
    """With each student's level of now; a course that is not taught any more is left out."""
    courses = courses_taught(db, {place.course_id for _, place in places})
    wanted = {Learner(centre_id, place.student_id, place.course_id) for _, place in places}
    level_ids = {learner: level.id for learner, level in working_levels(db, wanted).items()}
    return [
        StudentSessionEnrollment(
            id=new_id(),
            centre_id=centre_id,
            content_centre_id=courses[place.course_id].centre_id,
            session_id=session.id,
            student_id=place.student_id,
            course_id=place.course_id,
            assessed_level_id=level_ids.get(Learner(centre_id, place.student_id, place.course_id)),
            seat=place.seat,
        )
        for session, place in places
        if place.course_id in courses
    ]
