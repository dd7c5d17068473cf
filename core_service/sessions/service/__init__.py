"""Changes of sessions: made, filled, begun and closed (R141, R142, R146, C01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.centres.models import Centre, CentreRoom
from core_service.foundation.errors import Invalid
from core_service.sessions.errors import DoubleBooked, WrongSessionStatus
from core_service.sessions.models import SessionLogHead, TutoringSession
from core_service.sessions.queries import demand_staff
from core_service.sessions.queries.collisions import bookings
from core_service.sessions.queries.places import holders
from core_service.sessions.rules import (
    DEFAULT_CAPACITY,
    LONGEST_SESSION,
    SessionMode,
    SessionStatus,
    may_start,
)
from core_service.sessions.service.enrollments import NewEnrollment, add_enrollments, hold_timetable, record_scheduling
from core_service.sessions.service.log import append_event, lock_session
from shared.events.room import SessionEnded, SessionStarted
from shared.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """What a one-off session is made from."""

    name: str
    tutor_id: UUID
    scheduled_start: datetime
    scheduled_end: datetime
    session_mode: SessionMode
    room_id: UUID | None = None
    max_capacity: int = DEFAULT_CAPACITY
    student_cameras_allowed: bool = False
    video_meeting_url: str | None = None
    notes: str | None = None


def create_session(
    db: Session,
    actor: Actor,
    *,
    centre_id: UUID,
    new: NewSession,
    enrollments: Sequence[NewEnrollment],
) -> TutoringSession:
    """Makes a one-off session with its enrolments, all or nothing.

    Raises Invalid for a tutor, room, student, course or seat that does not fit, DoubleBooked with what it collides
    with, SessionFull above the capacity.
    """
    hold_timetable(db, centre_id)
    _check_times(new)
    _check_tutor(db, centre_id, new)
    _check_room(db, centre_id, new)
    session = _new_row(db, centre_id, new)
    db.add(session)
    db.flush()
    db.add(SessionLogHead(session_id=session.id, centre_id=centre_id, last_seq=0))
    paths = [f"enrollments.{index}" for index in range(len(enrollments))]
    add_enrollments(db, session, enrollments, paths=paths)
    record_scheduling(
        db, actor, "SESSION_CREATE", session, after={"students": len({each.student_id for each in enrollments})}
    )
    return session


def start_session(db: Session, actor: Actor, *, session: TutoringSession, now: datetime) -> int | None:
    """Begins a locked session; its `seq`, or None if it runs already. Raises WrongSessionStatus once it is over."""
    if not may_start(session.status):
        raise WrongSessionStatus(session.status, "started")
    if session.status is SessionStatus.IN_PROGRESS:
        return None
    session.status = SessionStatus.IN_PROGRESS
    session.actual_start = now
    seq = append_event(db, session, "everyone", SessionStarted(), now=now)
    record_conduct(db, actor, "SESSION_START", session, {"status": SessionStatus.SCHEDULED}, {"status": session.status})
    return seq


def close_session(db: Session, actor: Actor | None, *, session: TutoringSession, now: datetime) -> int | None:
    """Ends a locked session that runs (`actor` None: the system); None if it has ended already."""
    if session.status is SessionStatus.COMPLETED:
        return None
    if session.status is not SessionStatus.IN_PROGRESS:
        raise WrongSessionStatus(session.status, "ended")
    session.status = SessionStatus.COMPLETED
    session.actual_end = now
    seq = append_event(db, session, "everyone", SessionEnded(), now=now)
    record_conduct(db, actor, "SESSION_END", session, {"status": SessionStatus.IN_PROGRESS}, {"status": session.status})
    return seq


def hold_as_staff(db: Session, actor: Actor, session_id: UUID, permission: Permission) -> TutoringSession:
    """The session, locked, whatever its status, for its tutor, who stepped in, or who oversees the centre.

    The first step of every act of staff in it (R283). Raises NotFound, RelationMissing, PermissionMissing.
    """
    session = lock_session(db, session_id)
    demand_staff(db, actor, session)
    actor.demand(permission, session.centre_id)
    return session


def record_conduct(
    db: Session,
    actor: Actor | None,
    action: str,
    session: TutoringSession,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
) -> None:
    """The audit row of an act of teaching."""
    record_row(db, actor, Permission.SESSION_CONDUCT, action, session, before=before, after=after)


def _new_row(db: Session, centre_id: UUID, new: NewSession) -> TutoringSession:
    return TutoringSession(
        id=new_id(),
        centre_id=centre_id,
        name=new.name,
        tutor_id=new.tutor_id,
        room_id=new.room_id,
        date=new.scheduled_start.astimezone(ZoneInfo(_centre(db, centre_id).timezone)).date(),
        scheduled_start=new.scheduled_start,
        scheduled_end=new.scheduled_end,
        session_mode=new.session_mode,
        max_capacity=new.max_capacity,
        student_cameras_allowed=new.student_cameras_allowed,
        video_meeting_url=new.video_meeting_url,
        notes=new.notes,
        status=SessionStatus.SCHEDULED,
    )


def _centre(db: Session, centre_id: UUID) -> Centre:
    return db.get_one(Centre, centre_id)


def _check_times(new: NewSession) -> None:
    if new.scheduled_end <= new.scheduled_start:
        raise Invalid.field("scheduledEnd", "must be after scheduledStart")
    if new.scheduled_end - new.scheduled_start > LONGEST_SESSION:
        raise Invalid.field("scheduledEnd", "must be within 12 hours of scheduledStart")


def _check_tutor(db: Session, centre_id: UUID, new: NewSession) -> None:
    if not holders(db, centre_id, Permission.SESSION_CONDUCT, among=[new.tutor_id]):
        raise Invalid.field("tutorId", "is nobody who may teach in this centre")
    collisions = bookings(db, starts_at=new.scheduled_start, ends_at=new.scheduled_end, tutor_id=new.tutor_id)
    if collisions:
        raise DoubleBooked("The tutor", [each.facts() for each in collisions])


def _check_room(db: Session, centre_id: UUID, new: NewSession) -> None:
    if new.room_id is None:
        return
    room = db.get(CentreRoom, new.room_id)
    if room is None or room.centre_id != centre_id or not room.is_active:
        raise Invalid.field("roomId", "is no room of this centre")
    collisions = bookings(db, starts_at=new.scheduled_start, ends_at=new.scheduled_end, room_id=new.room_id)
    if collisions:
        raise DoubleBooked("The room", [each.facts() for each in collisions])
