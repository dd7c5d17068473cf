"""The attendance sheet of a session: marks, and what to prefill where there is none yet (R150, R153)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.attendance.models import AbsenceNotice, AttendanceRecord, PresenceInterval
from core_service.attendance.queries import records_of, times_present
from core_service.attendance.rules import TimePresent
from core_service.attendance.rules.prefill import Suggestion, suggestion
from core_service.centres.queries import settings_of_centre
from core_service.sessions.queries import Person, demand_staff, enrollments_of, persons, session_by_id


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One student; `record` is None while unmarked, `suggestion` where nothing is known."""

    student: Person
    record: AttendanceRecord | None
    suggestion: Suggestion | None
    joined_at: datetime | None
    present_seconds: int
    notice: AbsenceNotice | None


def attendance_sheet(db: Session, actor: Actor, session_id: UUID, *, now: datetime) -> Sequence[SheetRow]:
    """By name, in a fixed number of statements. Raises NotFound, RelationMissing."""
    session = session_by_id(db, session_id)
    demand_staff(db, actor, session)
    settings = settings_of_centre(db, session.centre_id)
    people = persons(db, (place.student_id for place in enrollments_of(db, session_id)))
    records = {row.student_id: row for row in records_of(db, session_id)}
    joined, present = _first_joined(db, session_id), times_present(db, session_id, now=now)
    notices = {row.student_id: row for row in notices_of(db, session_id)}
    return [
        SheetRow(
            student=person,
            record=records.get(person.id),
            suggestion=suggestion(
                joined_at=joined.get(person.id),
                begun_at=session.actual_start or session.scheduled_start,
                has_notice=person.id in notices,
                settings=settings,
            ),
            joined_at=joined.get(person.id),
            present_seconds=_seconds(present.get(person.id, TimePresent()), now),
            notice=notices.get(person.id),
        )
        for person in sorted(people.values(), key=lambda each: (each.name, each.id))
    ]


def _seconds(present: TimePresent, now: datetime) -> int:
    return present.seconds + (int((now - present.since).total_seconds()) if present.since else 0)


def _first_joined(db: Session, session_id: UUID) -> dict[UUID, datetime]:
    found = (
        sa.select(PresenceInterval.user_id, sa.func.min(PresenceInterval.joined_at))
        .where(PresenceInterval.session_id == session_id)
        .group_by(PresenceInterval.user_id)
    )
    return dict(db.execute(found).all())


def notices_of(db: Session, session_id: UUID) -> Sequence[AbsenceNotice]:
    """What parents have said of a session, at most one per student."""
    found = sa.select(AbsenceNotice).where(AbsenceNotice.session_id == session_id)
    return db.scalars(found.order_by(AbsenceNotice.given_at, AbsenceNotice.id)).all()
