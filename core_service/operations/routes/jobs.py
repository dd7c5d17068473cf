"""Jobs for whoever looks after the installation: what waits, what failed and why, and trying again (R291)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.operations import queries, service
from core_service.operations.dead_reports import DeadReport, dead_reports
from core_service.operations.schemas import (
    CountsQuery,
    DeadReportList,
    DeadReportSchema,
    DeadReportsQuery,
    JobCounts,
    JobPage,
    JobSchema,
    JobsQuery,
)

blueprint = Blueprint("jobs", __name__, url_prefix="/api/jobs", description="Promised jobs")


@blueprint.get("")
@requires(Permission.SYSTEM_SETTINGS)
@blueprint.arguments(JobsQuery, location="query")
@blueprint.response(200, JobPage)
def jobs(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Jobs of the centres that one looks after; those of the franchise for the super-admin alone."""
    which = queries.JobsWanted(wanted["state"], wanted["name"], wanted["centre_id"])
    cursor, now = cursor_of(wanted["cursor"]), runtime().clock.now()
    found = queries.jobs_page(db, actor, which, now=now, cursor=cursor, limit=wanted["limit"])
    return paged(found, wanted["limit"], lambda view: Cursor(view.job.due_at, view.job.id))


@blueprint.get("/counts")
@requires(Permission.SYSTEM_SETTINGS)
@blueprint.arguments(CountsQuery, location="query")
@blueprint.response(200, JobCounts)
def counts(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """How many are in each state."""
    found = queries.job_counts(db, actor, centre_id=wanted["centre_id"], now=runtime().clock.now())
    return {"items": [{"state": state, "count": count} for state, count in found.items()]}


@blueprint.get("/dead-reports")
@requires(Permission.SYSTEM_SETTINGS)
@blueprint.arguments(DeadReportsQuery, location="query")
@blueprint.response(200, DeadReportList)
def reports(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Reports of hubs that could not be written, with why."""
    return {"items": dead_reports(runtime().redis, actor, limit=wanted["limit"])}


@blueprint.post("/dead-reports/<report_id>/retry")
@requires(Permission.SYSTEM_SETTINGS)
@blueprint.response(200, DeadReportSchema)
def retry_dead(db: Session, actor: Actor, report_id: str) -> DeadReport:
    """Have one of them taken in again."""
    return service.retry_dead_report(db, actor, runtime().redis, entry_id=report_id)


@blueprint.get("/<uuid:job_id>")
@requires(Permission.SYSTEM_SETTINGS)
@blueprint.response(200, JobSchema)
def show(db: Session, actor: Actor, job_id: UUID) -> queries.JobView:
    """One job, with how far it is if it says so."""
    return queries.job_by_id(db, actor, job_id, now=runtime().clock.now())


@blueprint.post("/<uuid:job_id>/retry")
@requires(Permission.SYSTEM_SETTINGS)
@blueprint.response(200, JobSchema)
def retry(db: Session, actor: Actor, job_id: UUID) -> queries.JobView:
    """Try a job again that was given up."""
    return service.retry_job(db, actor, job_id=job_id, now=runtime().clock.now())
