"""Whether a child moves: levels now and before, and how long they have stood (R270, UI 14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core_service.foundation.wording import listed

STALLED_AFTER_WEEKS = 8
COMPARED_WITH = timedelta(days=90)
_A_WEEK = timedelta(weeks=1)


class Movement(StrEnum):
    """Between 90 days ago and now; STALLED: for eight weeks or more at one level."""

    PROGRESSING = "PROGRESSING"
    STEADY = "STEADY"
    STALLED = "STALLED"
    SLIPPED = "SLIPPED"
    NEW = "NEW"


def movement(level_then: int | None, level_now: int, weeks: int) -> Movement:
    """`level_then` None: not placed yet 90 days ago."""
    if level_then is not None and level_now < level_then:
        return Movement.SLIPPED
    if weeks >= STALLED_AFTER_WEEKS:
        return Movement.STALLED
    if level_then is None:
        return Movement.NEW
    return Movement.PROGRESSING if level_now > level_then else Movement.STEADY


def weeks_between(since: datetime, now: datetime) -> int:
    """Whole weeks, none below zero."""
    return max(0, (now - since) // _A_WEEK)


@dataclass(frozen=True, slots=True)
class CourseStanding:
    """A course as a sentence tells it."""

    course: str
    level_then: int | None
    level: int
    weeks: int
    movement: Movement


def student_reading(name: str, courses: Sequence[CourseStanding]) -> str:
    """One sentence about one child: what moved first, then what stands still, by name."""
    if not courses:
        return f"{name} has not been placed in any course yet."
    order = (Movement.PROGRESSING, Movement.SLIPPED, Movement.STALLED, Movement.STEADY, Movement.NEW)
    parts = [_told(each) for each in sorted(courses, key=lambda each: (order.index(each.movement), each.course))]
    return f"{name} {listed(parts)}."


def _told(each: CourseStanding) -> str:
    match each.movement:
        case Movement.PROGRESSING:
            return f"moved up in {each.course} from level {each.level_then} to {each.level} within 90 days"
        case Movement.SLIPPED:
            return f"went back in {each.course} from level {each.level_then} to {each.level} within 90 days"
        case Movement.STALLED:
            return f"has stood at level {each.level} in {each.course} for {each.weeks} weeks"
        case Movement.STEADY:
            return f"works at level {each.level} in {each.course}, {_weeks(each.weeks)} now"
        case Movement.NEW:
            return f"is new in {each.course}, at level {each.level}"


def _weeks(count: int) -> str:
    return "one week" if count == 1 else f"{count} weeks"


@dataclass(frozen=True, slots=True)
class MovementCounts:
    """How many students' courses are in which movement."""

    progressing: int
    steady: int
    stalled: int
    slipped: int
    new: int

    @property
    def all(self) -> int:
        """How many courses of students were looked at."""
        return self.progressing + self.steady + self.stalled + self.slipped + self.new


def movement_counts(movements: Sequence[Movement]) -> MovementCounts:
    """Summing up to all."""
    return MovementCounts(
        progressing=movements.count(Movement.PROGRESSING),
        steady=movements.count(Movement.STEADY),
        stalled=movements.count(Movement.STALLED),
        slipped=movements.count(Movement.SLIPPED),
        new=movements.count(Movement.NEW),
    )


def progress_reading(counts: MovementCounts) -> str:
    """One sentence about all of them."""
    if not counts.all:
        return "Nobody has a level yet."
    stalled = f"{counts.stalled} have stood still for {STALLED_AFTER_WEEKS} weeks or more"
    return f"Of {counts.all} courses that students take, {counts.progressing} moved up in 90 days; {stalled}."
