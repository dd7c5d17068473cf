"""What a parent is told: when notes come out, how far the next review is, the week in a sentence, an idea for home.

Pure: facts in, words out (R250, R251, C45). Nothing here compares a child with another one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from core_service.foundation.wording import counted, listed

_COUNTED = ("", "once", "twice")
_CATCH_UP_MINUTES = 15


def notes_are_out(day: date, at: time, zone: str, now: datetime) -> bool:
    """Whether parents see the notes of a lesson of that local day yet (C45)."""
    return now >= datetime.combine(day, at, tzinfo=ZoneInfo(zone))


def units_left(exercises: Mapping[UUID, Sequence[float]], confirmed: Collection[UUID], threshold: float) -> int:
    """How many units of the level are not mastered; `exercises` has each unit's best shares of the points."""
    return sum(unit not in confirmed and any(best < threshold for best in shares) for unit, shares in exercises.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A child's last seven days."""

    first_name: str
    lessons_attended: int = 0
    lessons_missed: int = 0
    exercises_finished: int = 0
    moved_up_in: Sequence[str] = ()
    next_lesson_on: str | None = None
    """A weekday's name."""


def sentence_of(week: Week) -> str:
    """One sentence that leads the parent's page: what the child did, never what they lack."""
    parts = []
    if week.lessons_attended:
        parts.append(f"came {_times(week.lessons_attended)} this week")
    if week.exercises_finished:
        parts.append(f"finished {counted(week.exercises_finished, 'exercise')}")
    if week.moved_up_in:
        parts.append(f"moved up in {listed(week.moved_up_in)}")
    if parts:
        return f"{week.first_name} {listed(parts)}."
    if week.lessons_missed and week.next_lesson_on:
        return f"We missed {week.first_name} this week and look forward to {week.next_lesson_on}."
    if week.next_lesson_on:
        return f"{week.first_name}'s next session is on {week.next_lesson_on}."
    return f"{week.first_name} had no session this week."


def _times(count: int) -> str:
    return _COUNTED[count] if count < len(_COUNTED) else f"{count} times"


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of work that came back: what it was called, in which subject, and the share of its points."""

    title: str
    subject_area: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHome:
    """What an idea for home is chosen from; `marked` newest first, `subject_areas` of the child's courses."""

    first_name: str
    catch_up_minutes: int | None = None
    """What is left of the next due catch-up package."""
    moved_up_in: Sequence[str] = ()
    marked: Sequence[Marked] = ()
    subject_areas: Sequence[str] = ()
    week: int = 0
    """The calendar week: the same idea all week, another one the next."""


@dataclass(frozen=True, slots=True)
class Idea:
    """Something small to do together."""

    words: str
    minutes: int


def idea_for_home(known: AtHome, threshold: float = 0.8) -> Idea | None:
    """The first that fits: what was missed, what was hard last time, what went well, something of a subject."""
    name = known.first_name
    if known.catch_up_minutes is not None:
        minutes = min(max(known.catch_up_minutes, 5), _CATCH_UP_MINUTES)
        return Idea(f"Sit beside {name} for the first {minutes} minutes of what was missed.", minutes)
    hard = next((each for each in known.marked if each.share < threshold), None)
    if hard is not None:
        return Idea(f"“{hard.title}” is new ground. Ask {name} to do one question aloud and to say why it works.", 5)
    if known.moved_up_in:
        return Idea(f"{name} moved up in {known.moved_up_in[0]}. Ask what got easier since, and let them teach you.", 5)
    ideas = [idea for area in known.subject_areas for idea in _IDEAS[_kind(area)]]
    if not ideas:
        return None
    return Idea(ideas[known.week % len(ideas)].format(name=name), 10)


def _kind(subject_area: str) -> str:
    area = subject_area.strip().casefold()
    starts = {"maths": ("math", "numer", "arith"), "language": ("engl", "lang", "read", "writ", "liter")}
    return next((kind for kind, words in starts.items() if area.startswith(words)), "world")


_IDEAS: Mapping[str, Sequence[str]] = {
    "maths": (
        "Cut a pizza or a pancake into equal parts and ask {name} to name the parts that are left as a fraction.",
        "Let {name} add up the shopping in their head before the till does.",
        "Bake together: {name} doubles the recipe and measures.",
        "Roll two dice and multiply; who is first to 100?",
    ),
    "language": (
        "Read a page each, {name} first, then tell each other what will happen next.",
        "Ask {name} to write the shopping list in whole sentences, with full stops.",
        "Find three words in a newspaper that neither of you uses, and use each at supper.",
        "Let {name} retell today in five sentences that each begin in another way.",
    ),
    "world": (
        "Ask {name} to explain one thing from the last session with something from the kitchen.",
        "Go for a short walk and collect three things that {name} can sort in two ways.",
        "Look up together one question that {name} asked this week.",
    ),
}
