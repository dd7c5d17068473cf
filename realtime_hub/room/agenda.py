"""When whom to look at next: of sixteen idle members about two a second are due, the others cost nothing."""

import heapq
import itertools
from collections.abc import Iterable
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=str)
_SOON = float("-inf")


class Agenda(Generic[Name]):
    """Each name stands in it once, with the earliest moment noted for it; of one moment, the first noted first."""

    __slots__ = ("_at", "_next", "_number")

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._at: dict[Name, float] = {}
        self._next: list[tuple[float, int, Name]] = []
        self._number = itertools.count()
        self.note_soon(*names)

    def note(self, name: Name, at: float) -> None:
        """Look at it then, if not before."""
        if at < self._at.get(name, float("inf")):
            self._at[name] = at
            heapq.heappush(self._next, (at, next(self._number), name))

    def note_soon(self, *names: Name) -> None:
        """Look at them next time: something has changed that may make them due."""
        for name in names:
            self.note(name, _SOON)

    def take(self, now: float) -> list[Name]:
        """Who is due, taken off: who is looked at is noted again."""
        due: list[Name] = []
        while self._next and self._next[0][0] <= now:
            at, _, name = heapq.heappop(self._next)
            if self._at.get(name) == at:
                del self._at[name]
                due.append(name)
        return due
