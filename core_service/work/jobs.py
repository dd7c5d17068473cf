"""What the worker runs for students' work; each job may come twice and then changes nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.work.service import attempts


def submit_at_limit(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """Hands in the saved draft of an attempt whose time is over (C48); `arguments` are `{attemptId}`."""
    attempts.submit_at_limit(db, attempt_id=UUID(arguments["attemptId"]), now=now)


JOBS = {attempts.SUBMIT_AT_LIMIT: submit_at_limit}
"""By the name under which they are promised."""
