"""What the worker runs for sign-ins."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.identity.models import Login

FORGET_LOGINS = "identity.forget_logins"
"""The pending job that deletes logins which nobody can use any more; it has no arguments."""

_KEPT_FOR = timedelta(days=30)
"""A month: long enough to look into a sign-in that somebody asks about."""


def forget_logins(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """Deletes logins that expired, or were ended, more than a month ago."""
    before = now - _KEPT_FOR
    db.execute(sa.delete(Login).where(sa.or_(Login.expires_at < before, Login.ended_at < before)))


JOBS = {FORGET_LOGINS: forget_logins}
"""By the name under which they are promised."""
