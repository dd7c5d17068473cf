"""Who waits for a place in a full session, and for how long a place that became free is kept for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from core_service.centres.rules import CentreSettings


class WaitlistStatus(StrEnum):
    """Where somebody who waits stands."""

    WAITING = "WAITING"
    OFFERED = "OFFERED"
    """A place is kept for them until `offer_ends_at`."""
    ACCEPTED = "ACCEPTED"
    EXPIRED = "EXPIRED"
    LEFT = "LEFT"


OPEN_STATUSES = (WaitlistStatus.WAITING, WaitlistStatus.OFFERED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody on a waitlist; the list is in the order in which they came."""

    entry_id: UUID
    student_id: UUID
    status: WaitlistStatus


def next_offers(line: Sequence[Waiting], enrolled: frozenset[UUID], max_capacity: int) -> list[UUID]:
    """The entries to be offered a place now: those first in line, as many as places are left.

    Students count, not courses (C01): who sits in the session already, or was offered a place, needs no other one.
    """
    holders = enrolled | {each.student_id for each in line if each.status is WaitlistStatus.OFFERED}
    offered: list[UUID] = []
    for each in line:
        if each.status is not WaitlistStatus.WAITING:
            continue
        if each.student_id not in holders and len(holders) >= max_capacity:
            continue
        holders |= {each.student_id}
        offered.append(each.entry_id)
    return offered


def offer_ends_at(offered_at: datetime, session_ends_at: datetime, settings: CentreSettings) -> datetime:
    """After as many hours as the centre has set, at the latest with the session."""
    return min(offered_at + timedelta(hours=settings.waitlist_offer_hours), session_ends_at)
