"""Reads of waitlists: a session's, and what a student, a parent or a planner may decide on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.catalogue.models import Course
from core_service.foundation.paging import Cursor, in_order
from core_service.identity.models import AppUser
from core_service.identity.queries.families import is_parent_of
from core_service.sessions.models import TutoringSession, WaitlistEntry
from core_service.sessions.queries import Person
from core_service.sessions.rules import PLANNED
from core_service.sessions.rules.waiting import OPEN_STATUSES


@dataclass(frozen=True, slots=True)
class WaitingStudent:
    """An entry with the names that a list shows."""

    entry: WaitlistEntry
    student: Person
    course_name: str
    session: TutoringSession


def line_of(
    db: Session, session_id: UUID, *, now: datetime, cursor: Cursor | None, limit: int
) -> Sequence[WaitingStudent]:
    """`limit` + 1 who wait for a place in the session or are offered one, first come first."""
    return _shown(db, WaitlistEntry.session_id == session_id, now, cursor, limit)


def entries_to_decide(
    db: Session,
    actor: Actor,
    *,
    cohort_id: UUID | None = None,
    now: datetime,
    cursor: Cursor | None,
    limit: int,
) -> Sequence[WaitingStudent]:
    """`limit` + 1 open entries: of the student themself, a parent's children, everybody in a planner's centres.

    A cohort narrows them to the sessions that were planned for that class.
    """
    own = sa.and_(
        WaitlistEntry.student_id == actor.user_id,
        WaitlistEntry.centre_id.in_(actor.centres_with(Permission.OWN_WORK)),
    )
    is_childs = is_parent_of(actor.user_id, centre_id=WaitlistEntry.centre_id, student_id=WaitlistEntry.student_id)
    children = sa.and_(is_childs, WaitlistEntry.centre_id.in_(actor.centres_with(Permission.CHILD_VIEW)))
    planned = WaitlistEntry.centre_id.in_(actor.centres_with(Permission.SCHEDULE_MANAGE))
    which = sa.or_(own, children, planned)
    if cohort_id is not None:
        which = sa.and_(which, TutoringSession.cohort_id == cohort_id)
    return _shown(db, which, now, cursor, limit)


def shown_entry(db: Session, entry: WaitlistEntry) -> WaitingStudent:
    """One entry as the lists show it, whatever its status."""
    return next(iter(_read(db, _select().where(WaitlistEntry.id == entry.id))))


def may_act_for(db: Session, actor: Actor, entry: WaitlistEntry) -> Permission | None:
    """The permission by which the actor decides on the entry: their own, their child's, or any of the centre's."""
    if actor.user_id == entry.student_id and actor.may(Permission.OWN_WORK, entry.centre_id):
        return Permission.OWN_WORK
    if actor.may(Permission.SCHEDULE_MANAGE, entry.centre_id):
        return Permission.SCHEDULE_MANAGE
    is_parent = sa.select(is_parent_of(actor.user_id, centre_id=entry.centre_id, student_id=entry.student_id))
    may_decide = actor.may(Permission.CHILD_VIEW, entry.centre_id) and db.scalar(is_parent)
    return Permission.CHILD_VIEW if may_decide else None


def _shown(
    db: Session, which: sa.ColumnElement[bool], now: datetime, cursor: Cursor | None, limit: int
) -> Sequence[WaitingStudent]:
    """Nobody waits for a session that was called off, or is over."""
    is_to_come = sa.and_(TutoringSession.status.in_(PLANNED), TutoringSession.scheduled_end > now)
    found = _select().where(which, is_to_come, WaitlistEntry.status.in_(OPEN_STATUSES))
    return _read(db, in_order(found, (WaitlistEntry.waits_since, WaitlistEntry.id), cursor, limit))


def _select() -> sa.Select[WaitlistEntry, AppUser, str, TutoringSession]:
    return (
        sa.select(WaitlistEntry, AppUser, Course.name, TutoringSession)
        .join(AppUser, AppUser.id == WaitlistEntry.student_id)
        .join(Course, Course.id == WaitlistEntry.course_id)
        .join(TutoringSession, TutoringSession.id == WaitlistEntry.session_id)
    )


def _read(db: Session, found: sa.Select[WaitlistEntry, AppUser, str, TutoringSession]) -> list[WaitingStudent]:
    return [
        WaitingStudent(entry, Person(person.id, person.name, person.avatar_url), course, session)
        for entry, person, course, session in db.execute(found)
    ]
