"""Reads for planning: a centre's templates, standing bookings, closures, and who has promised which time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.catalogue.models import Course
from core_service.centres.models import Centre, CentreClosure, CentreRoom
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, in_order
from core_service.identity.models import AppUser
from core_service.sessions.models import (
    SessionStepIn,
    SessionTemplate,
    StandingBooking,
    StudentSessionEnrollment,
    TutoringSession,
    WaitlistEntry,
)
from core_service.sessions.queries import Person, person_or_former, persons
from core_service.sessions.queries.collisions import takes_time
from core_service.sessions.queries.places import holders
from core_service.sessions.rules import Booking, DayOfWeek, SessionStatus
from core_service.sessions.rules.diary import Diary, Engagement, People
from core_service.sessions.rules.occurrences import Days
from core_service.sessions.rules.waiting import WaitlistStatus


@dataclass(frozen=True, slots=True)
class TemplateSummary:
    """A template as lists show it."""

    template: SessionTemplate
    tutor: Person
    room: CentreRoom | None
    student_count: int


@dataclass(frozen=True, slots=True)
class BookingSummary:
    """A standing booking with its names."""

    booking: StandingBooking
    student: Person
    course_name: str


def zone_of(db: Session, centre_id: UUID) -> ZoneInfo:
    """In which the centre's templates and closures are meant (C35)."""
    return ZoneInfo(db.get_one(Centre, centre_id).timezone)


def template_by_id(db: Session, template_id: UUID) -> SessionTemplate:
    """Raises NotFound."""
    template = db.get(SessionTemplate, template_id)
    if template is None:
        raise NotFound("template")
    return template


def booking_by_id(db: Session, booking_id: UUID) -> StandingBooking:
    """Raises NotFound."""
    booking = db.get(StandingBooking, booking_id)
    if booking is None:
        raise NotFound("standing booking")
    return booking


def templates_page(
    db: Session,
    actor: Actor,
    *,
    day_of_week: DayOfWeek | None,
    tutor_id: UUID | None,
    cursor: Cursor | None,
    limit: int,
) -> Sequence[SessionTemplate]:
    """`limit` + 1 active templates of the centres that the actor plans, in the order in which they were made."""
    found = sa.select(SessionTemplate).where(
        SessionTemplate.centre_id.in_(actor.centres_with(Permission.SCHEDULE_MANAGE)), SessionTemplate.is_active
    )
    if day_of_week is not None:
        found = found.where(SessionTemplate.day_of_week == day_of_week)
    if tutor_id is not None:
        found = found.where(SessionTemplate.tutor_id == tutor_id)
    return db.scalars(in_order(found, (SessionTemplate.created_at, SessionTemplate.id), cursor, limit)).all()


def template_summaries(db: Session, templates: Sequence[SessionTemplate], *, today: date) -> Sequence[TemplateSummary]:
    """In a fixed number of statements; students are counted whose booking has not ended before `today`."""
    people = persons(db, (template.tutor_id for template in templates))
    rooms = rooms_by_id(db, (template.room_id for template in templates if template.room_id))
    counted = (
        sa.select(StandingBooking.template_id, sa.func.count(StandingBooking.student_id.distinct()))
        .where(StandingBooking.template_id.in_([template.id for template in templates]), _ends_on_or_after(today))
        .group_by(StandingBooking.template_id)
    )
    counts = dict(db.execute(counted).all())
    return [
        TemplateSummary(
            template,
            person_or_former(people, template.tutor_id),
            rooms.get(template.room_id) if template.room_id else None,
            counts.get(template.id, 0),
        )
        for template in templates
    ]


def rooms_by_id(db: Session, room_ids: Iterable[UUID]) -> dict[UUID, CentreRoom]:
    """Those of the rooms that may be seen."""
    ids = set(room_ids)
    return {room.id: room for room in db.scalars(sa.select(CentreRoom).where(CentreRoom.id.in_(ids)))} if ids else {}


def active_templates(db: Session, centre_id: UUID) -> Sequence[SessionTemplate]:
    """Those that sessions are made from."""
    found = sa.select(SessionTemplate).where(SessionTemplate.centre_id == centre_id, SessionTemplate.is_active)
    return db.scalars(found.order_by(SessionTemplate.created_at, SessionTemplate.id)).all()


def bookings_page(db: Session, template_id: UUID, *, cursor: Cursor | None, limit: int) -> Sequence[BookingSummary]:
    """`limit` + 1 standing bookings of a template, past ones too, in the order in which they were made."""
    found = (
        sa.select(StandingBooking, AppUser, Course.name)
        .join(AppUser, AppUser.id == StandingBooking.student_id)
        .join(Course, Course.id == StandingBooking.course_id)
        .where(StandingBooking.template_id == template_id)
    )
    page = in_order(found, (StandingBooking.created_at, StandingBooking.id), cursor, limit)
    return [
        BookingSummary(booking, Person(person.id, person.name, person.avatar_url), course)
        for booking, person, course in db.execute(page)
    ]


