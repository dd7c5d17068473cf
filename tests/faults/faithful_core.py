"""A core that forgets nothing: its rooms open with what its log says, and every command is done once."""

import msgspec

from realtime_hub.room.inputs import Logged
from realtime_hub.room.room import Room
from realtime_hub.room.state import RoomRules
from shared.events.notices import LoggedEvent, RoomBootstrap
from shared.events.shapes import RosterStudent
from tests.realtime_hub.fake_core import Answer, FakeCore
from tests.realtime_hub.room.builders import LIMITS, SESSION, START


class FaithfulCore(FakeCore):
    """Its answer to a bootstrap is the roster with the whole log counted in."""

    async def _answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        if target.partition("?")[0] == f"/api/internal/rooms/{SESSION}":
            return 200, msgspec.json.encode(folded(self.known, self.log))
        return await super()._answer(method, target, headers, body)


def folded(first: RoomBootstrap, log: list[LoggedEvent]) -> RoomBootstrap:
    """A room as the core describes it after these events; nobody has connected yet."""
    fold = Room(first, RoomRules(limits=LIMITS), START)
    for row in log:
        fold.handle(Logged(row), START)
    students = {
        user: msgspec.convert(msgspec.to_builtins(student.state()), type=RosterStudent)
        for user, student in fold.state.students.items()
    }
    return msgspec.structs.replace(first, seq=fold.seq, status=fold.state.status, students=students)
