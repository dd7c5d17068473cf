"""A person's sessions in all of their centres, as a calendar shows them: taught, attended, or a child's."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # rows of the two statements
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.catalogue.models import Course
from core_service.centres.models import Centre, CentreRoom
from core_service.foundation.db import DataScope, enter_scope
from core_service.foundation.wording import counted
from core_service.identity.models import AppUser, GuardianLink
from core_service.identity.queries import actor_by_user
from core_service.reporting.models import CalendarFeed
from core_service.reporting.rules.calendar import LOOKS_AHEAD, LOOKS_BACK, MOST_EVENTS, CalendarEvent, sequence_of
from core_service.reporting.rules.days import Part, part_of
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import EnrollmentStatus, SessionStatus

_SHOWN = (Permission.SESSION_CONDUCT, Permission.OWN_WORK, Permission.CHILD_VIEW)


def feed_of(db: Session, user_id: UUID) -> CalendarFeed | None:
    """The person's feed, if they have made one."""
    return db.scalar(sa.select(CalendarFeed).where(CalendarFeed.user_id == user_id))


def subscriber(db: Session, token_hash: bytes, *, now: datetime) -> Actor | None:
    """Whose feed it is, None for an unknown address and for who has been deactivated; enters their centres."""
    feed = db.scalar(sa.select(CalendarFeed).where(CalendarFeed.token_hash == token_hash))
    actor = actor_by_user(db, feed.user_id, login_id=feed.id) if feed else None
    if actor is not None:
        enter_scope(db, DataScope(actor.centres_with(*_SHOWN), actor.user_id))
    return actor


def calendar_events(db: Session, actor: Actor, *, now: datetime, public_url: str) -> list[CalendarEvent]:
    """By time, at most two thousand, in three statements; no child but one's own is named."""
    children = _children(db, actor)
    taught = [_taught(row, actor, public_url) for row in db.execute(_taught_sessions(actor, now))]
    places: defaultdict[tuple[UUID, UUID], list[Any]] = defaultdict(list)
    for row in db.execute(_places(actor, children, now)):
        places[row.TutoringSession.id, row.student_id].append(row)
    attended = [_attended(rows, actor, public_url) for rows in places.values()]
    return sorted([*taught, *attended], key=lambda each: (each.starts_at, each.uid))[:MOST_EVENTS]


def _children(db: Session, actor: Actor) -> list[tuple[UUID, UUID]]:
    """(centre, child) of a parent."""
    link = GuardianLink
    found = sa.select(link.centre_id, link.student_id).where(
        link.guardian_id == actor.user_id, link.centre_id.in_(actor.centres_with(Permission.CHILD_VIEW))
    )
    return [(centre_id, child_id) for centre_id, child_id in db.execute(found)]


_TUTOR, _SUBSTITUTE = aliased(AppUser), aliased(AppUser)


def _columns() -> tuple[Any, ...]:
    return (
        TutoringSession,
        Centre.name.label("centre"),
        Centre.timezone,
        CentreRoom.name.label("room"),
        _TUTOR.name.label("tutor"),
        _SUBSTITUTE.name.label("substitute"),
    )


def _with_names(found: sa.Select[*tuple[Any, ...]], now: datetime) -> sa.Select[*tuple[Any, ...]]:
    session = TutoringSession
    return (
        found.join(Centre, Centre.id == session.centre_id)
        .outerjoin(CentreRoom, CentreRoom.id == session.room_id)
        .outerjoin(_TUTOR, _TUTOR.id == session.tutor_id)
        .outerjoin(_SUBSTITUTE, _SUBSTITUTE.id == session.substitute_tutor_id)
        .where(session.scheduled_start > now - LOOKS_BACK, session.scheduled_start < now + LOOKS_AHEAD)
        .order_by(session.scheduled_start, session.id)
        .limit(MOST_EVENTS)
    )


def _taught_sessions(actor: Actor, now: datetime) -> sa.Select[*tuple[Any, ...]]:
    session, place = TutoringSession, StudentSessionEnrollment
    of_session = place.session_id == session.id
    held = sa.func.count(place.student_id.distinct()).filter(place.is_taken)
    students = sa.select(held).where(of_session).correlate(session).scalar_subquery()
    changed_at = sa.select(sa.func.max(place.updated_at)).where(of_session).correlate(session).scalar_subquery()
    is_own = session.names_as_tutor(actor.user_id)
    in_centres = session.centre_id.in_(actor.centres_with(Permission.SESSION_CONDUCT))
    told = (students.label("students"), changed_at.label("students_changed_at"))
    found = sa.select(*_columns(), *told).select_from(session)
    return _with_names(found.where(is_own, in_centres), now)


