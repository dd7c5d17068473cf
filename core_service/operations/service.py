"""Gives what was given up another round of tries: jobs, and reports of hubs."""

from datetime import datetime
from uuid import UUID

import redis
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record, record_row
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.models import PendingJob
from core_service.operations.dead_reports import DeadReport, retry_report
from core_service.operations.errors import NotGivenUp
from core_service.operations.queries import JobView, job_by_id


def retry_job(db: Session, actor: Actor, *, job_id: UUID, now: datetime) -> JobView:
    """The next sweep takes it; its last error stays until it is done. Raises NotFound, NotGivenUp."""
    job_by_id(db, actor, job_id, now=now)
    job = db.scalars(sa.select(PendingJob).where(PendingJob.id == job_id).with_for_update()).one()
    if job.failed_at is None or job.done_at is not None:
        raise NotGivenUp
    tries, job.failed_at, job.enqueued_at, job.tries = job.tries, None, None, 0
    record_row(db, actor, Permission.SYSTEM_SETTINGS, "JOB_RETRY", job, details={"name": job.name, "tries": tries})
    db.flush()
    return job_by_id(db, actor, job_id, now=now)


def retry_dead_report(db: Session, actor: Actor, client: redis.Redis, *, entry_id: str) -> DeadReport:
    """On record with its session; ingest takes it in at once. Raises NotFound, Unavailable."""
    report = retry_report(client, actor, entry_id=entry_id)
    centre_id = report.centre_id or FRANCHISE_ID
    record(
        db,
        actor,
        Permission.SYSTEM_SETTINGS,
        "REPORT_RETRY",
        centre_id=centre_id,
        resource_type="Report",
        resource_id=report.session_id or centre_id,
        details={"kind": report.kind},
    )
    return report
