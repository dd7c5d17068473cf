"""Stays in a session's room, as the hub reports them (R153, C10)."""

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core_service.attendance.models import PresenceInterval
from shared.events.reports import PresenceReport
from shared.ids import new_id


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