def _places(actor: Actor, children: Collection[tuple[UUID, UUID]], now: datetime) -> sa.Select[*tuple[Any, ...]]:
    """Own ones and children's, withdrawn ones too: a place that is given up must leave the calendar."""
    session, place, student = TutoringSession, StudentSessionEnrollment, aliased(AppUser)
    own_centres = actor.centres_with(Permission.OWN_WORK)
    is_own = sa.and_(place.student_id == actor.user_id, place.centre_id.in_(own_centres))
    is_childs = sa.tuple_(place.centre_id, place.student_id).in_(list(children))
    found = (
        sa.select(
            *_columns(),
            place.student_id,
            student.name.label("student"),
            Course.name.label("course"),
            place.status,
            place.created_at.label("placed_at"),
            place.updated_at.label("place_changed_at"),
        )
        .select_from(place)
        .join(session, session.id == place.session_id)
        .join(Course, Course.id == place.course_id)
        .outerjoin(student, student.id == place.student_id)
    )
    return _with_names(found.where(sa.or_(is_own, is_childs)), now)


def _taught(row: Any, actor: Actor, public_url: str) -> CalendarEvent:
    session: TutoringSession = row.TutoringSession
    is_covered = part_of(actor.user_id, session.tutor_id, session.substitute_tutor_id) is Part.COVERED
    note = f" ({row.substitute or 'a colleague'} takes over)" if is_covered else ""
    students = f"{counted(row.students, 'student')}."
    return _event(
        row,
        _Told(None, session.name + note, students, f"{public_url}/dashboard/tutor/sessions/{session.id}"),
        is_cancelled=session.status is SessionStatus.CANCELLED,
        is_free=is_covered,
        changes=[row.students_changed_at] if row.students_changed_at else [],
    )


def _attended(rows: list[Any], actor: Actor, public_url: str) -> CalendarEvent:
    """One event of a student's, whatever number of courses they take in it."""
    first = rows[0]
    session: TutoringSession = first.TutoringSession
    is_child = first.student_id != actor.user_id
    kept = [row for row in rows if row.status is not EnrollmentStatus.WITHDRAWN]
    courses = ", ".join(dict.fromkeys(row.course for row in kept or rows))
    path = f"parent/sessions/{session.id}" if is_child else f"student/sessions/{session.id}"
    told = _Told(
        first.student_id if is_child else None,
        f"{first.student or 'Your child'}: {session.name}" if is_child else session.name,
        f"{courses} with {first.substitute or first.tutor or 'a tutor'}.",
        f"{public_url}/dashboard/{path}",
    )
    places = [(row.placed_at, row.place_changed_at) for row in rows]
    is_cancelled = session.status is SessionStatus.CANCELLED or not kept
    changes = [at for _, at in places]
    return _event(first, told, is_cancelled=is_cancelled, is_free=False, changes=changes, places=places)


@dataclass(frozen=True, slots=True)
class _Told:
    child_id: UUID | None
    summary: str
    description: str
    url: str


def _event(
    row: Any,
    told: _Told,
    *,
    is_cancelled: bool,
    is_free: bool,
    changes: Iterable[datetime],
    places: Iterable[tuple[datetime, datetime]] = (),
) -> CalendarEvent:
    """`changes` are the moments of what it tells beside the session; `places` those that are the reader's own."""
    session: TutoringSession = row.TutoringSession
    return CalendarEvent(
        session_id=session.id,
        child_id=told.child_id,
        summary=told.summary,
        description=" ".join(_sentences(told.description, session)),
        location=f"{row.room}, {row.centre}" if row.room else row.centre,
        url=told.url,
        starts_at=session.scheduled_start,
        ends_at=session.scheduled_end,
        zone=ZoneInfo(row.timezone),
        created_at=session.created_at,
        modified_at=max([session.updated_at, *changes]),
        sequence=sequence_of(session.schedule_revision, places),
        is_cancelled=is_cancelled,
        is_free=is_free,
    )


def _sentences(first: str, session: TutoringSession) -> Iterator[str]:
    yield first
    if session.video_meeting_url:
        yield f"Video: {session.video_meeting_url}"
