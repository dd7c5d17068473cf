"""Which of a tutor's sessions is next, which are today's, and what past ones still ask for (R100, R110, R144)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from core_service.attendance.rules import AttendanceStatus
from core_service.sessions.rules import SessionStatus

LOOKS_BACK = timedelta(days=7)
"""So long an ended session still asks for marks and notes."""

LOOKS_AHEAD = timedelta(days=14)
MOST_NEXT_DAYS = 20


class Part(StrEnum):
    """What a tutor is in a session: planned for it, taking it over, or replaced in it."""

    TUTOR = "TUTOR"
    SUBSTITUTE = "SUBSTITUTE"
    COVERED = "COVERED"


def part_of(user_id: UUID, tutor_id: UUID, substitute_tutor_id: UUID | None) -> Part:
    """Whoever is not planned and yet teaches has stepped in, which is taking over too."""
    if user_id == substitute_tutor_id or user_id != tutor_id:
        return Part.SUBSTITUTE
    return Part.COVERED if substitute_tutor_id else Part.TUTOR


@dataclass(frozen=True, slots=True)
class Slot:
    """When a session is; `day` is the local one of its centre, and so is `today`."""

    day: date
    today: date
    starts_at: datetime
    ends_at: datetime
    status: SessionStatus
    part: Part


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Agenda(Generic[Row]):
    """Sessions by their place in the tutor's days, each in the order of time; `upcoming` may be one of `today`."""

    upcoming: Row | None
    today: Sequence[Row]
    next_days: Sequence[Row]
    past: Sequence[Row]
    """Of the last days, today's included: begun, and the tutor's own to finish."""


def agenda(slots: Iterable[tuple[Row, Slot]], now: datetime) -> Agenda[Row]:
    """The one that runs comes before the next to come; covered and cancelled ones are shown, and ask for nothing."""
    in_order = sorted(slots, key=lambda pair: pair[1].starts_at)
    taught = [(row, slot) for row, slot in in_order if _is_taught(slot)]
    running = [row for row, slot in taught if slot.status is SessionStatus.IN_PROGRESS]
    to_come = [row for row, slot in taught if slot.status is SessionStatus.SCHEDULED and slot.ends_at > now]
    return Agenda(
        upcoming=next(iter([*running, *to_come]), None),
        today=[row for row, slot in in_order if slot.day == slot.today or row in running],
        next_days=[row for row, slot in in_order if slot.day > slot.today][:MOST_NEXT_DAYS],
        past=[row for row, slot in taught if slot.status in _BEGUN],
    )


_BEGUN = (SessionStatus.IN_PROGRESS, SessionStatus.COMPLETED)


def _is_taught(slot: Slot) -> bool:
    return slot.part is not Part.COVERED and slot.status is not SessionStatus.CANCELLED


@dataclass(frozen=True, slots=True)
class Countdown:
    """Whole seconds until a session starts and ends; negative once that has passed (R144)."""

    starts_in_seconds: int
    ends_in_seconds: int


def countdown(starts_at: datetime, ends_at: datetime, now: datetime) -> Countdown:
    """From planned times: a session that runs over has a negative end."""
    return Countdown(int((starts_at - now).total_seconds()), int((ends_at - now).total_seconds()))


@dataclass(frozen=True, slots=True)
class Presence:
    """A student in a session: how marked (None: not yet), and whether there is a note for the parents."""

    student_id: UUID
    status: AttendanceStatus | None
    has_parent_note: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """How many students are marked as what."""

    present: int = 0
    late: int = 0
    absent: int = 0
    excused: int = 0
    unmarked: int = 0

    @property
    def came(self) -> int:
        """In time or not."""
        return self.present + self.late


def marks(students: Iterable[Presence]) -> Marks:
    """Counts, summing up to the number of students."""
    counted = [each.status for each in students]
    return Marks(
        present=counted.count(AttendanceStatus.PRESENT),
        late=counted.count(AttendanceStatus.LATE),
        absent=counted.count(AttendanceStatus.ABSENT),
        excused=counted.count(AttendanceStatus.EXCUSED),
        unmarked=counted.count(None),
    )


def unmarked(students: Iterable[Presence]) -> list[UUID]:
    """Whom nobody has marked yet: they stay so until somebody does (REQUIREMENTS 26, Attendance)."""
    return [each.student_id for each in students if each.status is None]


def without_parent_note(students: Iterable[Presence]) -> list[UUID]:
    """Whose parents an ended session still owes a word: all but those who did not come (REQUIREMENTS 26, Notes)."""
    away = (AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED)
    return [each.student_id for each in students if not each.has_parent_note and each.status not in away]
