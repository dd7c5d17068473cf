"""What the worker runs for reporting: writes the files that were asked for, and deletes them after a week."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.errors import PermissionMissing
from core_service.access.rules import Permission
from core_service.foundation.db import DataScope, in_scope, scope_of
from core_service.foundation.errors import DomainError
from core_service.foundation.runtime import Runtime
from core_service.identity.queries import actor_by_user
from core_service.reporting.models import ReportExport
from core_service.reporting.queries.report_catalogue import REPORTS
from core_service.reporting.queries.report_scope import report_scope
from core_service.reporting.rules.exports import ExportStatus
from core_service.reporting.schemas.reports import wanted_from
from core_service.reporting.service.exports import (
    EXPIRE_EXPORT,
    WRITE_EXPORT,
    expire_export,
    finish_export,
    tell_progress,
    write_file,
)

_TAKES_LONG = sa.text("SET LOCAL statement_timeout = '10min'")
_OVER = (ExportStatus.DONE, ExportStatus.EXPIRED)


def export_jobs(run: Runtime) -> Mapping[str, Callable[..., None]]:
    """The jobs, with the files' place and the database that reports read."""

    def write(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
        export = db.get(ReportExport, UUID(arguments["exportId"]))
        if export is not None and export.status not in _OVER:
            _write(run, db, export, now)

    def expire(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
        export = db.get(ReportExport, UUID(arguments["exportId"]))
        if export is not None:
            expire_export(db, export, run.media)

    return {WRITE_EXPORT: write, EXPIRE_EXPORT: expire}


def _write(run: Runtime, db: Session, export: ReportExport, now: datetime) -> None:
    """FAILED if the report is refused, and also while a broken try waits for the next one."""
    own_scope = scope_of(db)

    def tell(rows: int, status: ExportStatus = ExportStatus.RUNNING) -> None:
        with run.unit_of_work(own_scope) as beside:
            tell_progress(beside, export.id, status=status, rows=rows)

    tell(0)
    try:
        key, size, rows = _file(run, db, export, tell, now)
    except DomainError:
        tell(0, ExportStatus.FAILED)
    except Exception:
        tell(0, ExportStatus.FAILED)
        raise
    else:
        db.refresh(export)
        finish_export(db, export, key=key, size=size, rows=rows, now=now)


def _file(
    run: Runtime, db: Session, export: ReportExport, tell: Callable[[int], None], now: datetime
) -> tuple[str, int, int]:
    """In the name of who asked, with the rights that they have now. Raises PermissionMissing without any."""
    with in_scope(db, scope_of(db)):
        actor = actor_by_user(db, export.requested_by_id, login_id=export.id)
    visible = actor.centres_with(Permission.REPORTS_EXPORT) if actor else frozenset[UUID]()
    if actor is None or not visible:
        raise PermissionMissing([Permission.REPORTS_EXPORT])
    with run.report_snapshot(DataScope(visible, actor.user_id)) as reads:
        reads.execute(_TAKES_LONG)
        report = REPORTS[export.report]
        wanted = wanted_from(report, export.filters)
        scope = report_scope(reads, actor, Permission.REPORTS_EXPORT, wanted, now=now)
        report.demand(reads, scope)
        return write_file(reads, report, scope, export, run.media, tell)
