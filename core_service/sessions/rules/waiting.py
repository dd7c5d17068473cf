"""Who waits for a place in a full session, and for how long a place that became free is kept for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

_OFFER_HOURS = 24
_MOST_OFFER_HOURS = 14 * 24


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


def offer_ends_at(offered_at: datetime, session_ends_at: datetime, settings: Mapping[str, Any]) -> datetime:
    """After the centre's `waitlistOfferHours` (24 if not set), at the latest with the session."""
    hours = settings.get("waitlistOfferHours", _OFFER_HOURS)
    is_usable = isinstance(hours, int) and not isinstance(hours, bool) and 1 <= hours <= _MOST_OFFER_HOURS
    return min(offered_at + timedelta(hours=hours if is_usable else _OFFER_HOURS), session_ends_at)
