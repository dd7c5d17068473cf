"""What the worker runs for sign-ins, and the letters about accounts."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.foundation.mail import Post
from core_service.identity.letters import IdentityLetters
from core_service.identity.models import Login, PasswordReset
from core_service.identity.service.invitations import WRITE_INVITATION
from core_service.identity.service.password_reset import WRITE_RESET

FORGET_LOGINS = "identity.forget_logins"
"""The pending job that deletes logins which nobody can use any more; it has no arguments."""

_KEPT_FOR = timedelta(days=30)
"""A month: long enough to look into a sign-in that somebody asks about."""


def forget_logins(db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """Deletes logins that expired, or were ended, more than a month ago, and ways to a new password likewise."""
    before = now - _KEPT_FOR
    db.execute(sa.delete(Login).where(sa.or_(Login.expires_at < before, Login.ended_at < before)))
    db.execute(sa.delete(PasswordReset).where(PasswordReset.expires_at < before))


def letter_jobs(post: Post, public_url: str) -> Mapping[str, Callable[..., None]]:
    """The jobs that write letters, by the name under which they are promised."""
    letters = IdentityLetters(post, public_url)
    return {WRITE_INVITATION: letters.write_invitation, WRITE_RESET: letters.write_reset}


LETTERS = (WRITE_INVITATION, WRITE_RESET)
"""The names of the jobs that write letters."""

JOBS = {FORGET_LOGINS: forget_logins}
"""By the name under which they are promised."""
