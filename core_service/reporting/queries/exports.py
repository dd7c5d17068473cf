"""Reads of the files that somebody has asked for: one's own alone."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, newest_first
from core_service.reporting.models import ReportExport


def export_of(db: Session, actor: Actor, export_id: UUID) -> ReportExport:
    """Raises NotFound for another person's too."""
    export = db.scalar(sa.select(ReportExport).where(ReportExport.id == export_id, _is_own(actor)))
    if export is None:
        raise NotFound("export")
    return export


def exports_of(db: Session, actor: Actor, *, cursor: Cursor | None, limit: int) -> Sequence[ReportExport]:
    """`limit` + 1, newest first."""
    row = ReportExport
    found = sa.select(row).where(_is_own(actor))
    return db.scalars(newest_first(found, (row.requested_at, row.id), cursor, limit)).all()


def _is_own(actor: Actor) -> sa.ColumnElement[bool]:
    """A program has its person's files of its own centre, not those in which other centres stand too."""
    own = ReportExport.requested_by_id == actor.user_id
    if actor.api_token_id is None:
        return own
    centres = map(str, actor.centres_with(Permission.REPORTS_EXPORT))
    return sa.and_(own, ReportExport.filters["centreId"].astext.in_(list(centres)))
