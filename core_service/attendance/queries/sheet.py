"""The attendance sheet of a session: marks, and what to prefill where there is none yet (R150, R153)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.attendance.models import AbsenceNotice, AttendanceRecord, CatchUpPackage, PresenceInterval
from core_service.attendance.queries import records_of, times_present
from core_service.attendance.queries.packages import progress_of
from core_service.attendance.rules import TimePresent, absence_told_at
from core_service.attendance.rules.prefill import Suggestion, suggestion
from core_service.centres.queries import settings_of_centre
from core_service.sessions.queries import Person, demand_staff, enrollments_of, persons, session_by_id


@dataclass(frozen=True, slots=True)
class SheetCatchUp:
    """What an absent student has got to do."""

    id: UUID
    estimated_mins: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One student; `record` is None while unmarked, `suggestion` where nothing is known."""

    student: Person
    seat: str | None
    record: AttendanceRecord | None
    marked_by: Person | None
    suggestion: Suggestion | None
    joined_at: datetime | None
    present_seconds: int
    present_since: datetime | None
    """Since when the student is in the room now; None for who is not."""
    notice: AbsenceNotice | None
    catch_up: SheetCatchUp | None

    parents_told_at: datetime | None
    """When the parents of an absent student hear of it."""


def attendance_sheet(db: Session, actor: Actor, session_id: UUID, *, now: datetime) -> Sequence[SheetRow]:
    """By name, in a fixed number of statements. Raises NotFound, RelationMissing."""
    session = session_by_id(db, session_id)
    demand_staff(db, actor, session)
    settings = settings_of_centre(db, session.centre_id)
    places = enrollments_of(db, session_id)
    records = {row.student_id: row for row in records_of(db, session_id)}
    people = persons(db, [*(place.student_id for place in places), *(row.marked_by_id for row in records.values())])
    seats = {place.student_id: place.seat for place in reversed(places)}
    joined, present = _first_joined(db, session_id), times_present(db, session_id, now=now)
    notices = {row.student_id: row for row in notices_of(db, session_id)}
    packages = _packages_of(db, session_id)
    begun_at = session.actual_start or session.scheduled_start

    def row(person: Person) -> SheetRow:
        record, time = records.get(person.id), present.get(person.id, TimePresent())
        joined_at, notice = joined.get(person.id), notices.get(person.id)
        return SheetRow(
            student=person,
            seat=seats[person.id],
            record=record,
            marked_by=people.get(record.marked_by_id) if record else None,
            parents_told_at=absence_told_at(record.status, record.marked_at, settings) if record else None,
            suggestion=suggestion(
                joined_at=joined_at, begun_at=begun_at, has_notice=notice is not None, settings=settings
            ),
            joined_at=joined_at,
            present_seconds=_seconds(time, now),
            present_since=time.since,
            notice=notice,
            catch_up=packages.get(person.id),
        )

    students = [person for id, person in people.items() if id in seats]
    return [row(person) for person in sorted(students, key=lambda each: (each.name, each.id))]


def _packages_of(db: Session, session_id: UUID) -> dict[UUID, SheetCatchUp]:
    package = CatchUpPackage
    found = sa.select(package.id, package.student_id, package.due_at).where(package.session_id == session_id)
    rows = db.execute(found).all()
    progress = progress_of(db, [id for id, *_ in rows])
    return {student: SheetCatchUp(id, progress[id].minutes, due) for id, student, due in rows}


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
