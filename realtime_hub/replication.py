"""Tells the other replicas what changes in the rooms of this one: joined per moment, one round trip for all rooms."""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterable, Sequence

from realtime_hub.bus import Bus, BusDown
from realtime_hub.live_store import LiveWrite
from realtime_hub.metrics import Metrics
from realtime_hub.room.effects import Share
from realtime_hub.runner import Runner
from shared.events.replicas import encoded_fact, field_of
from shared.events.values import SessionId

_ROUND_SECONDS = 0.05
_MOST_SLICES = 5
_ROOMS_IN_A_SLICE = 20
_RESTS_PER_WORK = 9
_MOST_REST_SECONDS = 0.2
_REPEAT_SECONDS = 2.0
_RETRY_SECONDS = 0.5


class Replication:
    """Takes many rooms a slice at a time, so that no message waits long, and never more than a tenth of the
    processor's time: under load, what it tells is joined for longer."""

    def __init__(
        self, bus: Bus, runners: Callable[[], Sequence[Runner]], metrics: Metrics, now: Callable[[], float]
    ) -> None:
        self._bus = bus
        self._runners = runners
        self._metrics = metrics
        self._now = now

    async def run(self) -> None:
        """Tell for ever."""
        for beat in itertools.count():
            slices = max(1, min(_MOST_SLICES, len(self._runners()) // _ROOMS_IN_A_SLICE))
            started = time.process_time()
            is_told = await self.tell(beat % slices, slices)
            rest = min(_MOST_REST_SECONDS, _RESTS_PER_WORK * (time.process_time() - started))
            await asyncio.sleep(max(_ROUND_SECONDS / slices, rest) if is_told else _RETRY_SECONDS)

    async def tell(self, part: int = 0, slices: int = 1) -> bool:
        """Tell what is due in a slice of the rooms, or in all; whether Redis took it.

        What it did not take is told later, with everything else of its room.
        """
        if not self._bus.is_up:
            return False
        now = self._now()
        due = {runner.session_id: runner for runner in self._runners()[part::slices] if _is_due(runner, now)}
        writes = [write for runner in due.values() for write in _writes(runner, now)]
        if not writes:
            return True
        forgotten: Iterable[SessionId] = due
        try:
            forgotten = await self._bus.publish_live(writes)
        except BusDown:
            self._metrics.shares_lost += len(writes)
        for session_id in forgotten:
            due[session_id].is_to_tell_all = True
        return forgotten is not due


def _is_due(runner: Runner, now: float) -> bool:
    return runner.room.has_unshared or runner.is_to_tell_all or now - runner.told_at >= _REPEAT_SECONDS


def _writes(runner: Runner, now: float) -> list[LiveWrite]:
    """A batch of what changed, or everything; every two seconds at least the number again."""
    is_refresh = now - runner.told_at >= _REPEAT_SECONDS
    if is_refresh:
        runner.told_at = now
    if runner.room.has_unshared or runner.is_to_tell_all:
        return [_write(runner, share, is_refresh) for share in runner.take_shares()]
    return [LiveWrite(runner.session_id, runner.room.state.share_number, is_refresh=True)]


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
