"""Time as a dependency: whoever needs the time is given a clock, so that tests move it instead of sleeping."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = _in_utc(now)

    def now(self) -> datetime:
        """The moment it was last moved to."""
        return self._now

    def move_to(self, now: datetime) -> None:
        """Any moment, earlier ones too: a machine's clock may be set back."""
        self._now = _in_utc(now)

    def advance(self, **duration: float) -> None:
        """By a duration in timedelta's words: `clock.advance(minutes=3)`."""
        self._now += timedelta(**duration)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone could be any of two dozen")
    return moment.astimezone(UTC)


def wire_time(at: datetime) -> str:
    """ISO 8601 in UTC, with `Z`: as every message and every answer writes times."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
