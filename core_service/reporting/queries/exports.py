"""Reads of the files that somebody has asked for: one's own alone."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor
from core_service.reporting.models import ReportExport


def export_of(db: Session, actor: Actor, export_id: UUID) -> ReportExport:
    """Raises NotFound for another person's too."""
    export = db.get(ReportExport, export_id)
    if export is None or export.requested_by_id != actor.user_id:
        raise NotFound("export")
    return export


def exports_of(db: Session, actor: Actor, *, cursor: Cursor | None, limit: int) -> Sequence[ReportExport]:
    """`limit` + 1, newest first."""
    row = ReportExport
    found = sa.select(row).where(row.requested_by_id == actor.user_id)
    if cursor is not None:
        found = found.where(sa.tuple_(row.requested_at, row.id) < sa.tuple_(cursor.at, cursor.id))
    return db.scalars(found.order_by(row.requested_at.desc(), row.id.desc()).limit(limit + 1)).all()
