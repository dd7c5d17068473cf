"""Waiting for a place in a full session: join, accept, leave, expire (C01)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.foundation.errors import Invalid, NotFound
from core_service.sessions.errors import AlreadyEnrolled, NothingOffered, WrongSessionStatus
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession, WaitlistEntry
from core_service.sessions.queries import enrollments_of, session_by_id
from core_service.sessions.queries.places import courses_taught, holders
from core_service.sessions.queries.waiting import may_act_for
from core_service.sessions.rules import may_be_planned
from core_service.sessions.rules.waiting import OPEN_STATUSES, WaitlistStatus
from core_service.sessions.service.enrollments import NewEnrollment, enroll, hold_timetable
from core_service.sessions.service.log import lock_session
from core_service.sessions.service.offers import wake_waitlist
from shared.ids import new_id


def join_waitlist(
    db: Session, actor: Actor, *, session_id: UUID, student_id: UUID, course_id: UUID, now: datetime
) -> WaitlistEntry:
    """Puts a student at the end of the line; if a place is free they are offered it at once.

    Joining again while one waits changes nothing. Raises Invalid, AlreadyEnrolled, WrongSessionStatus.
    """
    session = lock_session(db, session_id)
    if not may_be_planned(session.status):
        raise WrongSessionStatus(session.status, "waited for")
    entry = _entry(db, session, student_id, course_id)
    if entry.status not in OPEN_STATUSES or entry.waits_since is None:
        entry.status, entry.waits_since, entry.offer_ends_at = WaitlistStatus.WAITING, now, None
        db.add(entry)
        db.flush()
        _record(db, actor, Permission.SCHEDULE_MANAGE, "WAITLIST_JOIN", entry, None)
        wake_waitlist(db, [session], now=now)
    return entry


def _entry(db: Session, session: TutoringSession, student_id: UUID, course_id: UUID) -> WaitlistEntry:
    if not holders(db, session.centre_id, Permission.OWN_WORK, among=[student_id]):
        raise Invalid.field("studentId", "is no student of this centre")
    course = courses_taught(db, [course_id]).get(course_id)
    if course is None:
        raise Invalid.field("courseId", "is no course that this centre teaches")
    if any(row.course_id == course_id for row in enrollments_of(db, session.id, student_id)):
        raise AlreadyEnrolled
    known = db.scalar(
        sa.select(WaitlistEntry).where(
            WaitlistEntry.session_id == session.id,
            WaitlistEntry.student_id == student_id,
            WaitlistEntry.course_id == course_id,
        )
    )
    return known or WaitlistEntry(
        id=new_id(),
        centre_id=session.centre_id,
        content_centre_id=course.centre_id,
        session_id=session.id,
        student_id=student_id,
        course_id=course_id,
    )


def accept_offer(db: Session, actor: Actor, *, entry_id: UUID, now: datetime) -> StudentSessionEnrollment:
    """Takes the place that is kept for the student: by themself, a parent, or who plans the centre's sessions.

    Raises NotFound, NothingOffered, DoubleBooked with what the student has promised meanwhile.
    """
    entry, permission = _hold(db, actor, entry_id)
    is_offered = entry.status is WaitlistStatus.OFFERED and entry.offer_ends_at is not None
    if not is_offered or (entry.offer_ends_at or now) <= now:
        raise NothingOffered
    before, entry.status = entry.status, WaitlistStatus.ACCEPTED
    db.flush()
    row = enroll(
        db,
        actor,
        session_id=entry.session_id,
        enrollment=NewEnrollment(student_id=entry.student_id, course_id=entry.course_id),
        now=now,
        permission=permission,
    )
    _record(db, actor, permission, "WAITLIST_ACCEPT", entry, before)
    return row


def leave_waitlist(db: Session, actor: Actor, *, entry_id: UUID, now: datetime) -> WaitlistEntry:
    """Gives up the place in line, or the offer, which then goes to the next; leaving again changes nothing."""
    entry, permission = _hold(db, actor, entry_id)
    if entry.status in OPEN_STATUSES:
        _end(db, actor, permission, entry, "WAITLIST_LEAVE", WaitlistStatus.LEFT, now=now)
    return entry


def expire_offer(db: Session, *, entry_id: UUID, now: datetime) -> None:
    """The system's job: an offer whose time is over goes to the next in line."""
    entry = db.get(WaitlistEntry, entry_id)
    if entry is None:
        return
    lock_session(db, entry.session_id)
    db.refresh(entry)
    is_over = entry.offer_ends_at is not None and entry.offer_ends_at <= now
    if entry.status is WaitlistStatus.OFFERED and is_over:
        _end(db, None, Permission.SCHEDULE_MANAGE, entry, "WAITLIST_EXPIRE", WaitlistStatus.EXPIRED, now=now)


def _hold(db: Session, actor: Actor, entry_id: UUID) -> tuple[WaitlistEntry, Permission]:
    """The entry with its session locked, and as what the actor may decide on it."""
    entry = db.get(WaitlistEntry, entry_id)
    permission = may_act_for(db, actor, entry) if entry else None
    if entry is None or permission is None:
        raise NotFound("waitlist entry")
    hold_timetable(db, session_by_id(db, entry.session_id).centre_id)
    lock_session(db, entry.session_id)
    db.refresh(entry)
    return entry, permission


def _end(
    db: Session,
    actor: Actor | None,
    permission: Permission,
    entry: WaitlistEntry,
    action: str,
    status: WaitlistStatus,
    *,
    now: datetime,
) -> None:
    before, entry.status, entry.offer_ends_at = entry.status, status, None
    db.flush()
    _record(db, actor, permission, action, entry, before)
    wake_waitlist(db, [session_by_id(db, entry.session_id)], now=now)


def _record(
    db: Session,
    actor: Actor | None,
    permission: Permission,
    action: str,
    entry: WaitlistEntry,
    before: WaitlistStatus | None,
) -> None:
    record_row(
        db,
        actor,
        permission,
        action,
        entry,
        before={"status": before} if before else None,
        after={"status": entry.status, "studentId": entry.student_id, "sessionId": entry.session_id},
    )
