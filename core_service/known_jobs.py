"""Every job that a transaction may promise, by its name, and those that the worker promises itself every hour."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any  # a promise's arguments are JSON

from sqlalchemy.orm import Session

from core_service.assessment import jobs as assessment
from core_service.foundation.idempotency import forget_old
from core_service.foundation.jobs import forget_past
from core_service.foundation.mail import Post
from core_service.foundation.runtime import Runtime
from core_service.identity import jobs as identity
from core_service.live import jobs as live
from core_service.notifications import jobs as notifications
from core_service.privacy import jobs as privacy
from core_service.reporting.jobs import export_jobs
from core_service.rewards import jobs as rewards
from core_service.sessions import jobs as sessions
from core_service.work import jobs as work

Job = Callable[..., None]
"""Called as `job(db, arguments, now=…)` in the promise's centre; commits nothing itself."""

FORGET_ANSWERS = "foundation.forget_answers"


def forget_answers(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """Deletes answers that were kept for repeated requests for long enough, and promises that are long past."""
    forget_old(db, now=now)
    forget_past(db, now=now)


JOBS: Mapping[str, Job] = {
    **identity.JOBS,
    **sessions.JOBS,
    **work.JOBS,
    **assessment.JOBS,
    **live.JOBS,
    **notifications.JOBS,
    **rewards.JOBS,
    **privacy.JOBS,
    FORGET_ANSWERS: forget_answers,
}
"""The jobs that write no letters, by the name under which they are promised."""

LETTER_JOBS: Sequence[Callable[[Post, str], Mapping[str, Job]]] = (identity.letter_jobs, notifications.letter_jobs)
"""What makes the jobs that write letters, of the post and of the pages' address."""

LETTERS = frozenset({*identity.LETTERS, *notifications.LETTERS})
"""The names of those, which are tried for longer: the post is somebody else's."""

HOURLY = (
    FORGET_ANSWERS,
    identity.FORGET_LOGINS,
    sessions.PLAN_AHEAD,
    notifications.PLAN_AHEAD,
    privacy.PLAN_RETENTION,
)
"""What the worker promises itself, in the franchise's name."""


def all_jobs(post: Post, public_url: str) -> Mapping[str, Job]:
    """Every job there is, by the name under which it is promised."""
    return dict(JOBS) | {name: job for make in LETTER_JOBS for name, job in make(post, public_url).items()}


def file_jobs(run: Runtime) -> Mapping[str, Job]:
    """The jobs that write or remove files, by the name under which they are promised."""
    return {**export_jobs(run), **privacy.file_jobs(run.media, run.redis)}
