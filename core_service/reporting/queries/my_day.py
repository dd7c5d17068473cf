"""A tutor's day (R100, R110, R224): a fixed number of statements, however many the sessions and students."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.centres.models import Centre
from core_service.centres.rules import settings_of
from core_service.foundation.db import FRANCHISE_ID
from core_service.live.queries.help_requests import HandView, open_hands_in
from core_service.reporting.queries.lesson_figures import NO_HANDS, Hands, hands_by_session, in_the_room, presences
from core_service.reporting.queries.student_facts import student_facts
from core_service.reporting.queries.teaching_figures import TeachingFigures, teaching_figures
from core_service.reporting.queries.to_do import ToDo, to_do
from core_service.reporting.rules.days import (
    LOOKS_AHEAD,
    LOOKS_BACK,
    Agenda,
    Countdown,
    Marks,
    Part,
    Presence,
    Slot,
    agenda,
    countdown,
    marks,
    part_of,
    without_parent_note,
)
from core_service.reporting.rules.facts import Fact
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import Person, SessionSummary, summaries
from core_service.sessions.queries.teaching import teaches
from core_service.sessions.rules import SessionStatus, may_join


@dataclass(frozen=True, slots=True)
class DaySession:
    """A session as a day shows it; `in_room` are its students who are connected now: before the start, who waits."""

    summary: SessionSummary
    part: Part
    countdown: Countdown
    is_open: bool
    """Whether its room can be entered."""
    marks: Marks
    in_room: Sequence[Person]
    hands: Hands
    notes_to_write: int


@dataclass(frozen=True, slots=True)
class StudentFact:
    """A fact and whom it is about."""

    fact: Fact
    student: Person


@dataclass(frozen=True, slots=True)
class MyDay:
    """Everything that the page opens with; `facts` are about the students of `next_session`."""

    now: datetime
    today: date
    timezone: str
    next_session: DaySession | None
    today_sessions: Sequence[DaySession]
    next_days: Sequence[DaySession]
    open_hands: Sequence[HandView]
    parents_see_notes_at: time
    """Local: from then on, what was written today (C45)."""
    to_do: ToDo
    facts: Sequence[StudentFact]
    figures: TeachingFigures


def my_day(db: Session, actor: Actor, *, now: datetime) -> MyDay:
    """Of the sessions that the actor teaches, in all of their centres."""
    rows = db.execute(_sessions(actor, now)).all()
    centre = rows[-1][1] if rows else _home_centre(db, actor)
    zone = ZoneInfo(centre.timezone)
    days = agenda(((session, _slot(actor, session, centre.timezone, now)) for session, centre in rows), now)
    shown = _shown(days)
    students = presences(db, [each.id for each in (*shown, *days.past)])
    lessons = _day_sessions(db, actor, shown, students, now=now)
    upcoming = lessons[days.upcoming.id] if days.upcoming else None
    today = now.astimezone(zone).date()
    return MyDay(
        now=now,
        today=today,
        timezone=zone.key,
        next_session=upcoming,
        today_sessions=[lessons[each.id] for each in days.today],
        next_days=[lessons[each.id] for each in days.next_days],
        open_hands=open_hands_in(db, [each.id for each in days.past if each.status is SessionStatus.IN_PROGRESS]),
        parents_see_notes_at=settings_of(centre.settings).parent_notes_at,
        to_do=to_do(db, actor, days.past, students, end_of_day=_midnight(today, zone), now=now),
        facts=_facts(db, upcoming, now=now),
        figures=teaching_figures(db, actor, today=today, now=now),
    )


def _sessions(actor: Actor, now: datetime) -> sa.Select[TutoringSession, Centre]:
    return (
        sa.select(TutoringSession, Centre)
        .join(Centre, Centre.id == TutoringSession.centre_id)
        .where(
            TutoringSession.centre_id.in_(actor.centres_with(Permission.SESSION_CONDUCT)),
            TutoringSession.scheduled_start >= now - LOOKS_BACK,
            TutoringSession.scheduled_start <= now + LOOKS_AHEAD,
            teaches(actor.user_id),
        )
        .order_by(TutoringSession.scheduled_start, TutoringSession.id)
    )


def _home_centre(db: Session, actor: Actor) -> Centre:
    """One of those in which the actor may teach, where they have no session."""
    own = actor.centres_with(Permission.SESSION_CONDUCT)
    first_of_all = (Centre.id == FRANCHISE_ID, Centre.name, Centre.id)
    return db.scalars(sa.select(Centre).where(Centre.id.in_(own)).order_by(*first_of_all).limit(1)).one()


def _slot(actor: Actor, session: TutoringSession, timezone: str, now: datetime) -> Slot:
    return Slot(
        day=session.date,
        today=now.astimezone(ZoneInfo(timezone)).date(),
        starts_at=session.scheduled_start,
        ends_at=session.scheduled_end,
        status=session.status,
        part=part_of(actor.user_id, session.tutor_id, session.substitute_tutor_id),
    )


def _shown(days: Agenda[TutoringSession]) -> list[TutoringSession]:
    """Each once."""
    upcoming = [days.upcoming] if days.upcoming else []
    return list({each.id: each for each in (*upcoming, *days.today, *days.next_days)}.values())


def _midnight(today: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(today + timedelta(days=1), time(), tzinfo=zone)


def _day_sessions(
    db: Session,
    actor: Actor,
    shown: Sequence[TutoringSession],
    students: Mapping[UUID, Sequence[Presence]],
    *,
    now: datetime,
) -> dict[UUID, DaySession]:
    ids = [each.id for each in shown]
    rooms, hands = in_the_room(db, ids, now=now), hands_by_session(db, ids)
    return {
        summary.session.id: day_session(
            actor,
            summary,
            students[summary.session.id],
            rooms.get(summary.session.id, ()),
            hands.get(summary.session.id, NO_HANDS),
            now=now,
        )
        for summary in summaries(db, actor, shown)
    }


def day_session(
    actor: Actor,
    summary: SessionSummary,
    students: Sequence[Presence],
    in_room: Collection[UUID],
    hands: Hands,
    *,
    now: datetime,
) -> DaySession:
    """A session with its figures, as `actor` looks at it."""
    session = summary.session
    is_over = session.status is SessionStatus.COMPLETED
    return DaySession(
        summary=summary,
        part=part_of(actor.user_id, session.tutor_id, session.substitute_tutor_id),
        countdown=countdown(session.scheduled_start, session.scheduled_end, now),
        is_open=may_join(session.status, session.scheduled_start, now),
        marks=marks(students),
        in_room=[person for person in summary.students if person.id in in_room],
        hands=hands,
        notes_to_write=len(without_parent_note(students)) if is_over else 0,
    )


def _facts(db: Session, upcoming: DaySession | None, *, now: datetime) -> list[StudentFact]:
    if upcoming is None:
        return []
    people = {person.id: person for person in upcoming.summary.students}
    names = {id: person.name for id, person in people.items()}
    found = student_facts(db, upcoming.summary.session, names, now=now)
    return [StudentFact(fact, people[fact.student_id]) for fact in found]
