"""Reads of sessions: one with its relation to the actor, and those of some days as lists show them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import RelationMissing
from core_service.access.rules import Permission
from core_service.catalogue.models import Course
from core_service.centres.models import Centre, CentreRoom
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, in_order
from core_service.identity.models import AppUser
from core_service.identity.rules import FORMER_MEMBER
from core_service.sessions.models import SessionStepIn, StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import join_opens_at


class Relation(StrEnum):
    """What an actor has to do with a session (R283)."""

    TUTOR = "tutor"
    """Its tutor or substitute, or staff who stepped in."""
    OVERSEER = "overseer"
    """Plans the centre's sessions: supervisor or admin."""
    STUDENT = "student"
    NONE = "none"

    @property
    def is_staff(self) -> bool:
        """Whether they may see every student of the session."""
        return self in (Relation.TUTOR, Relation.OVERSEER)


@dataclass(frozen=True, slots=True)
class Person:
    """How a person is shown to others."""

    id: UUID
    name: str
    avatar_url: str | None


@dataclass(frozen=True, slots=True)
class SessionsWanted:
    """Which sessions a list shows: a local day, or all from `first` to `last`; without either each centre's today."""

    day: date | None = None
    first: date | None = None
    last: date | None = None
    tutor_id: UUID | None = None
    room_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session as lists and headers show it."""

    session: TutoringSession
    tutor: Person
    substitute_tutor: Person | None
    room: CentreRoom | None
    students: Sequence[Person]
    course_names: Sequence[str]
    own_seat: str | None
    """The reader's, where they are a student of it."""
    notes: str | None

    @property
    def join_opens_at(self) -> datetime:
        """From when its room is open."""
        return join_opens_at(self.session.scheduled_start)


@dataclass(frozen=True, slots=True)
class _Taken:
    student_id: UUID
    course_name: str
    seat: str | None


def session_by_id(db: Session, session_id: UUID) -> TutoringSession:
    """Raises NotFound for one outside the actor's centres, as for one that does not exist."""
    session = db.get(TutoringSession, session_id)
    if session is None:
        raise NotFound("session")
    return session


def relation_to(db: Session, actor: Actor, session: TutoringSession) -> Relation:
    """The strongest relation that holds."""
    is_named = actor.user_id in session.named_tutor_ids
    may_conduct = actor.may(Permission.SESSION_CONDUCT, session.centre_id)
    if may_conduct and (is_named or actor.user_id in stepped_in(db, session.id)):
        return Relation.TUTOR
    if actor.may(Permission.SCHEDULE_MANAGE, session.centre_id):
        return Relation.OVERSEER
    if actor.may(Permission.OWN_WORK, session.centre_id) and is_enrolled(db, session.id, actor.user_id):
        return Relation.STUDENT
    return Relation.NONE


def stepped_in(db: Session, session_id: UUID) -> Sequence[UUID]:
    """Who took over without being planned, in the order in which they did."""
    found = sa.select(SessionStepIn.user_id).where(SessionStepIn.session_id == session_id)
    return db.scalars(found.order_by(SessionStepIn.stepped_in_at)).all()


def demand_staff(db: Session, actor: Actor, session: TutoringSession) -> Relation:
    """TUTOR or OVERSEER, else RelationMissing."""
    relation = relation_to(db, actor, session)
    if not relation.is_staff:
        raise RelationMissing("This is for the session's tutor, its substitute and the centre's supervisors.")
    return relation


def is_enrolled(db: Session, session_id: UUID, student_id: UUID) -> bool:
    """Whether the student has a place in the session, in whatever course."""
    return len(enrollments_of(db, session_id, student_id)) > 0


def enrollments_of(db: Session, session_id: UUID, student_id: UUID | None = None) -> Sequence[StudentSessionEnrollment]:
    """The places that are taken, one row per student and course, or one student's."""
    found = sa.select(StudentSessionEnrollment).where(
        StudentSessionEnrollment.session_id == session_id,
        StudentSessionEnrollment.is_taken,
    )
    if student_id is not None:
        found = found.where(StudentSessionEnrollment.student_id == student_id)
    return db.scalars(found.order_by(StudentSessionEnrollment.id)).all()


def sessions_concerning(
    db: Session, actor: Actor, wanted: SessionsWanted, *, now: datetime, cursor: Cursor | None, limit: int
) -> Sequence[TutoringSession]:
    """`limit` + 1 sessions that the actor teaches, plans or attends, by their starts."""
    found = sa.select(TutoringSession).where(_concerns(actor), _on_days(db, wanted, now))
    if wanted.tutor_id is not None:
        found = found.where(TutoringSession.names_as_tutor(wanted.tutor_id))
    if wanted.room_id is not None:
        found = found.where(TutoringSession.room_id == wanted.room_id)
    return db.scalars(in_order(found, (TutoringSession.scheduled_start, TutoringSession.id), cursor, limit)).all()


