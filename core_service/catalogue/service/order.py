"""The order in which content is taught: whole numbers from 1, without gaps where something was moved (R048 to R050)."""

from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import ContentUnit, Exercise, Lesson

Ordered = ContentUnit | Lesson | Exercise

_ASIDE = -1_000_000
"""Where a row waits while its new siblings are renumbered: no sequence reaches it."""


def next_order(db: Session, row: Ordered) -> int:
    """The place after the last sibling of a row that is not stored yet."""
    kind = type(row)
    last = db.scalar(sa.select(sa.func.max(kind.sequence_order)).where(_is_sibling_of(row)))
    return (last or 0) + 1


def add_at(db: Session, row: Ordered, position: int | None) -> None:
    """Stores a new row as the last of its siblings, or at `position`, counted from 1; the course is held."""
    row.sequence_order = next_order(db, row)
    db.add(row)
    db.flush()
    if position is not None:
        put_at(db, row, position)


def put_at(db: Session, row: Ordered, position: int) -> None:
    """Moves a stored row among its siblings; beyond the last counts as last. The course is held."""
    kind = type(row)
    row.sequence_order = _ASIDE
    db.flush()
    others = sa.select(kind.id).where(_is_sibling_of(row), kind.id != row.id).order_by(kind.sequence_order)
    ids = list(db.scalars(others))
    ids.insert(position - 1, row.id)
    _number(db, kind, ids)
    db.refresh(row)


def _number(db: Session, kind: type[Ordered], ids: Sequence[UUID]) -> None:
    """In two steps, since a sequence has no place twice at any moment; who only moves over keeps its version."""
    places = sa.case({id: -place for place, id in enumerate(ids, start=1)}, value=kind.id)
    moved = sa.update(kind).where(kind.id.in_(ids)).execution_options(synchronize_session=False)
    db.execute(moved.values(sequence_order=places, updated_at=kind.updated_at))
    db.execute(moved.values(sequence_order=-kind.sequence_order, updated_at=kind.updated_at))


def _is_sibling_of(row: Ordered) -> sa.ColumnElement[bool]:
    match row:
        case ContentUnit():
            same_level = ContentUnit.grade_level_id == row.grade_level_id
            return sa.and_(ContentUnit.course_id == row.course_id, same_level)
        case Lesson():
            return Lesson.unit_id == row.unit_id
        case Exercise():
            return Exercise.lesson_id == row.lesson_id
        case _:
            assert_never(row)
