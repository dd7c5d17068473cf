"""A TCP proxy that does to its connections what networks do: delays, cuts, goes silent, and for pub/sub more."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from random import Random

from tests.faults.resp import PushFilter

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Dial = Callable[[], Awaitable[Streams]]
_CHUNK = 65536


class Proxy:
    """Between a port of its own and a server; harmless until told otherwise."""

    def __init__(self, dial: Dial, random: Random, *, is_redis: bool = False) -> None:
        self.delay_seconds = 0.0
        self.drop_share = 0.0
        self.duplicate_share = 0.0
        self.refuses = False
        self._dial = dial
        self._random = random
        self._is_redis = is_redis
        self._is_silent = False
        self._open: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def start(self) -> None:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)

    async def stop(self) -> None:
        """End everything."""
        assert self._server is not None
        self._server.close()
        self.cut()
        for pump in self._pumps:
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    def cut(self) -> None:
        """Reset every connection."""
        for writer in list(self._open):
            writer.transport.abort()

    def go_silent(self) -> None:
        """Half-open: connections stay and are accepted, nothing comes through."""
        self._is_silent = True

    def heal(self) -> None:
        """Harmless again; connections that were silent have lost bytes, so they end."""
        if self._is_silent or self.refuses:
            self.cut()
        self._is_silent = self.refuses = False
        self.delay_seconds = self.drop_share = self.duplicate_share = 0.0

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refuses:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await self._dial()
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, far_writer}
        pushes = PushFilter(self._fate) if self._is_redis else None
        for pump in (self._pump(reader, far_writer, None), self._pump(far_reader, writer, pushes)):
            task = asyncio.create_task(pump)
            self._pumps.add(task)
            task.add_done_callback(self._pumps.discard)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pushes: PushFilter | None
    ) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):  # the latter is uvloop's, for who has just hung up
            while piece := await reader.read(_CHUNK):
                if self.delay_seconds:
                    await asyncio.sleep(self._random.uniform(0, self.delay_seconds))
                if self._is_silent:
                    continue
                writer.write(piece if pushes is None else pushes.passed(piece))
                await writer.drain()
        writer.transport.abort()
        self._open.discard(writer)

    def _fate(self) -> int:
        """How often a pub/sub message is delivered."""
        chance = self._random.random()
        if chance < self.drop_share:
            return 0
        return 2 if chance < self.drop_share + self.duplicate_share else 1


def to_port(port: int) -> Dial:
    """A server on this machine."""
    return lambda: asyncio.open_connection("127.0.0.1", port)
