"""What each chart of a report says, in one sentence (UI 14): decided from its figures alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from core_service.foundation.wording import counted

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def hours_text(hours: float) -> str:
    """As people say it: minutes below an hour, days above two."""
    if hours < 1:
        return counted(round(hours * 60), "minute")
    return counted(round(hours), "hour") if hours < 48 else counted(round(hours / 24), "day")


@dataclass(frozen=True, slots=True)
class Load:
    """A tutor's sessions and the places taken in them."""

    tutor: str
    sessions: int
    places: int


def workload_reading(loads: Sequence[Load]) -> str:
    """Who carries most, against the mean."""
    sessions, places = sum(load.sessions for load in loads), sum(load.places for load in loads)
    if not sessions:
        return "No session was held in this time."
    mean = places / sessions
    told = f"{counted(sessions, 'session')} with {mean:.1f} students each on average"
    if len(loads) == 1:
        return f"{loads[0].tutor} taught {told}."
    most = max(loads, key=lambda load: (load.places, load.tutor))
    return f"{counted(len(loads), 'tutor')} taught {told}; {most.tutor} had most, {100 * most.places / places:.0f}%."


@dataclass(frozen=True, slots=True)
class Outcome:
    """A tutor's share of mastered work, and between which percentages it may truly lie."""

    tutor: str
    percent: float
    low: float
    high: float


def outcomes_reading(outcomes: Sequence[Outcome], *, mixes_differ: bool) -> str:
    """Never a rank: only whether intervals are apart, and the warning that mixes differ."""
    if not outcomes:
        return "No marked work comes from sessions of this time."
    if len(outcomes) == 1:
        [only] = outcomes
        span = f"{only.low:.0f} to {only.high:.0f}"
        return f"{only.percent:.0f}% of the work in {only.tutor}'s sessions was mastered ({span})."
    least, most = min(each.high for each in outcomes), max(each.low for each in outcomes)
    apart = "differ by more than chance" if most > least else "do not differ by more than chance"
    mixes = "; mixes differ: other courses and levels, so compare with care" if mixes_differ else ""
    return f"Outcomes of {counted(len(outcomes), 'tutor')} {apart}{mixes}."


@dataclass(frozen=True, slots=True)
class SeatUse:
    """Places offered and taken in one hour of one weekday (1 is Monday)."""

    weekday: int
    hour: int
    offered: int
    taken: int


def seats_reading(hours: Sequence[SeatUse]) -> str:
    """The whole, the fullest and the emptiest hour."""
    offered = sum(each.offered for each in hours)
    if not offered:
        return "No session was held in this time."
    whole = f"{100 * sum(each.taken for each in hours) / offered:.0f}% of the places were taken"
    if len(hours) == 1:
        return f"{whole}."
    by_use = sorted(hours, key=lambda each: (each.taken / each.offered, -each.weekday, -each.hour))
    return f"{whole}; fullest {_hour(by_use[-1])}, emptiest {_hour(by_use[0])}."


def _hour(use: SeatUse) -> str:
    share = 100 * use.taken / use.offered
    return f"{_WEEKDAYS[use.weekday - 1]} {use.hour}:00 ({share:.0f}%)"


@dataclass(frozen=True, slots=True)
class CourseDemand:
    """Places taken in a course, and students who wait for one now."""

    course: str
    places: int
    waiting: int


def demand_reading(courses: Sequence[CourseDemand]) -> str:
    """What is asked for most, and where people wait."""
    if not courses:
        return "Nobody took or waited for a place in this time."
    most = max(courses, key=lambda each: (each.places, each.course))
    waiting = sum(each.waiting for each in courses)
    first = f"{most.course} was asked for most, {counted(most.places, 'place')}"
    if not waiting:
        return f"{first}; nobody waits."
    longest = max(courses, key=lambda each: (each.waiting, each.course))
    return f"{first}; {counted(waiting, 'student waits', 'students wait')}, most of them for {longest.course}."


def queue_reading(
    came_in: int, went_out: int, first_backlog: int, last_backlog: int, median_hours: float | None
) -> str:
    """Whether marking keeps up."""
    if not came_in and not last_backlog:
        return "Nothing had to be marked in this time."
    change = "grew" if last_backlog > first_backlog else "shrank" if last_backlog < first_backlog else "stayed"
    backlog = f"at {last_backlog}" if change == "stayed" else f"from {first_backlog} to {last_backlog}"
    wait = f"; half of it within {hours_text(median_hours)}" if median_hours is not None else ""
    return f"{counted(came_in, 'piece')} came in and {went_out:,} were marked{wait}; the backlog {change} {backlog}."


def attendance_reading(came: int, marked: int, weeks: Sequence[float | None]) -> str:
    """The share of all marks, and whether the second half of the time was better."""
    if not marked:
        return "No attendance was marked in this time."
    whole = f"{100 * came / marked:.0f}% came, of {counted(marked, 'mark')}"
    known = [each for each in weeks if each is not None]
    if len(known) < 4:
        return f"{whole}."
    half = len(known) // 2
    earlier, later = sum(known[:half]) / half, sum(known[half:]) / (len(known) - half)
    if abs(later - earlier) < 1:
        return f"{whole}, as steady in the end as in the beginning."
    return f"{whole}, {'rising' if later > earlier else 'falling'} from {earlier:.0f}% to {later:.0f}%."


def waits_reading(requests: int, late: int, median_seconds: float | None, limit_seconds: int) -> str:
    """The usual wait, and how many waited longer than the limit."""
    if not requests or median_seconds is None:
        return "No hand was answered in this time."
    minutes, seconds = divmod(round(median_seconds), 60)
    usual = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
    waited = f"{late:,} of {requests:,} waited longer than {counted(limit_seconds // 60, 'minute')}"
    return f"A hand usually waits {usual}; {waited}."


def franchise_reading(centres: int, students: int, sessions: int, attended_percent: float | None) -> str:
    """All centres in one sentence."""
    came = "" if attended_percent is None else f", and {attended_percent:.0f}% came"
    held = f"{counted(students, 'student')} in {counted(sessions, 'session')}"
    return f"{counted(centres, 'centre')} taught {held}{came}."
