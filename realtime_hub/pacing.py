"""The breath of the event loop: what a turn brings goes out together, and then a lively loop rests for a moment.

At a few thousand messages a second each would wake the process by itself, and waking costs more than handling. After
a rest one look at the sockets brings a dozen messages, and what they cause is joined.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Callable, Iterator

_MOST_TURNS = 20


class Pacing:
    """One per process. With `rest_seconds` 0 it only joins what a turn brings.

    A rest ends `rest_seconds` after the one before it, and is left out when that moment has passed. So who writes to a
    calm hub never waits, a busy hub rests for as long as it had nothing to do, and a full one not at all. No rest goes
    on beyond a tick, which takes in what came meanwhile, so nothing waits for both; and there is none while something
    that takes many turns is under way.
    """

    def __init__(
        self,
        rest_seconds: float,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.rest_seconds = rest_seconds
        self._now = now
        self._sleep = sleep
        self._loop = asyncio.get_running_loop()
        self._endings: list[Callable[[], None]] = []
        self._is_turn_noted = False
        self._hurries = 0
        self._rested_at = float("-inf")
        self._tick_at = float("inf")

    async def ticks(self, seconds: float) -> AsyncGenerator[None, None]:
        """For ever, so far apart."""
        due = self._now()
        while True:
            due = max(due + seconds, self._now())
            self._tick_at = due
            await asyncio.sleep(due - self._now())
            await asyncio.sleep(0)  # what arrived during a rest is read first
            yield

    @contextlib.contextmanager
    def without_rests(self) -> Iterator[None]:
        """For work of many short turns: else each would be followed by a rest."""
        self._hurries += 1
        try:
            yield
        finally:
            self._hurries -= 1

    async def members_first(self) -> None:
        """Returns when what the sockets had is answered: what holds up the loop for a while waits for that, within
        bounds, and so does not come between a message and its answer. For work without rests: a lively hub reads
        something after each, and would let such work wait for many."""
        for _ in range(_MOST_TURNS):
            await asyncio.sleep(0)
            if not self._is_turn_noted:
                return

    def expect_more(self) -> None:
        """This turn of the loop brought live news, of a member or of another replica, and more will follow soon."""
        if not self._is_turn_noted:
            self._is_turn_noted = True
            self._loop.call_soon(self._end_turn)

    def at_end_of_turn(self, ending: Callable[[], None]) -> None:
        """Call when everything that this turn brings has been read."""
        self._endings.append(ending)
        self.expect_more()

    def _end_turn(self) -> None:
        self._is_turn_noted = False
        endings, self._endings = self._endings, []
        for ending in endings:
            ending()
        if self.rest_seconds:
            self._loop.call_soon(self._rest)  # after what is written now has left, and who was woken has taken a step

    def _rest(self) -> None:
        """Blocks the loop, deliberately: whatever woke it early would make the rest worthless."""
        if self._hurries:
            return
        now = self._now()
        due = min(self._rested_at + self.rest_seconds, self._tick_at)
        if now < due:
            self._sleep(due - now)
            self._rested_at = due
        else:
            self._rested_at = now