def booking_summary(db: Session, booking: StandingBooking) -> BookingSummary:
    """One, as the list shows it."""
    student = persons(db, [booking.student_id])[booking.student_id]
    return BookingSummary(booking, student, db.get_one(Course, booking.course_id).name)


def standing_bookings(
    db: Session, template_ids: Collection[UUID], *, first: date, last: date
) -> dict[UUID, list[StandingBooking]]:
    """Per template, those that hold on any of the days; first come first."""
    found = sa.select(StandingBooking).where(
        StandingBooking.template_id.in_(template_ids),
        StandingBooking.valid_from <= last,
        _ends_on_or_after(first),
    )
    by_template: defaultdict[UUID, list[StandingBooking]] = defaultdict(list)
    for booking in db.scalars(found.order_by(StandingBooking.created_at, StandingBooking.id)):
        by_template[booking.template_id].append(booking)
    return by_template


def _ends_on_or_after(day: date) -> sa.ColumnElement[bool]:
    return sa.or_(StandingBooking.valid_until.is_(None), StandingBooking.valid_until >= day)


def closed_days(db: Session, centre_id: UUID, *, first: date, last: date) -> list[Days]:
    """The centre's closures that touch the days."""
    found = sa.select(CentreClosure.starts_on, CentreClosure.ends_on).where(
        CentreClosure.centre_id == centre_id, CentreClosure.starts_on <= last, CentreClosure.ends_on >= first
    )
    return [Days(row.starts_on, row.ends_on) for row in db.execute(found)]


def dates_made(db: Session, template_ids: Collection[UUID], *, first: date) -> set[tuple[UUID, date]]:
    """The days from `first` on for which a template has its session already, whatever became of it."""
    session = TutoringSession
    found = sa.select(session.template_id, session.occurrence_date).where(
        session.template_id.in_(template_ids), session.occurrence_date >= first
    )
    return {(template_id, day) for template_id, day in db.execute(found) if template_id and day}


def sessions_to_come(db: Session, template_id: UUID, *, now: datetime) -> Sequence[TutoringSession]:
    """The template's planned sessions that have not begun and are still ahead, earliest first."""
    session = TutoringSession
    found = sa.select(session).where(
        session.template_id == template_id,
        session.status == SessionStatus.SCHEDULED,
        session.scheduled_start > now,
    )
    return db.scalars(found.order_by(session.occurrence_date)).all()


def diary_between(db: Session, starts_at: datetime, ends_at: datetime) -> Diary:
    """Everybody's engagements in the time, in the centres in view, in two statements."""
    session, place = TutoringSession, StudentSessionEnrollment
    overlaps = takes_time(starts_at, ends_at)
    students: defaultdict[UUID, set[UUID]] = defaultdict(set)
    places = (
        sa.select(place.session_id, place.student_id)
        .join(session, session.id == place.session_id)
        .where(overlaps, place.is_taken)
    )
    for session_id, student_id in db.execute(places):
        students[session_id].add(student_id)
    return Diary(
        engagement_of_session(each, students[each.id]) for each in db.scalars(sa.select(session).where(overlaps))
    )


def engagement_of_session(session: TutoringSession, student_ids: Iterable[UUID]) -> Engagement:
    """Whose time a session takes as it stands."""
    booking = Booking(str(session.id), session.name, session.scheduled_start, session.scheduled_end)
    return Engagement(booking, frozenset(session.named_tutor_ids), session.room_id, frozenset(student_ids))


def people_of(db: Session, centre_id: UUID) -> People:
    """Everybody who may teach or learn in the centre."""
    return People(holders(db, centre_id, Permission.SESSION_CONDUCT), holders(db, centre_id, Permission.OWN_WORK))


def places_by_session(db: Session, session_ids: Collection[UUID]) -> dict[UUID, list[StudentSessionEnrollment]]:
    """All enrolments of the sessions, withdrawn ones too."""
    place = StudentSessionEnrollment
    found: defaultdict[UUID, list[StudentSessionEnrollment]] = defaultdict(list)
    for row in db.scalars(sa.select(place).where(place.session_id.in_(session_ids)).order_by(place.id)):
        found[row.session_id].append(row)
    return found


def stepped_in_by_session(db: Session, session_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Who took over without being planned, per session."""
    found = sa.select(SessionStepIn).where(SessionStepIn.session_id.in_(session_ids))
    people: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for row in db.scalars(found.order_by(SessionStepIn.stepped_in_at)):
        people[row.session_id].append(row.user_id)
    return people


def offers_by_session(db: Session, session_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Per session, the students for whom a place is kept."""
    entry = WaitlistEntry
    found = sa.select(entry.session_id, entry.student_id).where(
        entry.session_id.in_(session_ids), entry.status == WaitlistStatus.OFFERED
    )
    held: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for session_id, student_id in db.execute(found):
        held[session_id].add(student_id)
    return {session_id: frozenset(students) for session_id, students in held.items()}
