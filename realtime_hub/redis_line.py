"""Connections to Redis for what goes on all the time: redis-py opens them, whole answers are heard as they arrive.

Its own reading passes a task, a timer and a dozen calls for each answer; here a slice of all rooms wakes the hub once.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import hiredis
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError, RedisError

Answer = Any  # bytes, a number, None, or a list of answers


class RedisLine(asyncio.Protocol):
    """One connection's life. `lost` is called once, unless we closed it; an error as answer ends it."""

    def __init__(self, hear: Callable[[Answer], None], lost: Callable[[Exception], None]) -> None:
        self._hear = hear
        self._lost = lost
        self._reader = hiredis.Reader()
        self._opened: Any = None  # redis-py's connection
        self._transport: asyncio.Transport | None = None

    async def open(self, redis: Redis) -> None:
        """Let redis-py connect, encrypt and sign in; then take over. Raises RedisError or OSError."""
        pool = redis.connection_pool
        self._opened = pool.connection_class(**pool.connection_kwargs)
        await self._opened.connect()
        self._transport = self._opened._writer.transport  # redis-py gives no other way to it
        self._transport.set_protocol(self)

    def send(self, *commands: bytes) -> None:
        """Written at once, in one piece. Raises RedisConnectionError when it is not open."""
        if self._transport is None or self._transport.is_closing():
            raise RedisConnectionError("not connected")
        self._transport.write(b"".join(commands))

    async def close(self) -> None:
        """Give the connection up without waiting for Redis."""
        self._transport = None
        if self._opened is not None:
            await self._opened.disconnect(nowait=True)

    def data_received(self, data: bytes) -> None:
        """Every answer that is whole now."""
        self._reader.feed(data)
        try:
            while (answer := self._reader.gets()) is not False:
                if isinstance(answer, hiredis.HiredisError):
                    raise answer
                self._hear(answer)
        except hiredis.HiredisError as problem:
            self._end(RedisError(str(problem)))

    def connection_lost(self, exc: Exception | None) -> None:
        """Redis went away, or we did."""
        self._end(exc or RedisConnectionError("Redis closed the connection"))

    def _end(self, problem: Exception) -> None:
        transport, self._transport = self._transport, None
        if transport is not None:
            transport.abort()
            self._lost(problem)


@dataclass(slots=True, eq=False)
class _Batch:
    wanted: int
    answers: list[Answer]
    whole: asyncio.Future[None]


class RedisExchange:
    """Asks batches of commands, which do not wait for each other's answers; each is answered as a whole. Reconnects
    when asked again."""

    def __init__(self, redis: Redis, answer_seconds: float) -> None:
        self._redis = redis
        self._answer_seconds = answer_seconds
        self._line: RedisLine | None = None
        self._opening = asyncio.Lock()
        self._asked: deque[_Batch] = deque()

    async def ask(self, commands: list[bytes]) -> list[Answer]:
        """One answer per command, one round trip for all. Raises RedisError, OSError or TimeoutError, and hangs up:
        every other batch that waits fails with it, and may or may not have happened."""
        batch = _Batch(len(commands), [], asyncio.get_running_loop().create_future())
        line: RedisLine | None = None
        try:
            async with asyncio.timeout(self._answer_seconds):
                line = self._line or await self._opened()
                line.send(*commands)
                self._asked.append(batch)
                await batch.whole
        except BaseException:
            if line is self._line:  # and not one that was opened after it
                await self.close()
            raise
        return batch.answers

    async def close(self) -> None:
        """Hang up."""
        line, self._line = self._line, None
        self._fail(RedisConnectionError("hung up"))
        if line is not None:
            await line.close()

    async def _opened(self) -> RedisLine:
        async with self._opening:
            if self._line is None:
                line = RedisLine(self._hear, self._lose)
                try:
                    await line.open(self._redis)
                except BaseException:
                    await line.close()
                    raise
                self._line = line
            return self._line

    def _hear(self, answer: Answer) -> None:
        batch = self._asked[0]
        batch.answers.append(answer)
        if len(batch.answers) == batch.wanted:
            self._asked.popleft()
            if not batch.whole.done():
                batch.whole.set_result(None)

    def _lose(self, problem: Exception) -> None:
        self._line = None
        self._fail(problem)

    def _fail(self, problem: Exception) -> None:
        while self._asked:
            batch = self._asked.popleft()
            if not batch.whole.done():
                batch.whole.set_exception(problem)


def packed(*parts: bytes) -> bytes:
    """A command as Redis reads it."""
    return bytes(hiredis.pack_command(parts))  # type: ignore[arg-type]  # its stub knows tuples of one part only
