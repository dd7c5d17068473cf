"""A session's log as staff read it afterwards: in words, by type and by student (R066)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.catalogue.models import Exercise, Lesson
from core_service.live.rules.sentences import sentence
from core_service.sessions.models import SessionEvent
from core_service.sessions.queries import demand_staff, persons, session_by_id
from shared.events.room import DurableEvent

_ABOUT_PEOPLE = ("studentId", "fromId", "byId")
_ABOUT_CONTENT = ("exerciseId", "lessonId")

EVENT_TYPES: tuple[str, ...] = tuple(str(event.__struct_config__.tag) for event in DurableEvent.__args__)
"""Every type of event that a log can hold."""


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One thing that happened; `student_id` is whom it concerns, None for the whole room."""

    seq: int
    at: datetime
    type: str
    student_id: UUID | None
    text: str


def told_timeline(
    db: Session,
    actor: Actor,
    session_id: UUID,
    *,
    types: Sequence[str],
    student_id: UUID | None,
    after: int,
    limit: int,
) -> Sequence[ToldEvent]:
    """`limit` + 1 events after a seq, in order and a fixed number of statements. Raises NotFound, RelationMissing."""
    demand_staff(db, actor, session_by_id(db, session_id))
    found = sa.select(SessionEvent).where(SessionEvent.session_id == session_id, SessionEvent.seq > after)
    if types:
        found = found.where(SessionEvent.event["type"].astext.in_(types))
    if student_id is not None:
        found = found.where(SessionEvent.event["studentId"].astext == str(student_id))
    rows = db.scalars(found.order_by(SessionEvent.seq).limit(limit + 1)).all()
    names = _names(db, rows)
    return [_told(row, names) for row in rows]


def _told(row: SessionEvent, names: dict[str, str]) -> ToldEvent:
    event: DurableEvent = msgspec.convert(row.event, DurableEvent)
    student = row.event.get("studentId")
    return ToldEvent(row.seq, row.at, row.event["type"], UUID(student) if student else None, sentence(event, names))


def _names(db: Session, rows: Sequence[SessionEvent]) -> dict[str, str]:
    people = persons(db, _ids(rows, _ABOUT_PEOPLE) | _seated(rows))
    names = {str(id): person.name for id, person in people.items()}
    content = _ids(rows, _ABOUT_CONTENT)
    for table in (Exercise, Lesson):
        titles = db.execute(sa.select(table.id, table.title).where(table.id.in_(content)))
        names |= {str(id): title for id, title in titles}
    return names


def _ids(rows: Iterable[SessionEvent], fields: Sequence[str]) -> set[UUID]:
    return {UUID(row.event[name]) for row in rows for name in fields if row.event.get(name)}


def _seated(rows: Iterable[SessionEvent]) -> set[UUID]:
    return {UUID(student_id) for row in rows for student_id in row.event.get("seats") or {}}
