"""How long a piece of work is one assessor's, and how urgent it is (R180, C50)."""

from datetime import datetime, timedelta

from core_service.assessment.rules.states import Urgency

CLAIM_HOLDS_FOR = timedelta(minutes=15)
"""From the claim, and again from each thing that its assessor does with the work."""

RESERVED_FOR = timedelta(hours=24)
"""So long a resubmission is kept for the assessor who returned it; then anybody may take it."""

SOON_AFTER = timedelta(hours=24)
URGENT_AFTER = timedelta(hours=48)


def is_held(claimed_until: datetime | None, now: datetime) -> bool:
    """Whether the claim still keeps others away."""
    return claimed_until is not None and claimed_until > now


def reserved_until(returned_at: datetime | None, submitted_at: datetime | None) -> datetime | None:
    """Until when a resubmission is its assessor's; None for work that was never returned."""
    if returned_at is None or submitted_at is None or submitted_at < returned_at:
        return None
    return submitted_at + RESERVED_FOR


def urgency_of(submitted_at: datetime, now: datetime) -> Urgency:
    """By how long the work has waited."""
    waited = now - submitted_at
    if waited >= URGENT_AFTER:
        return Urgency.URGENT
    return Urgency.SOON if waited >= SOON_AFTER else Urgency.NEW


def submitted_within(urgency: Urgency, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The span of submission times that has this urgency: after the first, up to the second; None is open."""
    soon, urgent = now - SOON_AFTER, now - URGENT_AFTER
    spans = {Urgency.NEW: (soon, None), Urgency.SOON: (urgent, soon), Urgency.URGENT: (None, urgent)}
    return spans[urgency]
