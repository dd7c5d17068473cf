"""Whom the room's agendas forget: what a look at everybody would still bring, after one at those who were due."""

import copy

from realtime_hub.room.effects import Effect
from realtime_hub.room.inputs import Second
from realtime_hub.room.room import Room


def overlooked(room: Room, now: float) -> list[Effect]:
    """Nothing, if `room` has just had its Second at this moment; the room itself is left as it is."""
    everybody = copy.deepcopy(room)
    everybody.state.students_due.note_soon(*everybody.state.students)
    everybody.state.listeners_due.note_soon(*everybody.state.listeners)
    return everybody.handle(Second(), now)
