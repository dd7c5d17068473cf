"""Who has to catch up on what, until when, and how far they are (R151, R157, C42, C43)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from core_service.attendance.rules import AttendanceStatus
from core_service.centres.rules import CentreSettings
from core_service.work.rules.next_content import NotPlaced, Situation, next_content
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import Try

USUAL_READING_MINUTES = 5
"""Of a lesson whose author has not said how long it takes."""


class CatchUpDecision(StrEnum):
    """What staff have decided about a package; OPEN leaves it to the student's work."""

    OPEN = "OPEN"
    COMPLETED = "COMPLETED"
    EXCUSED = "EXCUSED"


class CatchUpState(StrEnum):
    """How a package stands."""

    DUE = "DUE"
    IN_PROGRESS = "IN_PROGRESS"
    OVERDUE = "OVERDUE"
    DONE = "DONE"
    EXCUSED = "EXCUSED"


class PackageChange(StrEnum):
    """What a mark does to a package."""

    MAKE = "MAKE"
    KEEP = "KEEP"
    WITHDRAW = "WITHDRAW"


@dataclass(frozen=True, slots=True)
class Progress:
    """Items of a package: all, those begun (done ones too), those done; minutes of all."""

    items: int = 0
    begun: int = 0
    done: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class MissedItem:
    """A lesson to read (`exercise_id` None) or an exercise to do."""

    lesson_id: UUID
    exercise_id: UUID | None
    minutes: int


def needs_package(status: AttendanceStatus | None, *, also_excused: bool) -> bool:
    """ABSENT always, EXCUSED where the centre wants it, LATE never (C43)."""
    return status is AttendanceStatus.ABSENT or (also_excused and status is AttendanceStatus.EXCUSED)


def package_change(*, needed: bool, exists: bool, is_begun: bool) -> PackageChange | None:
    """Never a second package, and never one taken away that the student has begun (R157); None: nothing to do."""
    if needed:
        return PackageChange.KEEP if exists else PackageChange.MAKE
    if not exists:
        return None
    return PackageChange.KEEP if is_begun else PackageChange.WITHDRAW


def due_at(second_next_session: datetime | None, now: datetime, settings: CentreSettings) -> datetime:
    """Before the second session from now, else in as many days as the centre gives (C42)."""
    return second_next_session or now + timedelta(days=settings.catch_up_days)


def reminders(due: datetime, now: datetime, settings: CentreSettings) -> tuple[datetime, ...]:
    """When to look whether a package is done: shortly before it is due, unless that has passed, and then."""
    before = due - timedelta(hours=settings.catch_up_reminder_hours)
    return tuple(at for at in (before, due) if at > now)


def state_of(decision: CatchUpDecision, progress: Progress, due: datetime, now: datetime) -> CatchUpState:
    """Staff's word first, then the work itself, then the clock."""
    if decision is CatchUpDecision.EXCUSED:
        return CatchUpState.EXCUSED
    if decision is CatchUpDecision.COMPLETED or progress.done == progress.items:
        return CatchUpState.DONE
    if due <= now:
        return CatchUpState.OVERDUE
    return CatchUpState.IN_PROGRESS if progress.begun else CatchUpState.DUE


def minutes_per_course(missed: timedelta, courses: int) -> float:
    """The missed time is divided among the student's courses (C42)."""
    return missed.total_seconds() / 60 / courses


def missed_work(
    situation: Situation, minutes: float, minutes_of: Mapping[UUID, int], now: datetime
) -> tuple[MissedItem, ...]:
    """What the sequence would have served one after the other in so much time, the last item begun within it (C42).

    `minutes_of` holds exercises and lessons by their ids. Tutors' choices are left out: they belong to a lesson that
    is over. Each exercise is taken as handed in and not yet marked, so that nothing hangs on how well it would go.
    """
    ahead = replace(situation, assigned=(), session_id=None)
    at = max([now, *(each.submitted_at or each.started_at for each in situation.tries)])
    chosen: dict[UUID, MissedItem] = {}
    spent = 0
    while spent < minutes:
        item = _served(ahead, minutes_of)
        if item is None or (item.exercise_id or item.lesson_id) in chosen:
            break
        chosen[item.exercise_id or item.lesson_id] = item
        spent += item.minutes
        ahead = _after(ahead, item, at + timedelta(minutes=spent))
    return tuple(chosen.values())


def _served(situation: Situation, minutes_of: Mapping[UUID, int]) -> MissedItem | None:
    try:
        content = next_content(situation)
    except NotPlaced:
        return None
    if content.lesson is None:
        return None
    exercise_id = content.exercise.id if content.exercise else None
    minutes = minutes_of.get(exercise_id or content.lesson.id, USUAL_READING_MINUTES)
    return MissedItem(content.lesson.id, exercise_id, max(1, minutes))


def _after(situation: Situation, item: MissedItem, at: datetime) -> Situation:
    if item.exercise_id is None:
        return replace(situation, lessons_read=situation.lessons_read | {item.lesson_id})
    handed_in = Try(item.exercise_id, AttemptStatus.UNDER_REVIEW, None, at, at)
    return replace(situation, tries=(*situation.tries, handed_in))
