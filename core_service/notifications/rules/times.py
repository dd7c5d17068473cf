"""When letters may go, when people are reminded, and how a time is told (C35): all in the centre's zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core_service.centres.rules import CentreSettings

REMINDED_BEFORE = timedelta(hours=24)
"""Students, parents and tutors are reminded of a lesson so long before it."""

STARTING_BEFORE = timedelta(minutes=15)
"""Students and tutors hear that the room is open."""

UNMARKED_AFTER = timedelta(minutes=30)
"""A tutor is reminded of attendance that is not marked so long after the lesson."""

TOO_LATE_AFTER = timedelta(days=3)
"""What is older is not news any more: nobody is told, however late the worker was."""


def leaves_at(now: datetime, zone: ZoneInfo, settings: CentreSettings) -> datetime:
    """Now, or the end of the centre's quiet hours if it is quiet now."""
    start, end = settings.quiet_from, settings.quiet_until
    local = now.astimezone(zone)
    if not _is_quiet(local.time(), start, end):
        return now
    day = local.date() + timedelta(days=1) if local.time() >= end else local.date()
    return max(now, datetime.combine(day, end, tzinfo=zone).astimezone(UTC))


def _is_quiet(at: time, start: time, end: time) -> bool:
    return start <= at < end if start <= end else at >= start or at < end


def digest_at(today: date, zone: ZoneInfo, settings: CentreSettings) -> datetime:
    """The weekly letter's time in the week of `today`, whatever the clocks do in it."""
    day = today - timedelta(days=today.weekday()) + timedelta(days=settings.weekly_letter_day - 1)
    return datetime.combine(day, settings.weekly_letter_at, tzinfo=zone).astimezone(UTC)


def is_news(happened_at: datetime, now: datetime) -> bool:
    """Whether people still want to hear of it."""
    return now - happened_at <= TOO_LATE_AFTER


def day_in_words(at: datetime, zone: ZoneInfo) -> str:
    """`Tuesday 17 November`."""
    local = at.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B}"


def time_in_words(at: datetime, zone: ZoneInfo) -> str:
    """`16:30`."""
    return f"{at.astimezone(zone):%H:%M}"


def moment_in_words(at: datetime, zone: ZoneInfo) -> str:
    """`Tuesday 17 November at 16:30`."""
    return f"{day_in_words(at, zone)} at {time_in_words(at, zone)}"
