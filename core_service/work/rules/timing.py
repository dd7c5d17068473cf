"""How long an attempt may take, and until when its answers are accepted (R165, C48)."""

from datetime import datetime, timedelta

GRACE = timedelta(seconds=15)
"""What the network may cost: answers sent at the limit still count."""

ACCEPTED_AFTER_SESSION = timedelta(hours=24)
"""Drafts and submissions of attempts begun in a session are accepted for so long after it ended."""


def deadline_of(started_at: datetime, time_limit_minutes: int | None) -> datetime | None:
    """When the saved draft is submitted by itself; None without a limit."""
    return None if time_limit_minutes is None else started_at + timedelta(minutes=time_limit_minutes)


def is_time_up(deadline_at: datetime | None, now: datetime) -> bool:
    """Whether answers that arrive now come too late."""
    return deadline_at is not None and now > deadline_at + GRACE


def is_session_long_over(session_ended_at: datetime | None, now: datetime) -> bool:
    """Whether the session that the attempt was begun in ended too long ago; None while it runs or for work at home."""
    return session_ended_at is not None and now > session_ended_at + ACCEPTED_AFTER_SESSION
