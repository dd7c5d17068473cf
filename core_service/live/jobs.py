"""What the worker runs for live lessons; each job may come twice and then changes nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.live.service import life_cycle


def end_forgotten(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """Ends a session that was left open; `arguments` are `{sessionId}`."""
    life_cycle.end_forgotten(db, session_id=UUID(arguments["sessionId"]), now=now)


JOBS = {life_cycle.END_FORGOTTEN: end_forgotten}
"""By the name under which they are promised."""
