"""Takes orders for files, and writes, finishes and deletes them (R273, R292)."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, BinaryIO
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.foundation.errors import TooMany
from core_service.foundation.jobs import schedule
from core_service.foundation.media import Media
from core_service.reporting.models import ReportExport
from core_service.reporting.queries.report_catalogue import AnyReport
from core_service.reporting.queries.report_scope import ReportScope
from core_service.reporting.rules.exports import (
    KEPT_FOR,
    ExportFormat,
    ExportStatus,
    Value,
    csv_lines,
    headings,
    values_of,
    write_xlsx,
)
from shared.ids import new_id

WRITE_EXPORT = "reporting.write_export"
"""The pending job that writes a file; its arguments are `{exportId}`."""
EXPIRE_EXPORT = "reporting.expire_export"
"""Deletes the file; the same arguments."""

TOLD_EVERY_ROWS = 1000
_MOST_OPEN = 5
_OPEN = (ExportStatus.WAITING, ExportStatus.RUNNING)
_FORGOTTEN_AFTER = timedelta(hours=1)
_IN_MEMORY = 1024 * 1024


def order_export(
    db: Session,
    actor: Actor,
    report: AnyReport,
    scope: ReportScope,
    *,
    file_format: ExportFormat,
    filters: Mapping[str, Any],
    now: datetime,
) -> ReportExport:
    """Promises the file. Raises what the report itself would, and TooMany for a sixth one at once.

    It is written in the name of the person: what a program asks for stays in the one centre of its token.
    """
    report.demand(db, scope)
    _demand_room(db, actor, now)
    centre_id = min(scope.centre_ids)
    if actor.api_token_id is not None:
        filters = {**filters, "centreId": str(centre_id)}
    export = ReportExport(
        id=new_id(),
        centre_id=centre_id,
        requested_by_id=actor.user_id,
        requested_at=now,
        report=report.name,
        format=file_format,
        filters=dict(filters),
        status=ExportStatus.WAITING,
        rows_written=0,
    )
    db.add(export)
    after = {"report": report.name, "format": file_format.value}
    record_row(db, actor, Permission.REPORTS_EXPORT, "REPORT_EXPORT", export, after=after)
    _promise(db, WRITE_EXPORT, export, due_at=now)
    db.flush()
    return export


def _demand_room(db: Session, actor: Actor, now: datetime) -> None:
    row = ReportExport
    is_open = sa.and_(row.status.in_(_OPEN), row.requested_at > now - _FORGOTTEN_AFTER)
    counted = sa.select(sa.func.count()).where(row.requested_by_id == actor.user_id, is_open)
    if (db.scalar(counted) or 0) >= _MOST_OPEN:
        raise TooMany("Five files are being written for you: wait until one is done.", retry_after_seconds=30)


def _promise(db: Session, name: str, export: ReportExport, *, due_at: datetime) -> None:
    id = str(export.id)
    schedule(db, name, centre_id=export.centre_id, due_at=due_at, key=id, arguments={"exportId": id})


def write_file(
    reads: Session,
    report: AnyReport,
    scope: ReportScope,
    export: ReportExport,
    media: Media,
    tell: Callable[[int], None],
) -> tuple[str, int, int]:
    """Key, bytes and rows of the file; rows pass through one by one, and `tell` hears how many have."""
    key = f"{export.centre_id}/exports/{export.id}.{export.format.value}"
    count = 0

    def rows() -> Iterator[list[Value]]:
        nonlocal count
        for count, row in enumerate(report.rows(reads, scope), start=1):
            if count % TOLD_EVERY_ROWS == 0:
                tell(count)
            yield values_of(row)

    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as beside:
        _write(beside, export.format, report, rows())  # type: ignore[arg-type]  # a file in all that is used
        beside.seek(0)
        size = media.put(key, beside)
    return key, size, count


def _write(out: BinaryIO, file_format: ExportFormat, report: AnyReport, rows: Iterator[list[Value]]) -> None:
    match file_format:
        case ExportFormat.CSV:
            for piece in csv_lines(headings(report.row), rows):
                out.write(piece)
        case ExportFormat.XLSX:
            write_xlsx(out, report.name, headings(report.row), rows)


def finish_export(db: Session, export: ReportExport, *, key: str, size: int, rows: int, now: datetime) -> None:
    """The file is there, for a week."""
    export.status, export.rows_written = ExportStatus.DONE, rows
    export.file_key, export.size_bytes = key, size
    export.finished_at, export.expires_at = now, now + KEPT_FOR
    _promise(db, EXPIRE_EXPORT, export, due_at=now + KEPT_FOR)


def tell_progress(db: Session, export_id: UUID, *, status: ExportStatus, rows: int) -> None:
    """Shows how far a file is; one that is done stays so."""
    row = ReportExport
    change = sa.update(row).where(row.id == export_id, row.status.not_in((ExportStatus.DONE, ExportStatus.EXPIRED)))
    db.execute(change.values(status=status, rows_written=rows))


def expire_export(db: Session, export: ReportExport, media: Media) -> None:
    """Deletes the file; the row says that there was one."""
    if export.file_key is not None:
        media.remove(export.file_key)
        export.status, export.file_key = ExportStatus.EXPIRED, None
