"""Takes in what the hub reports of students at work: live facts, which only ever move forward (ARCHITECTURE 2).

They are no acts of anybody, so they leave no audit rows and no events; what a student hands in does.
"""

from collections.abc import Iterable
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from core_service.work.models import ExerciseAttempt, StudentSessionActivity
from core_service.work.rules.states import ActivityStatus, AttemptStatus
from core_service.work.rules.timing import GRACE
from shared.events.reports import ActivityReport, DraftReport


def take_activity_reports(db: Session, reports: Iterable[ActivityReport]) -> None:
    """Moves activities forward to their newest report; older and repeated ones, and handed-in work, change nothing."""
    newest: dict[tuple[str, str], ActivityReport] = {}
    for report in reports:
        key = (report.enrollment_id, report.exercise_id)
        if key not in newest or newest[key].version < report.version:
            newest[key] = report
    if not newest:
        return
    news = _activity_values([newest[key] for key in sorted(newest)])
    row = StudentSessionActivity
    db.execute(
        sa.update(row)
        .where(
            row.centre_id == news.c.centre_id,
            row.enrollment_id == news.c.enrollment_id,
            row.exercise_id == news.c.exercise_id,
            sa.or_(news.c.attempt_id.is_(None), row.attempt_id == news.c.attempt_id),
            row.completed_at.is_(None),
            sa.tuple_(row.live_epoch, row.live_counter) < sa.tuple_(news.c.live_epoch, news.c.live_counter),
        )
        .values({name: news.c[name] for name in ("status", "progress_pct", "answered_count", *_VERSION, "updated_at")})
        .execution_options(synchronize_session=False)
    )


_VERSION = ("live_epoch", "live_counter")


def _activity_values(reports: Iterable[ActivityReport]) -> sa.Values:
    return sa.values(
        sa.column("centre_id", sa.Uuid),
        sa.column("enrollment_id", sa.Uuid),
        sa.column("exercise_id", sa.Uuid),
        sa.column("attempt_id", sa.Uuid),
        sa.column("status", sa.String),
        sa.column("progress_pct", sa.Integer),
        sa.column("answered_count", sa.Integer),
        sa.column("live_epoch", sa.BigInteger),
        sa.column("live_counter", sa.BigInteger),
        sa.column("updated_at", sa.TIMESTAMP(timezone=True)),
        name="news",
    ).data(
        [
            (
                UUID(each.centre_id),
                UUID(each.enrollment_id),
                UUID(each.exercise_id),
                UUID(each.attempt_id) if each.attempt_id else None,
                _until_handed_in(each.status).value,
                each.progress_pct,
                each.answered_count,
                *each.version,
                each.at,
            )
            for each in reports
        ]
    )


def _until_handed_in(status: ActivityStatus) -> ActivityStatus:
    """A student who is through is at work until the work is handed in: only the core completes."""
    return ActivityStatus.WORKING if status is ActivityStatus.COMPLETED else status


def take_draft_reports(db: Session, reports: Iterable[DraftReport]) -> None:
    """Saves drafts of open attempts that are newer, by their revision, than what is saved."""
    newest: dict[str, DraftReport] = {}
    for report in reports:
        if report.attempt_id not in newest or _order(newest[report.attempt_id]) < _order(report):
            newest[report.attempt_id] = report
    if not newest:
        return
    news = _draft_values([newest[attempt_id] for attempt_id in sorted(newest)])
    row = ExerciseAttempt
    db.execute(
        sa.update(row)
        .where(
            row.centre_id == news.c.centre_id,
            row.id == news.c.id,
            row.student_id == news.c.student_id,
            row.status == AttemptStatus.IN_PROGRESS,
            row.draft_revision < news.c.draft_revision,
            sa.or_(row.deadline_at.is_(None), row.deadline_at + GRACE >= news.c.updated_at),
        )
        .values({name: news.c[name] for name in ("answers", "draft_revision", "updated_at")})
        .execution_options(synchronize_session=False)
    )


def _order(report: DraftReport) -> tuple[int, tuple[int, int]]:
    return report.revision, report.version


def _draft_values(reports: Iterable[DraftReport]) -> sa.Values:
    return sa.values(
        sa.column("centre_id", sa.Uuid),
        sa.column("id", sa.Uuid),
        sa.column("student_id", sa.Uuid),
        sa.column("answers", JSONB),
        sa.column("draft_revision", sa.Integer),
        sa.column("updated_at", sa.TIMESTAMP(timezone=True)),
        name="news",
    ).data(
        [
            (
                UUID(each.centre_id),
                UUID(each.attempt_id),
                UUID(each.student_id),
                msgspec.to_builtins(each.answers),
                each.revision,
                each.at,
            )
            for each in reports
        ]
    )
