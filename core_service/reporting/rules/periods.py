"""The days that a report is about: by default the last twelve weeks, never more than a year (R270 to R272)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core_service.foundation.errors import Invalid

USUAL = timedelta(weeks=12)
LONGEST = timedelta(days=366)
_A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both ends included; `starts_at` and `ends_at` are its instants, the second one excluded."""

    since: date
    until: date
    zone: ZoneInfo

    @property
    def starts_at(self) -> datetime:
        """The first day's midnight."""
        return datetime.combine(self.since, time(), tzinfo=self.zone)

    @property
    def ends_at(self) -> datetime:
        """The midnight after the last day."""
        return datetime.combine(self.until + timedelta(days=1), time(), tzinfo=self.zone)

    def weeks(self) -> Iterator[date]:
        """The Mondays of all weeks that it touches."""
        monday = monday_of(self.since)
        while monday <= self.until:
            yield monday
            monday += _A_WEEK


def period_of(since: date | None, until: date | None, *, today: date, zone: ZoneInfo) -> Period:
    """What is asked for, completed. Raises Invalid for an end before the start, and for more than a year."""
    last = until or today
    try:
        first = since or last - USUAL + timedelta(days=1)
    except OverflowError:
        raise Invalid.field("until", "is too long ago") from None
    if first > last:
        raise Invalid.field("since", "comes after until")
    if last - first > LONGEST:
        raise Invalid.field("since", "is more than a year before until")
    if last.year > today.year + 1 or first.year < _FIRST_YEAR:
        raise Invalid.field("until" if last.year > today.year else "since", "is not a time that a report can be about")
    return Period(first, last, zone)


_FIRST_YEAR = 2000


def monday_of(day: date) -> date:
    """With which the day's week begins."""
    return day - timedelta(days=day.weekday())
