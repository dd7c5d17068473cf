"""The closed sets of the live lesson (R027, R034, C06, C45) and its decisions: hands, roles, tickets, contact time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core_service.centres.rules import CentreSettings
from core_service.sessions.rules import FORGOTTEN_AFTER, TICKET_OUTLIVES_END_BY
from shared.events.values import (
    HelpPriority as HelpPriority,
    HelpStatus as HelpStatus,
    MessageKind as MessageKind,
    NoteVisibility as NoteVisibility,
    PanelMode as PanelMode,
    RoomRole as RoomRole,
)

OPEN_STATUSES = (HelpStatus.PENDING, HelpStatus.ACKNOWLEDGED)
"""A hand that is still up: acknowledged ones stay on the tutor's screen (C36)."""

JOIN_WITHIN = timedelta(seconds=120)
"""A ticket opens the room for so long; then a new one is fetched (PROTOCOL, Connecting)."""

_MAY_BECOME = {
    HelpStatus.PENDING: {
        HelpStatus.ACKNOWLEDGED,
        HelpStatus.RESOLVED,
        HelpStatus.CANCELLED,
    },
    HelpStatus.ACKNOWLEDGED: {HelpStatus.RESOLVED, HelpStatus.CANCELLED},
    HelpStatus.RESOLVED: {HelpStatus.PENDING},
    HelpStatus.CANCELLED: set[HelpStatus](),
}


def may_become(current: HelpStatus, wanted: HelpStatus) -> bool:
    """Whether a hand may change so; a resolved one can be reopened, a cancelled one is over."""
    return wanted in _MAY_BECOME[current]


def escalates_at(raised_at: datetime, settings: CentreSettings) -> datetime:
    """When a hand that nobody has answered becomes a matter for the centre's supervisors."""
    return raised_at + timedelta(minutes=settings.help_escalation_minutes)


def ticket_until(scheduled_end: datetime, actual_start: datetime | None) -> datetime:
    """Until when a ticket holds: three hours past the planned end, or past the start of a lesson begun later still."""
    return max(scheduled_end, actual_start or scheduled_end) + TICKET_OUTLIVES_END_BY


def forgotten_at(scheduled_end: datetime, actual_start: datetime | None) -> datetime:
    """When a session that nobody has ended is ended by the system."""
    return max(scheduled_end, actual_start or scheduled_end) + FORGOTTEN_AFTER


@dataclass(frozen=True, slots=True)
class ContactStretch:
    """How long a student's panel stood in one mode; `ended_at` None: it still does."""

    mode: PanelMode
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContactTime:
    """Whole seconds of finished teaching (C37), the mode of now, and since when the tutor has been teaching."""

    seconds: int = 0
    mode: PanelMode = PanelMode.OBSERVE
    since: datetime | None = None
    last_at: datetime | None = None
    """When the tutor was last with the student, as far as that is over."""


def contact_time(stretches: Iterable[ContactStretch]) -> ContactTime:
    """Only TEACH counts; a panel that nobody has turned observes."""
    seconds, mode, since = timedelta(), PanelMode.OBSERVE, None
    ends: list[datetime] = []
    for stretch in stretches:
        if stretch.ended_at is None:
            mode = stretch.mode
            since = stretch.started_at if stretch.mode is PanelMode.TEACH else None
        elif stretch.mode is PanelMode.TEACH:
            seconds += stretch.ended_at - stretch.started_at
            ends.append(stretch.ended_at)
    return ContactTime(int(seconds.total_seconds()), mode, since, max(ends, default=None))
