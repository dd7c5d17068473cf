"""What attendance can say of a student, and what follows for the booking and the clock (R023, C05, R153)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core_service.centres.rules import CentreSettings
from core_service.sessions.rules import EnrollmentStatus
from shared.events.values import AttendanceStatus as AttendanceStatus

BELIEVED_FOR = timedelta(seconds=75)
"""A stay that was not closed counts as going on for so long after the hub last extended it (every 30 s)."""

RECONNECT = timedelta(seconds=15)
"""An absence so short is a reconnect, not a departure."""


def enrollment_status(status: AttendanceStatus | None) -> EnrollmentStatus:
    """What the booking shows: PRESENT and LATE attend, ABSENT and EXCUSED do not, unmarked stays enrolled."""
    match status:
        case AttendanceStatus.PRESENT | AttendanceStatus.LATE:
            return EnrollmentStatus.ATTENDING
        case AttendanceStatus.ABSENT | AttendanceStatus.EXCUSED:
            return EnrollmentStatus.ABSENT
        case None:
            return EnrollmentStatus.ENROLLED


def absence_told_at(status: AttendanceStatus, marked_at: datetime, settings: CentreSettings) -> datetime | None:
    """When the parents hear of a mark; None for one that tells them nothing."""
    if status is not AttendanceStatus.ABSENT:
        return None
    return marked_at + timedelta(minutes=settings.absence_notice_minutes)


def attends(status: AttendanceStatus | None) -> bool:
    """Whether the student came, in time or not."""
    return status in (AttendanceStatus.PRESENT, AttendanceStatus.LATE)


def changes_reward(before: AttendanceStatus | None, after: AttendanceStatus | None) -> bool:
    """Whether points or a streak change: who comes, who is away without excuse, and all others (C25, R260)."""
    return _counts_as(before) != _counts_as(after)


def _counts_as(status: AttendanceStatus | None) -> tuple[bool, bool]:
    return attends(status), status is AttendanceStatus.ABSENT


@dataclass(frozen=True, slots=True)
class Stay:
    """One connection's time in the room; `left_at` None: not closed yet."""

    joined_at: datetime
    seen_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class TimePresent:
    """Whole seconds of finished visits, and since when the visit that goes on has lasted."""

    seconds: int = 0
    since: datetime | None = None


def time_present(stays: Iterable[Stay], now: datetime) -> TimePresent:
    """Stays of one person, in any order; those that overlap or follow within RECONNECT are one visit."""
    visits: list[tuple[datetime, datetime | None]] = []
    for stay in sorted(stays, key=lambda each: each.joined_at):
        end = _end(stay, now)
        if visits and _continues(visits[-1][1], stay.joined_at):
            start, until = visits.pop()
            visits.append((start, None if until is None or end is None else max(until, end)))
        else:
            visits.append((stay.joined_at, end))
    finished = sum((end - start for start, end in visits if end is not None), timedelta())
    since = next((start for start, end in visits if end is None), None)
    return TimePresent(int(finished.total_seconds()), since)


def _end(stay: Stay, now: datetime) -> datetime | None:
    if stay.left_at is not None:
        return stay.left_at
    return None if now - stay.seen_at <= BELIEVED_FOR else stay.seen_at


def _continues(until: datetime | None, joined_at: datetime) -> bool:
    return until is None or joined_at <= until + RECONNECT
