"""A class's attendance week by week (R155)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from core_service.attendance.rules import AttendanceStatus

WEEKS = 12
_A_WEEK = timedelta(weeks=1)


@dataclass(slots=True)
class WeekOfClass:
    """How often members were marked as what in the week that begins on `starts_on`, a Monday."""

    starts_on: date
    counts: dict[AttendanceStatus, int] = field(default_factory=lambda: dict.fromkeys(AttendanceStatus, 0))

    @property
    def marked(self) -> int:
        """All marks."""
        return sum(self.counts.values())

    @property
    def attended_percent(self) -> float | None:
        """Present or late, of all marks; None where nothing was marked."""
        came = self.counts[AttendanceStatus.PRESENT] + self.counts[AttendanceStatus.LATE]
        return round(100 * came / self.marked, 1) if self.marked else None


def first_day(today: date) -> date:
    """The Monday with which the trend begins: the current week is its last."""
    return today - timedelta(days=today.weekday()) - (WEEKS - 1) * _A_WEEK


def trend(marks: Iterable[tuple[date, AttendanceStatus, int]], today: date) -> list[WeekOfClass]:
    """Twelve weeks, oldest first, from (day, status, how many); days outside of them are left out."""
    begins = first_day(today)
    weeks = [WeekOfClass(begins + number * _A_WEEK) for number in range(WEEKS)]
    for day, status, count in marks:
        number = (day - begins).days // 7
        if 0 <= number < WEEKS:
            weeks[number].counts[status] += count
    return weeks
