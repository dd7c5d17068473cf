"""Tells the other replicas what changes in the rooms of this one: joined per round, one round trip for many rooms."""

import asyncio
import itertools
from collections.abc import Callable, Iterable, Sequence

from realtime_hub.bus import Bus, BusDown
from realtime_hub.due_rooms import DueRooms, in_parts
from realtime_hub.live_store import LiveWrite
from realtime_hub.metrics import Metrics
from realtime_hub.pacing import Pacing
from realtime_hub.room.effects import Share
from realtime_hub.runner import REPEAT_SECONDS, Runner
from shared.events.replicas import encoded_fact, field_of
from shared.events.values import SessionId

_LEAST_ROUND_SECONDS = 0.05
_TICKS_PER_ROUND = 2
_KEPT_SECONDS = 0.25
_FACT_SECONDS = 0.00002
_FACTS_AT_ONCE = 30
_REST_PER_WORK = 10
_MOST_REST_SECONDS = 0.2
_RETRY_SECONDS = 0.5


class Replication:
    """Takes the rooms that are due, every other tick, in pieces that hold up nobody: 30 facts, or what takes half as
    long as a lively hub rests anyway. A fact costs some 20 µs of the processor's time and buys a rest of ten times as
    much: under load, what it tells is joined for longer. Rooms that no other replica has, and numbers to repeat, have
    their turn within a quarter of a second."""

    def __init__(
        self,
        bus: Bus,
        due: DueRooms[Runner],
        pacing: Pacing,
        metrics: Metrics,
        now: Callable[[], float],
        tick_seconds: float,
    ) -> None:
        self._bus = bus
        self._due = due
        self._pacing = pacing
        self._facts_at_once = max(_FACTS_AT_ONCE, int(pacing.rest_seconds / 2 / _FACT_SECONDS))
        self._metrics = metrics
        self._now = now
        self._round_seconds = max(_LEAST_ROUND_SECONDS, min(_MOST_REST_SECONDS, _TICKS_PER_ROUND * tick_seconds))

    async def run(self) -> None:
        """Tell for ever."""
        kept = min(1, self._round_seconds / _KEPT_SECONDS)
        for number in itertools.count():
            with self._pacing.without_rests():
                told = await self.tell(kept=kept, repeated=number % int(1 / kept) == 0)
            if told is None:
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                rest = told * _FACT_SECONDS * _REST_PER_WORK
                await asyncio.sleep(max(self._round_seconds, min(_MOST_REST_SECONDS, rest)))

    async def tell(self, *, kept: float = 1, repeated: bool = True) -> int | None:
        """Tell what is due, the numbers to repeat, and this part of what is only kept; how many facts that were, or
        None when Redis did not take all of it. What it did not take is told later, with everything else of its room."""
        if not self._bus.is_up:
            return None
        pieces: list[asyncio.Task[int | None]] = []
        due = self._due.take_to_tell(kept=kept, repeated=repeated)
        async with asyncio.TaskGroup() as telling:
            for part in in_parts(due, _facts_of, self._facts_at_once):
                pieces.append(telling.create_task(self._tell(part)))
                await asyncio.sleep(0)  # until it is written
                await self._pacing.members_first()
        told = [piece.result() for piece in pieces]
        return None if None in told else sum(filter(None, told))

    async def _tell(self, runners: Sequence[Runner]) -> int | None:
        due, now = {runner.session_id: runner for runner in runners}, self._now()
        writes = [write for runner in runners for write in _writes(runner, now)]
        forgotten: Iterable[SessionId] = due
        try:
            forgotten = await self._bus.publish_live(writes) if writes else ()
        except BusDown:
            self._metrics.shares_lost += len(writes)
        for session_id in forgotten:
            due[session_id].tell_all_soon()
        return None if forgotten is due else sum(len(write.facts) for write in writes)


def _facts_of(runner: Runner) -> int:
    return 1 + runner.room.facts_to_share(is_whole=runner.is_to_tell_all)


def _writes(runner: Runner, now: float) -> list[LiveWrite]:
    """A batch of what changed, or everything; every two seconds at least the number again."""
    is_refresh = now - runner.told_at >= REPEAT_SECONDS
    if is_refresh:
        runner.told_at = now
    if runner.room.has_unshared or runner.is_to_tell_all:
        return [_write(runner, share, is_refresh) for share in runner.take_shares()]
    return [LiveWrite(runner.session_id, runner.room.state.share_number, is_refresh=True)] if is_refresh else []


def _write(runner: Runner, share: Share, is_refresh: bool) -> LiveWrite:
    """While this replica is alone in a room, nobody listens: it writes through, and says its number now and then."""
    return LiveWrite(
        session_id=runner.session_id,
        number=share.number,
        facts={field_of(fact): encoded_fact(fact) for fact in share.facts},
        gone=share.gone,
        is_whole=share.is_whole,
        is_refresh=is_refresh,
        is_published=share.is_whole or is_refresh or runner.room.is_shared,
    )
