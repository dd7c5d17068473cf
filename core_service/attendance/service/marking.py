"""Marks by staff, one or a whole room in one go: the only way in which attendance changes (R099, R150, R154, C10)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.attendance.models import AttendanceRecord
from core_service.attendance.queries import records_of
from core_service.attendance.rules import AttendanceStatus, changes_reward, enrollment_status
from core_service.attendance.service.catch_ups import follow_marks
from core_service.audit.service import record_row
from core_service.centres.queries import settings_of_centre
from core_service.foundation.errors import FieldError, Invalid
from core_service.foundation.jobs import Promise, schedule_each
from core_service.sessions.errors import WrongSessionStatus
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import enrollments_of
from core_service.sessions.rules import EnrollmentStatus, SessionStatus
from core_service.sessions.service import hold_as_staff
from core_service.sessions.service.log import append_events
from shared.events.room import AttendanceMarked
from shared.events.values import UserId
from shared.ids import new_id

TELL_ABSENCE = "notifications.absence"
"""Promised for each student marked ABSENT; `{sessionId, studentId}`. Whoever runs it looks whether it still holds."""

REWARD_ATTENDANCE = "rewards.attendance"
"""Promised where a student turns out to attend, or not to; `{sessionId, studentId}`."""


@dataclass(frozen=True, slots=True)
class WantedMark:
    """What a student is to be marked; `status` None un-marks."""

    student_id: UUID
    status: AttendanceStatus | None
    note: str | None = None


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
    wanted = [(WantedMark(student_id, status, note), "studentId")]
    return _mark(db, actor, session_id, wanted, now=now)[0]


def mark_all(
    db: Session, actor: Actor, *, session_id: UUID, records: Sequence[WantedMark], now: datetime
) -> Sequence[Mark]:
    """Marks several students of a session, all or none, in a fixed number of statements (R099).

    Raises what `mark_attendance` raises; Invalid names each bad row by its place in `records`.
    """
    return _mark(
        db,
        actor,
        session_id,
        [(wanted, f"records.{index}.studentId") for index, wanted in enumerate(records)],
        now=now,
    )


def _mark(
    db: Session, actor: Actor, session_id: UUID, wanted: Sequence[tuple[WantedMark, str]], *, now: datetime
) -> Sequence[Mark]:
    session = hold_as_staff(db, actor, session_id, Permission.ATTENDANCE_MARK)
    if session.status is SessionStatus.CANCELLED:
        raise WrongSessionStatus(session.status, "marked")
    places = enrollments_of(db, session_id)
    _refuse_strangers(places, wanted)
    standing = {row.student_id: row for row in records_of(db, session_id)}
    before = {student_id: row.status for student_id, row in standing.items()}
    asked = [each for each, _ in wanted]
    changed = [each for each in asked if not _stands(standing.get(each.student_id), each)]
    seqs: dict[UUID, int] = {}
    if changed:
        _store(db, actor, session, changed, now=now)
        _derive(db, session, changed, now=now)
        for each in changed:
            _audit(db, actor, session, each, before.get(each.student_id))
        follow_marks(db, actor, session, places, {each.student_id: each.status for each in changed}, now=now)
        _promise(db, session, changed, before, now=now)
        seqs = _tell_the_room(db, session, changed, now=now)
    return [_as_it_stands(each, standing.get(each.student_id), seqs.get(each.student_id), now) for each in asked]


def _refuse_strangers(places: Sequence[StudentSessionEnrollment], wanted: Sequence[tuple[WantedMark, str]]) -> None:
    enrolled, seen = {place.student_id for place in places}, set[UUID]()
    errors: list[FieldError] = []
    for each, path in wanted:
        if each.student_id not in enrolled:
            errors.append(FieldError(path, "is not in this session"))
        elif each.student_id in seen:
            errors.append(FieldError(path, "is named twice"))
        seen.add(each.student_id)
    if errors:
        raise Invalid("Not every student named is enrolled in this session, once.", errors=errors)


def _stands(standing: AttendanceRecord | None, wanted: WantedMark) -> bool:
    if standing is None:
        return wanted.status is None
    return (standing.status, standing.note) == (wanted.status, wanted.note)


def _as_it_stands(wanted: WantedMark, standing: AttendanceRecord | None, seq: int | None, now: datetime) -> Mark:
    if wanted.status is None:
        return Mark(wanted.student_id, None, None, None, seq)
    marked_at = now if seq is not None or standing is None else standing.marked_at
    return Mark(wanted.student_id, wanted.status, wanted.note, marked_at, seq)


def _store(
    db: Session, actor: Actor, session: TutoringSession, changed: Sequence[WantedMark], *, now: datetime
) -> None:
    shared = {"centre_id": session.centre_id, "session_id": session.id, "marked_at": now, "marked_by_id": actor.user_id}
    rows = [
        shared | {"id": new_id(), "student_id": each.student_id, "status": each.status, "note": each.note}
        for each in changed
        if each.status is not None
    ]
    if rows:
        offered = insert(AttendanceRecord).values([row | {"created_at": now, "updated_at": now} for row in rows])
        replaced = ("status", "note", "marked_at", "marked_by_id", "updated_at")
        db.execute(
            offered.on_conflict_do_update(
                index_elements=["session_id", "student_id"],
                set_={column: offered.excluded[column] for column in replaced},
            ),
            execution_options={"synchronize_session": False},
        )
    gone = [each.student_id for each in changed if each.status is None]
    if gone:
        marks = sa.delete(AttendanceRecord).where(AttendanceRecord.session_id == session.id)
        db.execute(marks.where(AttendanceRecord.student_id.in_(gone)))


def _derive(db: Session, session: TutoringSession, changed: Sequence[WantedMark], *, now: datetime) -> None:
    """The bookings follow the marks (C05), every course of a student alike (C10): a statement per state."""
    students: defaultdict[EnrollmentStatus, list[UUID]] = defaultdict(list)
    for each in changed:
        students[enrollment_status(each.status)].append(each.student_id)
    place = StudentSessionEnrollment
    for status, student_ids in students.items():
        is_marked = status is not EnrollmentStatus.ENROLLED
        db.execute(
            sa.update(place)
            .where(
                place.session_id == session.id,
                place.student_id.in_(student_ids),
                place.is_taken,
            )
            .values(
                status=status, attendance_marked=is_marked, attendance_time=now if is_marked else None, updated_at=now
            )
        )


def _promise(
    db: Session,
    session: TutoringSession,
    changed: Sequence[WantedMark],
    before: Mapping[UUID, AttendanceStatus],
    *,
    now: datetime,
) -> None:
    """The parent learns of an absence after a while, and an attendance is rewarded: both if they still hold then."""
    told_after = timedelta(minutes=settings_of_centre(db, session.centre_id).absence_notice_minutes)
    absent = [each.student_id for each in changed if each.status is AttendanceStatus.ABSENT]
    rewarded = [each.student_id for each in changed if changes_reward(before.get(each.student_id), each.status)]
    for name, student_ids, due_at in (
        (TELL_ABSENCE, absent, now + told_after),
        (REWARD_ATTENDANCE, rewarded, now),
    ):
        promises = [
            Promise(due_at, f"{session.id} {each}", {"sessionId": str(session.id), "studentId": str(each)})
            for each in student_ids
        ]
        schedule_each(db, name, centre_id=session.centre_id, promises=promises)


def _tell_the_room(
    db: Session, session: TutoringSession, changed: Sequence[WantedMark], *, now: datetime
) -> dict[UUID, int]:
    members = [UserId(str(each.student_id)) for each in changed]
    events = [
        (session, (member,), AttendanceMarked(student_id=member, status=each.status))
        for member, each in zip(members, changed, strict=True)
    ]
    seqs = append_events(db, events, now=now)
    return {each.student_id: seq for each, seq in zip(changed, seqs, strict=True)}


def _audit(
    db: Session, actor: Actor, session: TutoringSession, wanted: WantedMark, before: AttendanceStatus | None
) -> None:
    record_row(
        db,
        actor,
        Permission.ATTENDANCE_MARK,
        "ATTENDANCE_MARK" if wanted.status else "ATTENDANCE_UNMARK",
        session,
        before={"status": before},
        after={"status": wanted.status},
        details={"studentId": wanted.student_id} | ({"note": "changed"} if wanted.note is not None else {}),
    )
