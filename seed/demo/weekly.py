"""The demo's weekly timetable: templates with standing bookings, from which its sessions have come and go on to come.

No weekly lesson falls on the day of the first run, so that what is on then is the demo tutor's lesson of now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.sessions.models import SessionTemplate, StandingBooking
from core_service.sessions.queries.timetable import active_templates
from core_service.sessions.rules import SessionMode
from core_service.sessions.rules.occurrences import Days, weekday_of
from core_service.sessions.service.standing_bookings import book
from core_service.sessions.service.templates import create_template
from seed.demo.cast import ROOM, SEATS, DemoCentre, Student
from seed.demo.centres import KnownCentre
from seed.demo.former import LEFT_AGO, add_former
from seed.demo.timetable import lesson_name

WEEKS: Final = 12
"""So long the weekly lessons have been given."""

_SMALL_GROUP: Final = 6
_STAYED: Final = 5
"""So many of the small group come still."""


@dataclass(frozen=True, slots=True)
class WeeklyLesson:
    """A lesson that is to be given every week; `day` is its next one."""

    account: str
    """Of its tutor."""
    room: str
    day: date
    start: time
    end: time
    students: Sequence[Student]
    capacity: int
    number: int
    """Whoever has two courses comes to one lesson for the first, to the next one for the second."""

    @property
    def name(self) -> str:
        """By its weekday and time."""
        return lesson_name(datetime.combine(self.day, self.start))


@dataclass(frozen=True, slots=True)
class KnownWeekly:
    """A weekly lesson as it stands in the database, with who has ever been booked into it."""

    template: SessionTemplate
    bookings: Sequence[StandingBooking]

    def booked_on(self, day: date) -> list[StandingBooking]:
        """One for each student, in the order of seats."""
        return [each for each in self.bookings if Days(each.valid_from, each.valid_until).contain(day)]


def weekly_lessons(cast: DemoCentre, today: date) -> Iterator[WeeklyLesson]:
    """Two with everybody, and one with a small group where there is a second tutor."""
    first, *others = cast.tutors
    for number, days in enumerate((1, 4)):
        day = today + timedelta(days=days)
        yield WeeklyLesson(first.account, ROOM, day, time(16, 30), time(18), cast.students, len(SEATS), number)
    for tutor in others:
        day, room = today + timedelta(days=5), cast.rooms[0].name
        yield WeeklyLesson(tutor.account, room, day, time(10), time(11), cast.students[:_STAYED], _SMALL_GROUP, 0)


def write_weekly(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """Templates and bookings, unless there are any. Needs the centre's scope; sessions are made by another step."""
    if db.scalar(sa.select(SessionTemplate.id).where(SessionTemplate.centre_id == centre.id).limit(1)) is not None:
        return
    today = now.astimezone(ZoneInfo(centre.cast.timezone)).date()
    former = add_former(db, centre, now=now)
    for weekly in weekly_lessons(centre.cast, today):
        template_id, since = _create(db, centre, weekly, now=now), today - timedelta(weeks=WEEKS)
        for student, seat in zip(weekly.students, SEATS, strict=False):
            slug, _ = student.levels[weekly.number % len(student.levels)]
            _book(db, centre, template_id, student, slug, seat, since=since, now=now)
        if former and weekly.capacity > len(weekly.students):
            [(slug, _)], left_on = former.levels, today - LEFT_AGO
            _book(db, centre, template_id, former, slug, SEATS[_STAYED], since=since, until=left_on, now=now)


def known_weekly(db: Session, centre: KnownCentre) -> list[KnownWeekly]:
    """All of the centre."""
    bookings = sa.select(StandingBooking).where(StandingBooking.centre_id == centre.id)
    found = db.scalars(bookings.order_by(StandingBooking.seat, StandingBooking.id)).all()
    return [
        KnownWeekly(template, [each for each in found if each.template_id == template.id])
        for template in active_templates(db, centre.id)
    ]


def _create(db: Session, centre: KnownCentre, weekly: WeeklyLesson, *, now: datetime) -> UUID:
    planner = centre.actor(centre.cast.account_of(Role.SUPERVISOR), Role.SUPERVISOR)
    values = {
        "name": weekly.name,
        "tutor_id": centre.people[weekly.account],
        "room_id": centre.rooms[weekly.room],
        "day_of_week": weekday_of(weekly.day),
        "start_time": weekly.start,
        "end_time": weekly.end,
        "session_mode": SessionMode.PHYSICAL,
        "max_capacity": weekly.capacity,
    }
    return create_template(db, planner, centre_id=centre.id, values=values, now=now).id


def _book(
    db: Session,
    centre: KnownCentre,
    template_id: UUID,
    student: Student,
    slug: str,
    seat: str,
    *,
    since: date,
    until: date | None = None,
    now: datetime,
) -> None:
    book(
        db,
        centre.actor(centre.cast.account_of(Role.SUPERVISOR), Role.SUPERVISOR),
        template_id=template_id,
        student_id=centre.people[student.account],
        course_id=centre.courses[slug],
        seat=seat,
        valid_from=since,
        valid_until=until,
        now=now,
    )
