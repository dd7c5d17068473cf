"""Which rooms have something waiting, so that those with nothing cost nothing."""

import itertools
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

AnyRoom = TypeVar("AnyRoom")


@dataclass(slots=True)
class DueRooms(Generic[AnyRoom]):
    """Rooms enter themselves; who serves a list takes it whole. In the order in which they came to be due."""

    for_tick: dict[AnyRoom, None] = field(default_factory=dict)
    """Updates or gaps wait for the next tick."""
    to_tell: dict[AnyRoom, None] = field(default_factory=dict)
    """Another replica waits for what changed, or all is to be told, or the number at once."""
    to_repeat: dict[AnyRoom, None] = field(default_factory=dict)
    """The number is to be told again."""
    to_keep: dict[AnyRoom, None] = field(default_factory=dict)
    """Something changed that no other replica waits for: Redis keeps it for one that comes later."""

    def take_for_tick(self) -> list[AnyRoom]:
        """All that wait for the tick, which is now."""
        taken, self.for_tick = self.for_tick, {}
        return list(taken)

    def take_to_tell(self, *, kept: float, repeated: bool) -> list[AnyRoom]:
        """All that have something to tell, which is done now; those with a number to repeat, if it is their turn; of
        those that only Redis waits for this part, at least one: who has waited longest."""
        taken, self.to_tell = self.to_tell, {}
        if repeated:
            taken |= self.to_repeat
            self.to_repeat = {}
        for room in list(itertools.islice(self.to_keep, math.ceil(len(self.to_keep) * kept))):
            del self.to_keep[room]
            taken[room] = None
        return list(taken)

    def forget(self, room: AnyRoom) -> None:
        """A room was closed: nothing of it is due any more."""
        for rooms in (self.for_tick, self.to_tell, self.to_repeat, self.to_keep):
            rooms.pop(room, None)


def in_parts(rooms: Iterable[AnyRoom], size_of: Callable[[AnyRoom], int], most: int) -> list[list[AnyRoom]]:
    """In order; a part is full when the sizes in it reach `most`: the loop stands still while one is written down."""
    parts: list[list[AnyRoom]] = []
    size = most
    for room in rooms:
        if size >= most:
            parts.append([])
            size = 0
        parts[-1].append(room)
        size += size_of(room)
    return parts
