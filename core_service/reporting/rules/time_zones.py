"""Writes a time zone's rules into a calendar: each change of the clock in the years that its events touch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar

_A_DAY, _A_SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ClockChange:
    """From this instant on the zone is so far from UTC; `before` says how far until then."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool


def clock_changes(zone: ZoneInfo, first: date, last: date) -> Iterator[ClockChange]:
    """How the zone stands at the first day's beginning, then each change up to the last day."""
    at = datetime.combine(first, time(), tzinfo=UTC)
    yield _change(zone, at, before=_offset(zone, at))
    while at.date() <= last:
        tomorrow = at + _A_DAY
        if _offset(zone, at) != _offset(zone, tomorrow):
            yield _change(zone, _moment(zone, at, tomorrow), before=_offset(zone, at))
        at = tomorrow


def _moment(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first second at which the zone stands as at `high`."""
    while high - low > _A_SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if _offset(zone, middle) == _offset(zone, low) else (low, middle)
    return high


def _change(zone: ZoneInfo, at: datetime, *, before: timedelta) -> ClockChange:
    local = at.astimezone(zone)
    return ClockChange(at, before, _offset(zone, at), local.tzname() or zone.key, bool(local.dst()))


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None, "an aware time has an offset"
    return offset


def vtimezone(zone: ZoneInfo, first: date, last: date) -> icalendar.Timezone:
    """VTIMEZONE (RFC 5545, 3.6.5): each onset stands in the local time that was read before the change."""
    made = icalendar.Timezone()
    made.add("tzid", zone.key)
    for change in clock_changes(zone, first, last):
        kind = icalendar.TimezoneDaylight if change.is_daylight else icalendar.TimezoneStandard
        onset = kind()
        onset.add("dtstart", (change.at + change.before).replace(tzinfo=None))
        onset.add("tzoffsetfrom", change.before)
        onset.add("tzoffsetto", change.after)
        onset.add("tzname", change.name)
        made.add_component(onset)
    return made
