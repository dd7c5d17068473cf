"""Changes of attendance: a mark by staff, and the stays that the hub reports (R150, R153, R154, C10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.attendance.models import AttendanceRecord, PresenceInterval
from core_service.attendance.queries import record_of
from core_service.attendance.rules import AttendanceStatus, enrollment_status
from core_service.audit.service import record
from core_service.foundation.errors import FieldError, Invalid
from core_service.sessions.errors import WrongSessionStatus
from core_service.sessions.log import append_event, lock_session
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import demand_staff, enrollments_of
from core_service.sessions.rules import SessionStatus
from shared.events.reports import PresenceReport
from shared.events.room import AttendanceMarked
from shared.events.values import UserId
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Mark:
    """A student's attendance as it stands now; `seq` of the event, None if nothing changed."""

    student_id: UUID
    status: AttendanceStatus | None
    note: str | None
    marked_at: datetime | None
    seq: int | None


def mark_attendance(
    db: Session,
    actor: Actor,
    *,
    session_id: UUID,
    student_id: UUID,
    status: AttendanceStatus | None,
    note: str | None,
    now: datetime,
) -> Mark:
    """Marks a student, once for all their courses; `status` None un-marks. The same mark again changes nothing.

    Possible before, during and after the lesson. Raises NotFound, RelationMissing, Invalid, WrongSessionStatus.
    """
    session = lock_session(db, session_id)
    demand_staff(db, actor, session)
    actor.demand(Permission.ATTENDANCE_MARK, session.centre_id)
    if session.status is SessionStatus.CANCELLED:
        raise WrongSessionStatus(session.status, "marked")
    places = enrollments_of(db, session_id, student_id)
    if not places:
        raise Invalid(
            "The student is not enrolled in this session.", errors=[FieldError("studentId", "is not in this session")]
        )
    standing = record_of(db, session_id, student_id)
    if _stands(standing, status, note):
        return _mark(student_id, standing, None)
    before = standing.status if standing else None
    marked = _replace(db, actor, session, student_id, standing, status, note, now)
    _derive(places, status, now)
    _audit(db, actor, session, student_id, before=before, after=status, has_note=note is not None)
    member = UserId(str(student_id))
    seq = append_event(db, session, (member,), AttendanceMarked(student_id=member, status=status), now=now)
    return _mark(student_id, marked, seq)


def _stands(standing: AttendanceRecord | None, status: AttendanceStatus | None, note: str | None) -> bool:
    if standing is None:
        return status is None
    return (standing.status, standing.note) == (status, note)


def _mark(student_id: UUID, standing: AttendanceRecord | None, seq: int | None) -> Mark:
    if standing is None:
        return Mark(student_id, None, None, None, seq)
    return Mark(student_id, standing.status, standing.note, standing.marked_at, seq)


def _replace(
    db: Session,
    actor: Actor,
    session: TutoringSession,
    student_id: UUID,
    standing: AttendanceRecord | None,
    status: AttendanceStatus | None,
    note: str | None,
    now: datetime,
) -> AttendanceRecord | None:
    if status is None:
        db.delete(standing)
        return None
    row = standing or AttendanceRecord(
        id=new_id(), centre_id=session.centre_id, session_id=session.id, student_id=student_id
    )
    row.status, row.note, row.marked_at, row.marked_by_id = status, note, now, actor.user_id
    db.add(row)
    return row


def _derive(places: Iterable[StudentSessionEnrollment], status: AttendanceStatus | None, now: datetime) -> None:
    """The bookings follow the mark (C05), every course of the student alike (C10)."""
    for place in places:
        place.status = enrollment_status(status)
        place.attendance_marked = status is not None
        place.attendance_time = now if status is not None else None


def _audit(
    db: Session,
    actor: Actor,
    session: TutoringSession,
    student_id: UUID,
    *,
    before: AttendanceStatus | None,
    after: AttendanceStatus | None,
    has_note: bool,
) -> None:
    record(
        db,
        actor,
        Permission.ATTENDANCE_MARK,
        "ATTENDANCE_MARK" if after else "ATTENDANCE_UNMARK",
        centre_id=session.centre_id,
        resource_type="TutoringSession",
        resource_id=session.id,
        before={"status": before},
        after={"status": after},
        details={"studentId": student_id} | ({"note": "changed"} if has_note else {}),
    )


def record_presence(db: Session, reports: Iterable[PresenceReport]) -> None:
    """Extends stays, each by its newest report; older and repeated ones change nothing, in whatever order they come."""
    newest: dict[tuple[str, str], PresenceReport] = {}
    for report in reports:
        key = (report.centre_id, report.connection_id)
        if key not in newest or newest[key].version < report.version:
            newest[key] = report
    if not newest:
        return
    offered = insert(PresenceInterval).values([_row(newest[key]) for key in sorted(newest)])
    kept, new = PresenceInterval, offered.excluded
    is_newer = sa.tuple_(new.live_epoch, new.live_counter) > sa.tuple_(kept.live_epoch, kept.live_counter)
    columns = ("seen_at", "left_at", "live_epoch", "live_counter", "updated_at")
    db.execute(
        offered.on_conflict_do_update(
            index_elements=["centre_id", "connection_id"],
            set_={column: new[column] for column in columns},
            where=is_newer,
        )
    )


def _row(report: PresenceReport) -> dict[str, object]:
    epoch, counter = report.version
    return {
        "id": new_id(),
        "centre_id": UUID(report.centre_id),
        "session_id": UUID(report.session_id),
        "user_id": UUID(report.user_id),
        "connection_id": UUID(report.connection_id),
        "joined_at": report.joined_at,
        "seen_at": report.seen_at,
        "left_at": report.left_at,
        "live_epoch": epoch,
        "live_counter": counter,
        "created_at": report.seen_at,
        "updated_at": report.seen_at,
    }
