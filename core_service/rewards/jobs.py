"""What the worker runs for points and badges; each job may come twice and then changes nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.attendance.service.marking import REWARD_ATTENDANCE
from core_service.foundation.db import scope_of
from core_service.learners.service import LEVEL_ADVANCED
from core_service.rewards.service import crediting
from core_service.work.service.marking import EXERCISE_DONE


def credit_attendance(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """`arguments` are `{sessionId, studentId}`."""
    [centre_id] = scope_of(db).centre_ids
    crediting.credit_attendance(db, centre_id=centre_id, student_id=UUID(arguments["studentId"]), now=now)


def credit_exercise(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """`arguments` are `{attemptId}`."""
    crediting.credit_exercise(db, attempt_id=UUID(arguments["attemptId"]), now=now)


def credit_level(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """`arguments` are `{profileLogId}`."""
    crediting.credit_level(db, profile_log_id=UUID(arguments["profileLogId"]), now=now)


JOBS = {REWARD_ATTENDANCE: credit_attendance, EXERCISE_DONE: credit_exercise, LEVEL_ADVANCED: credit_level}
"""By the name under which they are promised."""
