"""What is good to know about the students of the next session, in words, most pressing first (R110, UI 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class FactKind(StrEnum):
    """In the order in which they are told."""

    WILL_BE_AWAY = "WILL_BE_AWAY"
    NEW = "NEW"
    NOT_PLACED = "NOT_PLACED"
    RETURNED_WORK = "RETURNED_WORK"
    STUCK = "STUCK"
    WAS_AWAY = "WAS_AWAY"
    LEVEL_REVIEW = "LEVEL_REVIEW"
    LEVEL_CHANGED = "LEVEL_CHANGED"
    MAKES_UP = "MAKES_UP"


_ORDER = tuple(FactKind)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about one student: `words` go on after their name, `detail` stands below."""

    student_id: UUID
    kind: FactKind
    words: str
    detail: str | None = None
    at: datetime | None = None


def in_order(facts: Iterable[Fact], names: dict[UUID, str]) -> list[Fact]:
    """Most pressing first, then by name."""
    return sorted(facts, key=lambda fact: (_ORDER.index(fact.kind), names.get(fact.student_id, ""), fact.words))


def will_be_away(student_id: UUID, reason: str | None, at: datetime) -> Fact:
    """A parent said so."""
    return Fact(student_id, FactKind.WILL_BE_AWAY, "will not come", reason, at)


def is_new(student_id: UUID) -> Fact:
    """No session before this one."""
    return Fact(student_id, FactKind.NEW, "is here for the first time", "Show them how to raise a hand.")


def not_placed(student_id: UUID, course: str) -> Fact:
    """Works without a level until an assessor has looked."""
    return Fact(student_id, FactKind.NOT_PLACED, f"has no level in {course} yet", "Placement exercises come first.")


def returned_work(student_id: UUID, exercise: str, assessor: str | None, at: datetime | None) -> Fact:
    """An assessor gave something back."""
    by = f"{assessor} asks for another go." if assessor else "It is open again."
    return Fact(student_id, FactKind.RETURNED_WORK, f"got {exercise} back", by, at)


def stuck(student_id: UUID, exercise: str, tries: int, best_percent: int, at: datetime | None) -> Fact:
    """Tried again and again without mastering it."""
    detail = f"{tries} tries, the best with {best_percent}%."
    return Fact(student_id, FactKind.STUCK, f"is stuck on {exercise}", detail, at)


def was_away(student_id: UUID, done: int | None, items: int | None, at: datetime) -> Fact:
    """Missed the last session; with how far the catch-up is, if there is one."""
    detail = None if items is None else f"{done} of {items} catch-up pieces done."
    return Fact(student_id, FactKind.WAS_AWAY, "was away last time", detail, at)


def level_review(student_id: UUID, course: str, from_level: int | None, to_level: int | None, at: datetime) -> Fact:
    """A recommendation waits for an assessor."""
    levels = "" if from_level is None or to_level is None else f" from level {from_level} to {to_level}"
    return Fact(student_id, FactKind.LEVEL_REVIEW, f"awaits a review in {course}", f"It is about a step{levels}.", at)


def level_changed(student_id: UUID, course: str, previous: int, new: int, at: datetime) -> Fact:
    """Since a few days another level."""
    verb = "moved up" if new > previous else "moved down"
    return Fact(student_id, FactKind.LEVEL_CHANGED, f"{verb} in {course}", f"From level {previous} to {new}.", at)


def makes_up(student_id: UUID) -> Fact:
    """Comes for a lesson that they missed."""
    return Fact(student_id, FactKind.MAKES_UP, "makes up for a missed session")
