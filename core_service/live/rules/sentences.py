"""Each event of a session's log in words, for whoever reads afterwards what happened (R066)."""

from collections.abc import Mapping
from typing import assert_never

from core_service.live.rules import HelpPriority, HelpStatus, PanelMode
from shared.events.room import (
    AttendanceMarked,
    ContentAssigned,
    ContentWithdrawn,
    DurableEvent,
    ExerciseGraded,
    ExerciseStarted,
    ExerciseSubmitted,
    HelpRequested,
    HelpUpdated,
    MemberAdded,
    MemberRemoved,
    MessageSent,
    NoteAdded,
    PanelChanged,
    SessionChanged,
    SessionEnded,
    SessionStarted,
)

_HAND = {
    HelpStatus.PENDING: "waits for help",
    HelpStatus.ACKNOWLEDGED: "was told that help is coming",
    HelpStatus.RESOLVED: "was helped",
    HelpStatus.CANCELLED: "no longer asks for help",
}

_WORK = ExerciseStarted | ExerciseSubmitted | ExerciseGraded | ContentAssigned | ContentWithdrawn
_TALK = HelpRequested | HelpUpdated | MessageSent | NoteAdded | PanelChanged


def sentence(event: DurableEvent, names: Mapping[str, str]) -> str:
    """`names` holds people, exercises and lessons by their ids; who or what is not in it goes without a name."""
    match event:
        case SessionStarted():
            return "The session began."
        case SessionEnded():
            return "The session ended."
        case SessionChanged(seats=seats) if seats:
            return " ".join(_seated(names, student_id, seat) for student_id, seat in seats.items())
        case SessionChanged():
            return "The session was changed."
        case MemberAdded():
            return f"{event.name} was enrolled."
        case MemberRemoved():
            return f"{_person(names, event.student_id)} is no longer enrolled."
        case AttendanceMarked():
            marked = f"marked {event.status.value.lower()}" if event.status else "un-marked"
            return f"{_person(names, event.student_id)} was {marked}."
        case ExerciseStarted() | ExerciseSubmitted() | ExerciseGraded() | ContentAssigned() | ContentWithdrawn():
            return f"{_person(names, event.student_id)} {_of_work(event, names)}."
        case HelpRequested() | HelpUpdated() | MessageSent() | NoteAdded() | PanelChanged():
            return _of_talk(event, names)
        case _:
            assert_never(event)


def _of_work(event: _WORK, names: Mapping[str, str]) -> str:
    match event:
        case ExerciseStarted():
            return f"began “{event.title}”"
        case ExerciseSubmitted():
            return f"handed in {_title(names, event.exercise_id)}{_score(event.score, event.max_score)}"
        case ExerciseGraded():
            return f"got {_title(names, event.exercise_id)} marked{_score(event.score, event.max_score)}"
        case ContentAssigned():
            return f"was given {_title(names, event.exercise_id or event.lesson_id)}"
        case ContentWithdrawn():
            return "had an assignment taken back"
        case _:
            assert_never(event)


def _of_talk(event: _TALK, names: Mapping[str, str]) -> str:
    match event:
        case HelpRequested():
            said = f": “{event.message}”" if event.message else "."
            return f"{_person(names, event.student_id)} raised a hand{said}"
        case HelpUpdated():
            is_urgent = event.status is HelpStatus.PENDING and event.priority is HelpPriority.URGENT
            return f"{_person(names, event.student_id)} {_HAND[event.status]}{', urgently' if is_urgent else ''}."
        case MessageSent():
            to = f" to {_person(names, event.student_id)}" if event.student_id else " to everyone"
            is_reply = event.student_id == event.from_id
            return f"{_person(names, event.from_id)}{' to the tutor' if is_reply else to}: “{event.text}”"
        case NoteAdded():
            return f"{_person(names, event.by_id)} noted something about {_person(names, event.student_id)}."
        case PanelChanged():
            done = "was taught" if event.mode is PanelMode.TEACH else "was left to work"
            return f"{_person(names, event.student_id)} {done}."
        case _:
            assert_never(event)


def _seated(names: Mapping[str, str], student_id: str, seat: str | None) -> str:
    return f"{_person(names, student_id)} {f'sits at {seat}' if seat else 'has no seat'} now."


def _person(names: Mapping[str, str], id: str) -> str:
    return names.get(id, "Somebody")


def _title(names: Mapping[str, str], id: str | None) -> str:
    return f"“{names[id]}”" if id and id in names else "a piece of work"


def _score(score: float | None, max_score: float) -> str:
    return "" if score is None else f": {score:g} of {max_score:g}"