def _concerns(actor: Actor) -> sa.ColumnElement[bool]:
    attends = sa.exists().where(
        StudentSessionEnrollment.session_id == TutoringSession.id,
        StudentSessionEnrollment.student_id == actor.user_id,
        StudentSessionEnrollment.is_taken,
    )
    return sa.or_(
        TutoringSession.centre_id.in_(actor.centres_with(Permission.SCHEDULE_MANAGE)),
        sa.and_(
            TutoringSession.centre_id.in_(actor.centres_with(Permission.SESSION_CONDUCT)),
            TutoringSession.names_as_tutor(actor.user_id),
        ),
        sa.and_(TutoringSession.centre_id.in_(actor.centres_with(Permission.OWN_WORK)), attends),
    )


def _on_days(db: Session, wanted: SessionsWanted, now: datetime) -> sa.ColumnElement[bool]:
    if wanted.first is not None:
        return TutoringSession.date.between(wanted.first, wanted.last)
    if wanted.day is not None:
        return TutoringSession.date == wanted.day
    zones = db.execute(sa.select(Centre.id, Centre.timezone)).all()
    centres_by_day: defaultdict[date, list[UUID]] = defaultdict(list)
    for centre_id, zone in zones:
        centres_by_day[now.astimezone(ZoneInfo(zone)).date()].append(centre_id)
    return sa.or_(
        *(
            sa.and_(TutoringSession.date == local, TutoringSession.centre_id.in_(centres))
            for local, centres in centres_by_day.items()
        )
    )


def summaries(db: Session, actor: Actor, sessions: Sequence[TutoringSession]) -> Sequence[SessionSummary]:
    """In a fixed number of statements; a student sees no other student and no notes."""
    places = db.execute(
        sa.select(
            StudentSessionEnrollment.session_id,
            StudentSessionEnrollment.student_id,
            Course.name,
            StudentSessionEnrollment.seat,
        )
        .join(Course, Course.id == StudentSessionEnrollment.course_id)
        .where(
            StudentSessionEnrollment.session_id.in_([session.id for session in sessions]),
            StudentSessionEnrollment.is_taken,
        )
        .order_by(StudentSessionEnrollment.seat, StudentSessionEnrollment.id)
    ).all()
    tutors = [id for session in sessions for id in session.named_tutor_ids]
    people = persons(db, [*tutors, *(place.student_id for place in places)])
    rooms = {room.id: room for room in db.scalars(_rooms_of(sessions))}
    by_session: defaultdict[UUID, list[_Taken]] = defaultdict(list)
    for place in places:
        by_session[place.session_id].append(_Taken(place.student_id, place.name, place.seat))
    return [_summary(actor, session, by_session[session.id], people, rooms) for session in sessions]


def _rooms_of(sessions: Sequence[TutoringSession]) -> sa.Select[CentreRoom]:
    return sa.select(CentreRoom).where(CentreRoom.id.in_([session.room_id for session in sessions if session.room_id]))


def _summary(
    actor: Actor,
    session: TutoringSession,
    places: Sequence[_Taken],
    people: dict[UUID, Person],
    rooms: dict[UUID, CentreRoom],
) -> SessionSummary:
    is_staff = actor.may(Permission.SESSION_VIEW_STUDENTS, session.centre_id)
    shown = places if is_staff else [place for place in places if place.student_id == actor.user_id]
    substitute = session.substitute_tutor_id
    return SessionSummary(
        session=session,
        tutor=person_or_former(people, session.tutor_id),
        substitute_tutor=person_or_former(people, substitute) if substitute else None,
        room=rooms.get(session.room_id) if session.room_id else None,
        students=[person_or_former(people, id) for id in dict.fromkeys(place.student_id for place in shown)],
        course_names=sorted({place.course_name for place in shown}),
        own_seat=next((place.seat for place in places if place.student_id == actor.user_id and place.seat), None),
        notes=session.notes if is_staff else None,
    )


def persons(db: Session, ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Those of `ids` that may be seen."""
    rows = db.execute(sa.select(AppUser.id, AppUser.name, AppUser.avatar_url).where(AppUser.id.in_(set(ids))))
    return {row.id: Person(row.id, row.name, row.avatar_url) for row in rows}


def person_or_former(people: Mapping[UUID, Person], id: UUID) -> Person:
    """One of `people`, or somebody who may not be seen any more."""
    return people.get(id) or Person(id, FORMER_MEMBER, None)
