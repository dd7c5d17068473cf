"""Boards: who wants to be on one, under which made-up name, in which order (C27, R261)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

BOARD_SPAN = timedelta(days=28)
"""Boards count the last four weeks, so that whoever starts late can still be first."""

SHOWN = 10

_COLOURS = (
    "Amber",
    "Blue",
    "Coral",
    "Crimson",
    "Golden",
    "Green",
    "Indigo",
    "Jade",
    "Ruby",
    "Silver",
    "Teal",
    "Violet",
)
_ANIMALS = (
    *("Badger", "Bear", "Beaver", "Dolphin", "Eagle", "Falcon", "Fox", "Hare", "Heron", "Lynx"),
    *("Otter", "Owl", "Panda", "Raven", "Seal", "Tiger", "Turtle", "Whale", "Wolf", "Wren"),
)
NICKNAMES = tuple(f"{colour} {animal}" for animal in _ANIMALS for colour in _COLOURS)
"""The only names on a board: nobody's own, and none that could hurt."""


@dataclass(frozen=True, slots=True)
class Line:
    """One student on a board."""

    rank: int
    student_id: UUID
    nickname: str
    points: int


def ranked(entries: Sequence[tuple[UUID, str, int]]) -> list[Line]:
    """Most points first; the same points are the same rank, in the order of the nicknames."""
    in_order = sorted(entries, key=lambda entry: (-entry[2], entry[1]))
    lines: list[Line] = []
    for place, (student_id, nickname, points) in enumerate(in_order, start=1):
        is_tied = bool(lines) and lines[-1].points == points
        lines.append(Line(lines[-1].rank if is_tied else place, student_id, nickname, points))
    return lines


def shown(lines: Sequence[Line], student_id: UUID) -> list[Line]:
    """The first ten, and the student's own line wherever it is."""
    return [line for place, line in enumerate(lines) if place < SHOWN or line.student_id == student_id]


def free_nicknames(taken: frozenset[str], student_id: UUID, count: int = 12) -> list[str]:
    """Some that nobody has, spread over the list and the same each time for one student."""
    start = student_id.int % len(NICKNAMES)
    in_turn = [NICKNAMES[(start + 7 * step) % len(NICKNAMES)] for step in range(len(NICKNAMES))]
    return [name for name in in_turn if name not in taken][:count]
