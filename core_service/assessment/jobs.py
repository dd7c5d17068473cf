"""What the worker runs for assessment; each job may come twice and then changes nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.assessment.service import progress
from core_service.foundation.db import scope_of
from core_service.learners.rules import Learner
from core_service.work.service.marking import LOOK_AT_PROGRESS


def look_at_progress(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """After a graded attempt in the job's centre; `arguments` are `{studentId, courseId}`."""
    (centre_id,) = scope_of(db).centre_ids
    learner = Learner(centre_id, UUID(arguments["studentId"]), UUID(arguments["courseId"]))
    progress.look_at_progress(db, learner, now=now)


JOBS = {LOOK_AT_PROGRESS: look_at_progress}
"""By the name under which they are promised."""
