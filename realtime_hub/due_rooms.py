"""Which rooms have something waiting, so that those with nothing cost nothing."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

AnyRoom = TypeVar("AnyRoom")


@dataclass(slots=True)
class DueRooms(Generic[AnyRoom]):
    """Rooms enter themselves; who serves a list takes it whole. In the order in which they came to be due."""

    for_tick: dict[AnyRoom, None] = field(default_factory=dict)
    """Updates or gaps wait for the next tick."""
    to_tell: dict[AnyRoom, None] = field(default_factory=dict)
    """Another replica waits for what changed, or all is to be told, or the number again."""
    to_keep: dict[AnyRoom, None] = field(default_factory=dict)
    """Something changed that no other replica waits for: Redis keeps it for one that comes later."""

    def take_for_tick(self) -> list[AnyRoom]:
        """All that wait for the tick, which is now."""
        taken, self.for_tick = self.for_tick, {}
        return list(taken)

    def take_to_tell(self, *, with_kept: bool) -> list[AnyRoom]:
        """All that have something to tell, which is done now; `with_kept` also those that only Redis waits for."""
        taken, self.to_tell = self.to_tell, {}
        if with_kept:
            taken |= self.to_keep
            self.to_keep = {}
        return list(taken)

    def forget(self, room: AnyRoom) -> None:
        """It is closed."""
        for rooms in (self.for_tick, self.to_tell, self.to_keep):
            rooms.pop(room, None)
