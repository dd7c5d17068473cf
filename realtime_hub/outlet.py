"""The bounded way out of a connection: messages of one turn joined into one frame and one write."""

import asyncio
from collections.abc import Callable

from realtime_hub.metrics import Metrics
from realtime_hub.pacing import Pacing
from realtime_hub.room.inputs import Backlog
from realtime_hub.transport import HubSocket
from realtime_hub.wire import joined
from shared.settings import HubLimits

_STALLED_SECONDS = 10.0
_LOOK_SECONDS = 1.0


class Outlet:
    """Tells how far the reader is behind, and drops one that is too far behind or stands still."""

    __slots__ = (
        "_changed",
        "_is_scheduled",
        "_is_watched",
        "_level",
        "_limits",
        "_metrics",
        "_pacing",
        "_queued",
        "_queued_bytes",
        "_sent_bytes",
        "_sent_since",
        "_socket",
        "_written_bytes",
    )

    def __init__(
        self,
        socket: HubSocket,
        limits: HubLimits,
        metrics: Metrics,
        pacing: Pacing,
        changed: Callable[[Backlog], None],
    ) -> None:
        self._socket = socket
        self._limits = limits
        self._metrics = metrics
        self._changed = changed
        self._pacing = pacing
        self._queued: list[bytes] = []
        self._queued_bytes = 0
        self._is_scheduled = False
        self._is_watched = False
        self._level = Backlog.OPEN
        self._written_bytes = 0
        self._sent_bytes = 0
        self._sent_since = 0.0

    def put(self, message: bytes) -> None:
        """Goes out at the end of this turn of the event loop, with all that it brings besides; a large heap at once."""
        self._queued.append(message)
        self._queued_bytes += len(message)
        if self._queued_bytes > self._limits.backlog_merge_bytes:
            self._write()
        elif not self._is_scheduled:
            self._is_scheduled = True
            self._pacing.at_end_of_turn(self.flush)

    def flush(self) -> None:
        """Write what is queued."""
        self._is_scheduled = False
        if self._queued:
            self._write()

    def let_go(self) -> None:
        """The socket is gone: nobody is told any more."""
        self._changed = _nobody

    def _write(self) -> None:
        queued, self._queued = self._queued, []
        self._queued_bytes = 0
        frames = joined(queued)
        written = self._socket.write_texts(frames)
        self._written_bytes += written
        self._metrics.frames_out += len(frames)
        self._metrics.bytes_out += written
        backlog = self._socket.backlog_bytes()
        if backlog > written:
            self._watch()
        if backlog > self._limits.backlog_merge_bytes:
            self._grew(backlog)

    def _grew(self, backlog: int) -> None:
        if backlog > self._limits.backlog_abort_bytes:
            self._drop()
        elif backlog > self._limits.backlog_snapshot_bytes:
            self._set_level(Backlog.STOPPED)
        elif self._level is Backlog.OPEN:
            self._set_level(Backlog.MERGING)

    def drained(self) -> None:
        """The socket's low mark is reached: all is well."""
        self._set_level(Backlog.OPEN)

    def _watch(self) -> None:
        """Something from before this write still waits: from now on the reader has to take something."""
        if not self._is_watched:
            self._is_watched = True
            self._note_progress(self._socket.backlog_bytes())
            asyncio.get_running_loop().call_later(_LOOK_SECONDS, self._look)

    def _look(self) -> None:
        """Drop a reader that took nothing for ten seconds although something waits for it."""
        backlog = self._socket.backlog_bytes()
        if backlog == 0:
            self._is_watched = False
            return
        if self._written_bytes - backlog != self._sent_bytes:
            self._note_progress(backlog)
        elif asyncio.get_running_loop().time() - self._sent_since >= _STALLED_SECONDS:
            self._drop()
            return
        asyncio.get_running_loop().call_later(_LOOK_SECONDS, self._look)

    def _note_progress(self, backlog: int) -> None:
        self._sent_bytes = self._written_bytes - backlog
        self._sent_since = asyncio.get_running_loop().time()

    def _set_level(self, level: Backlog) -> None:
        if level is not self._level:
            self._level = level
            self._changed(level)

    def _drop(self) -> None:
        self._metrics.aborted_connections += 1
        self._socket.abort()


def _nobody(_level: Backlog) -> None:
    pass
