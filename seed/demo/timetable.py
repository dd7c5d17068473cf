"""When the demo tutor teaches: decided from the time and from what is planned, so that a lesson is always on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

SLOT: Final = timedelta(minutes=90)
"""Lessons stand on a grid of 90 minutes, sixteen a day, so that those planned ahead never overlap."""

COVERED_AHEAD: Final = timedelta(minutes=65)
"""The seed runs hourly: what begins before its next run must be planned now."""

_SHORTEST = timedelta(minutes=20)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_AFTERNOON_BEGINS, _EVENING_BEGINS = time(12), time(18)


@dataclass(frozen=True, slots=True)
class Span:
    """From `starts_at` up to, but not including, `ends_at`."""

    starts_at: datetime
    ends_at: datetime

    def covers(self, moment: datetime) -> bool:
        """Whether the moment lies in it."""
        return self.starts_at <= moment < self.ends_at


def slot_at(moment: datetime) -> Span:
    """The grid's slot that covers a moment."""
    midnight = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    starts_at = midnight + (moment - midnight) // SLOT * SLOT
    return Span(starts_at, starts_at + SLOT)


def missing_spans(planned: Sequence[Span], now: datetime) -> list[Span]:
    """What must be planned besides `planned` so that a lesson is on at every moment until the next run."""
    added: list[Span] = []
    moment = now
    while moment < now + COVERED_AHEAD:
        covering = next((span for span in (*planned, *added) if span.covers(moment)), None)
        if covering is None:
            covering = _span_from(planned, moment)
            added.append(covering)
        moment = covering.ends_at
    return added


def _span_from(planned: Sequence[Span], moment: datetime) -> Span:
    """The moment's slot, or a span up to the end of the next one if it is nearly over; never into what is planned."""
    slot = slot_at(moment)
    if slot.ends_at - moment < _SHORTEST:
        slot = Span(moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0), slot.ends_at + SLOT)
    begins = max([slot.starts_at, *(span.ends_at for span in planned if span.ends_at <= moment)])
    ends = min([slot.ends_at, *(span.starts_at for span in planned if span.starts_at > moment)])
    return Span(begins, ends)


def spans_ahead(now: datetime) -> Iterator[Span]:
    """Lessons to look forward to besides the weekly ones: the slot after next."""
    yield slot_at(now + 2 * SLOT)


def yesterdays_span(now: datetime) -> Span:
    """An extra lesson in the afternoon."""
    return slot_at((now - timedelta(days=1)).astimezone(UTC).replace(hour=16, minute=45))


def lesson_name(local_start: datetime) -> str:
    """`Tuesday study hall`, or the morning's and the evening's group."""
    weekday = _WEEKDAYS[local_start.weekday()]
    if local_start.time() < _AFTERNOON_BEGINS:
        return f"{weekday} morning group"
    return f"{weekday} study hall" if local_start.time() < _EVENING_BEGINS else f"{weekday} evening group"
