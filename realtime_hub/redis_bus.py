"""The bus on Redis: pub/sub that notices its own gaps, by a probe of its own and by unasked confirmations."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterable, Sequence

import msgspec
import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from realtime_hub.background import ended
from realtime_hub.bus import BusDown, BusListener
from realtime_hub.live_store import LiveWrite, read_live, read_replica, write_live
from realtime_hub.metrics import Metrics
from realtime_hub.redis_line import Answer, RedisExchange, RedisLine, packed
from shared.events.notices import CONTROL_CHANNEL, decoded_revocation, decoded_room_notice, room_channel
from shared.events.replicas import ReplicaFacts, decoded_batch, live_channel
from shared.events.reports import REPORT_FIELD, REPORTS_STREAM
from shared.events.values import ReplicaId, SessionId, UserId
from shared.ids import new_id

_PROBE_SECONDS = 0.5
_ANSWER_SECONDS = 2.0
_PATIENCE_SECONDS = 2.5
_FAILURES = (RedisError, OSError, TimeoutError, RuntimeError)
"""The last is what uvloop raises when redis-py writes to a connection that was lost a moment before."""
_APPEND = b"for i = 2, #ARGV do redis.call('XADD', KEYS[1], '*', ARGV[1], ARGV[i]) end"
_ROOM_PREFIX = room_channel("")
_LIVE_PREFIX = live_channel("")

logger = structlog.get_logger(__name__)


class RedisBus:
    """Reconnects for ever; whatever may have been lost meanwhile is reported as missed, room by room."""

    def __init__(self, url: str, metrics: Metrics) -> None:
        self._metrics = metrics
        self._redis = Redis.from_url(
            url,
            socket_timeout=_ANSWER_SECONDS,
            socket_connect_timeout=_ANSWER_SECONDS,
            protocol=2,
            retry=Retry(NoBackoff(), 0),
        )
        self._telling = RedisExchange(self._redis, _ANSWER_SECONDS)
        self.replica = ReplicaId(str(new_id()))
        self._own_batch = f'{{"replica":"{self.replica}"'.encode()
        self._probe_channel = f"hub:probe:{self.replica}"
        self._listener: BusListener | None = None
        self._line: RedisLine | None = None
        self._wanted: set[SessionId] = set()
        self._confirmations: dict[str, asyncio.Future[None]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._probed_at = 0.0
        self._down_since: float | None = time.monotonic()

    @property
    def is_up(self) -> bool:
        """Whether probes come back."""
        return self._down_since is None

    def seconds_down(self) -> float:
        """Since the last probe that came back, roughly."""
        return 0.0 if self._down_since is None else time.monotonic() - self._down_since

    async def start(self, listener: BusListener) -> None:
        """Listen in the background, now and after every failure; waits a moment for the first connection."""
        self._listener = listener
        confirmed = self._confirmation(self._probe_channel)
        self._tasks = [asyncio.create_task(self._listen_for_ever()), asyncio.create_task(self._probe_for_ever())]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(confirmed, _ANSWER_SECONDS)

    async def close(self) -> None:
        """Stop both tasks and drop the connections."""
        await ended(self._tasks)
        await self._hang_up()
        await self._telling.close()
        await self._redis.aclose()

    async def subscribe(self, session_id: SessionId) -> None:
        """Confirmed by Redis when it returns."""
        self._wanted.add(session_id)
        channels = channels_of(session_id)
        confirmed = [self._confirmation(channel) for channel in channels]
        try:
            if self._line is None or not self.is_up:
                raise BusDown
            self._line.send(_listening(b"SUBSCRIBE", channels))
            await asyncio.wait_for(asyncio.gather(*confirmed), _ANSWER_SECONDS)
        except _FAILURES as problem:
            raise BusDown from problem
        finally:
            for channel in channels:
                self._confirmations.pop(channel, None)

    async def unsubscribe(self, session_id: SessionId) -> None:
        """Best effort: a notice for a room that is closed is ignored anyway."""
        self._wanted.discard(session_id)
        if self._line is not None:
            with contextlib.suppress(*_FAILURES):
                self._line.send(_listening(b"UNSUBSCRIBE", channels_of(session_id)))

    async def next_epoch(self, session_id: SessionId, user_id: UserId, above: int) -> int:
        """Kept for two days: longer than any session. A Redis that lost its data is brought up to what was seen."""
        key = f"live:{session_id}:epochs"
        async with self._answering():
            pipeline = self._redis.pipeline(transaction=True)
            pipeline.hincrby(key, user_id, 1)
            pipeline.expire(key, 172_800)
            epoch, _ = await pipeline.execute()
            if epoch <= above:
                epoch = await self._redis.hincrby(key, user_id, above + 1 - int(epoch))
            return int(epoch)

    async def publish_live(self, writes: Sequence[LiveWrite]) -> Sequence[SessionId]:
        """One round trip for all rooms."""
        async with self._answering():
            return await write_live(self._telling, self.replica, writes)

    async def load_live(self, session_id: SessionId) -> Sequence[ReplicaFacts]:
        """Of every replica that has not ended, this one included."""
        async with self._answering():
            return await read_live(self._redis, session_id)

    async def load_replica(self, session_id: SessionId, replica: ReplicaId) -> ReplicaFacts | None:
        """What one replica has told of a room, as of one moment; None when its hash has ended."""
        async with self._answering():
            return await read_replica(self._redis, session_id, replica)

    async def claim_ticket(self, ticket_id: str, seconds: int) -> bool:
        """By a key that only one replica can set."""
        async with self._answering():
            return bool(await self._redis.set(f"hub:ticket:{ticket_id}", b"1", nx=True, ex=max(1, seconds)))

    async def append_reports(self, reports: Sequence[bytes]) -> None:
        """One script call for all: a pipeline's answers cost more than everything else about a report."""
        async with self._answering():
            call = packed(b"EVAL", _APPEND, b"1", REPORTS_STREAM.encode(), REPORT_FIELD.encode(), *reports)
            await self._telling.ask([call])

    @contextlib.asynccontextmanager
    async def _answering(self) -> AsyncIterator[None]:
        if not self.is_up:
            raise BusDown
        try:
            yield
        except _FAILURES as problem:
            raise BusDown from problem

    def _confirmation(self, channel: str) -> "asyncio.Future[None]":
        return self._confirmations.setdefault(channel, asyncio.get_running_loop().create_future())

    async def _listen_for_ever(self) -> None:
        while True:
            try:
                await self._listen()
            except _FAILURES as problem:
                logger.warning("redis does not answer", problem=type(problem).__name__)
            self._note_down()
            await self._hang_up()
            await asyncio.sleep(_PROBE_SECONDS)

    async def _listen(self) -> None:
        """One connection's life; raises when it fails or when probes stop coming back."""
        lost: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()
        self._line = line = RedisLine(self._hear, lost.set_result)
        await line.open(self._redis)
        rooms = [channel for session_id in self._wanted for channel in channels_of(session_id)]
        line.send(_listening(b"SUBSCRIBE", (self._probe_channel, CONTROL_CHANNEL, *rooms)))
        self._probed_at = time.monotonic()
        while time.monotonic() - self._probed_at <= _PATIENCE_SECONDS:
            await asyncio.wait((lost,), timeout=_PROBE_SECONDS)
            if lost.done():
                raise lost.result()
        raise TimeoutError("no probe came back")

    async def _probe_for_ever(self) -> None:
        while True:
            await asyncio.sleep(_PROBE_SECONDS)
            with contextlib.suppress(*_FAILURES):
                await self._redis.publish(self._probe_channel, repr(time.monotonic()))

    def _hear(self, answer: Answer) -> None:
        kind, name, content = answer
        channel = name.decode()
        if kind == b"subscribe":
            self._hear_confirmation(channel)
        elif kind != b"message" or self._listener is None:
            return
        elif channel == self._probe_channel:
            self._probed_at = time.monotonic()
            self._metrics.redis_round_trip_seconds = self._probed_at - float(content)
            self._note_up()
        else:
            self._hear_notice(self._listener, channel, content)

    def _hear_confirmation(self, channel: str) -> None:
        """Pub/sub drops messages silently across a reconnection: an unasked confirmation is its only trace."""
        asked = self._confirmations.pop(channel, None)
        if asked is not None and not asked.done():
            asked.set_result(None)
        elif self._listener is not None and channel.startswith(_ROOM_PREFIX):
            self._listener.missed(SessionId(channel.removeprefix(_ROOM_PREFIX)))
        if channel == self._probe_channel:
            self._note_up()

    def _hear_notice(self, listener: BusListener, channel: str, data: bytes) -> None:
        try:
            if channel.startswith(_LIVE_PREFIX):
                if not data.startswith(self._own_batch):
                    listener.heard(SessionId(channel.removeprefix(_LIVE_PREFIX)), decoded_batch(data))
            elif channel == CONTROL_CHANNEL:
                listener.revoked(decoded_revocation(data))
            else:
                listener.noticed(SessionId(channel.removeprefix(_ROOM_PREFIX)), decoded_room_notice(data))
        except msgspec.DecodeError as problem:
            logger.warning("a notice could not be read", channel=channel, problem=str(problem))

    def _note_up(self) -> None:
        if self._down_since is not None:
            self._down_since = None
            if self._listener is not None:
                self._listener.back()

    def _note_down(self) -> None:
        if self._down_since is None:
            self._down_since = time.monotonic()
            if self._listener is not None:
                self._listener.lost()

    async def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            await line.close()


def channels_of(session_id: SessionId) -> tuple[str, str]:
    """What the core says of a room, and what replicas tell each other."""
    return room_channel(session_id), live_channel(session_id)


def _listening(verb: bytes, channels: Iterable[str]) -> bytes:
    return packed(verb, *(channel.encode() for channel in channels))
