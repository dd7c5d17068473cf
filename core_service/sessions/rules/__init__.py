"""The closed sets of sessions (R020 to R022, R031) and the decisions about their life cycle."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shared.clock import wire_time
from shared.events.values import SessionStatus as SessionStatus


class SessionMode(StrEnum):
    """Where the students sit (R020)."""

    PHYSICAL = "PHYSICAL"
    VIDEO = "VIDEO"
    HYBRID = "HYBRID"


class EnrollmentStatus(StrEnum):
    """The state of a booking (R022); ATTENDING and ABSENT derive from attendance (C05)."""

    ENROLLED = "ENROLLED"
    ATTENDING = "ATTENDING"
    ABSENT = "ABSENT"
    WITHDRAWN = "WITHDRAWN"


class DayOfWeek(StrEnum):
    """The weekday of a template (R031)."""

    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"


JOIN_OPENS_BEFORE = timedelta(minutes=15)
"""Tickets are given from so long before the planned start (REQUIREMENTS 26, Joining)."""

TICKET_OUTLIVES_END_BY = timedelta(hours=3)
"""A ticket holds until so long after the planned end (PROTOCOL, Connecting)."""

FORGOTTEN_AFTER = timedelta(hours=2)
"""A session that is left open is ended by the system so long after its planned end."""

DEFAULT_CAPACITY = 15
LONGEST_SESSION = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Booking:
    """A span of time that somebody has already promised."""

    session_id: str
    name: str
    starts_at: datetime
    ends_at: datetime

    def facts(self) -> dict[str, str]:
        """As a refusal tells it."""
        start, end = wire_time(self.starts_at), wire_time(self.ends_at)
        return {"sessionId": self.session_id, "name": self.name, "start": start, "end": end}


def join_opens_at(scheduled_start: datetime) -> datetime:
    """From when students and staff may fetch a ticket."""
    return scheduled_start - JOIN_OPENS_BEFORE


def may_start(status: SessionStatus) -> bool:
    """Whether a session can be started: starting one that runs changes nothing."""
    return status in (SessionStatus.SCHEDULED, SessionStatus.IN_PROGRESS)


def may_join(status: SessionStatus, scheduled_start: datetime, now: datetime) -> bool:
    """Whether the room is open: from 15 minutes before the start until the session ends."""
    if status is SessionStatus.IN_PROGRESS:
        return True
    return status is SessionStatus.SCHEDULED and now >= join_opens_at(scheduled_start)


PLANNED = (SessionStatus.SCHEDULED, SessionStatus.IN_PROGRESS)
"""The statuses in which a session takes its people's time."""


def may_be_planned(status: SessionStatus) -> bool:
    """Whether times, room and places of a session can still change; its start only before it began."""
    return status in PLANNED
