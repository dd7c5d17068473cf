"""Reads of attendance: what staff marked, and how long students have been in the room."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord, PresenceInterval
from core_service.attendance.rules import Stay, TimePresent, time_present


def records_of(db: Session, session_id: UUID) -> Sequence[AttendanceRecord]:
    """The marks of a session, at most one per student."""
    found = sa.select(AttendanceRecord).where(AttendanceRecord.session_id == session_id)
    in_order = found.order_by(AttendanceRecord.marked_at, AttendanceRecord.id)
    return db.scalars(in_order.execution_options(populate_existing=True)).all()


def record_of(db: Session, session_id: UUID, student_id: UUID) -> AttendanceRecord | None:
    """A student's mark; None while unmarked."""
    found = sa.select(AttendanceRecord).where(
        AttendanceRecord.session_id == session_id, AttendanceRecord.student_id == student_id
    )
    return db.scalar(found.execution_options(populate_existing=True))


def times_present(db: Session, session_id: UUID, *, now: datetime) -> dict[UUID, TimePresent]:
    """How long each person who came has been in the session's room (R117, R153), in one statement."""
    found = sa.select(
        PresenceInterval.user_id, PresenceInterval.joined_at, PresenceInterval.seen_at, PresenceInterval.left_at
    ).where(PresenceInterval.session_id == session_id)
    stays: defaultdict[UUID, list[Stay]] = defaultdict(list)
    for user_id, joined_at, seen_at, left_at in db.execute(found):
        stays[user_id].append(Stay(joined_at, seen_at, left_at))
    return {user_id: time_present(each, now) for user_id, each in stays.items()}
