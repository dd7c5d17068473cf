"""On which days a weekly lesson falls, and at which instants: local time in the centre's zone (R140, C35)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core_service.sessions.rules import DayOfWeek

WEEKDAYS = tuple(DayOfWeek)
"""In the order of `date.weekday()`."""

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A lesson's local day and its instants, in UTC."""

    day: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, both included; `last` None: for ever."""

    first: date
    last: date | None

    def contain(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day and (self.last is None or day <= self.last)


def weekday_of(day: date) -> DayOfWeek:
    """The day's name."""
    return WEEKDAYS[day.weekday()]


def days_between(first: date, last: date, weekdays: Collection[DayOfWeek]) -> list[date]:
    """The days with these names, both ends included."""
    span = (last - first).days + 1
    days = (first + offset * _A_DAY for offset in range(span))
    return [day for day in days if weekday_of(day) in weekdays]


def is_closed(day: date, closures: Iterable[Days]) -> bool:
    """Whether the centre gives no lessons on the day."""
    return any(closure.contain(day) for closure in closures)


def occurrence(day: date, start: time, end: time, zone: ZoneInfo) -> Occurrence:
    """The lesson of a day: always as long as the two times are apart, also across a change of the clocks.

    A start that the clocks skip in spring falls as much later; of one that comes twice in autumn the first is meant.
    """
    starts_at = datetime.combine(day, start, tzinfo=zone).astimezone(UTC)
    lasts = datetime.combine(day, end) - datetime.combine(day, start)
    return Occurrence(day, starts_at, starts_at + lasts)


def same_week_on(day: date, weekday: DayOfWeek) -> date:
    """The day with that name in the week (Monday to Sunday) of `day`."""
    return day + (WEEKDAYS.index(weekday) - day.weekday()) * _A_DAY


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day that the centre's wall calendar shows."""
    return moment.astimezone(zone).date()
