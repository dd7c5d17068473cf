"""Ingest: carries what hubs report from the Redis stream into PostgreSQL, each report at least once and in any order.

A batch is written in one transaction by key and version, then acknowledged. A report that cannot be written is tried
five times and set aside; while the database is away everything waits in the stream (ARCHITECTURE 2).
"""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import redis
import sqlalchemy.exc
import structlog

from core_service.attendance.service import record_presence
from core_service.foundation.db import Database, DataScope
from core_service.foundation.metrics import IngestFigures, PoolFigures, WaitingReports, own_registry, serve_figures
from core_service.foundation.runtime import Runtime, connect
from core_service.identity.service.tablets import note_presence
from core_service.tables import load_tables
from core_service.work.service.reports import take_activity_reports, take_draft_reports
from shared.events.reports import (
    DEAD_STREAM as DEAD_STREAM,
    REPORT_FIELD,
    REPORTS_STREAM,
    ActivityReport,
    DraftReport,
    PresenceReport,
    Report,
    decoded_report,
)
from shared.logs import configure_logging
from shared.settings import CoreSettings

GROUP = "core"
TRIES_HASH = f"{REPORTS_STREAM}:tries"
MOST_TRIES = 5
MOST_DEAD = 10_000
BATCH = 200

_BLOCK_MS = 1000
_PAUSE_SECONDS = 1.0
_RETRY_SECONDS = 5.0
_TIDY_SECONDS = 10.0
_TELL_SECONDS = 60.0
_ORPHANED_MS = 60_000
_GONE_MS = 3_600_000

_log = structlog.get_logger(__name__)

_Fields = dict[bytes | bytearray | memoryview | str | int | float, bytes | bytearray | memoryview | str | int | float]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the stream; `text` is None where the field is missing."""

    id: bytes
    text: bytes | None


class Ingest:
    """One consumer of the stream; several share the work."""

    def __init__(
        self, database: Database, client: redis.Redis, consumer: str, *, retry_seconds: float = _RETRY_SECONDS
    ) -> None:
        self._database = database
        self._redis = client
        self._consumer = consumer
        self._retry_seconds = retry_seconds
        self._retry_at: float | None = time.monotonic()
        self.taken = 0
        self.dead = 0

    def join_group(self) -> None:
        """Makes the group, from the stream's beginning, if it is not there."""
        try:
            self._redis.xgroup_create(REPORTS_STREAM, GROUP, id="0", mkstream=True)
        except redis.ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    def step(self, block_ms: int = _BLOCK_MS) -> int:
        """Takes one batch of new entries, after those that were read before but not written; how many it read.

        Raises redis.RedisError and sqlalchemy's OperationalError while either is away: nothing is lost then.
        """
        leftovers = self._read("0", None) if self._is_retry_due() else []
        if leftovers:
            self._take(leftovers)
        elif self._is_retry_due():
            self._retry_at = None
        fresh = self._read(">", block_ms)
        if fresh:
            self._take(fresh)
        return len(leftovers) + len(fresh)

    def _is_retry_due(self) -> bool:
        return self._retry_at is not None and time.monotonic() >= self._retry_at

    def _read(self, after: str, block_ms: int | None) -> list[Entry]:
        answer: Any = self._redis.xreadgroup(  # typed for every version of the protocol at once
            GROUP, self._consumer, {REPORTS_STREAM: after}, count=BATCH, block=block_ms
        )
        found = [each for _, entries in answer or [] for each in entries]
        return [Entry(id, (fields or {}).get(REPORT_FIELD.encode())) for id, fields in found]

    def _take(self, entries: Sequence[Entry]) -> None:
        """Writes and acknowledges; whatever is left of it comes again."""
        self._retry_at = self._retry_at or time.monotonic()
        try:
            self._write(entries)
        except sqlalchemy.exc.OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 - one bad report must not hold up the others: each is tried alone
            _log.warning("a batch was refused", entries=len(entries), error=_short(error))
            for entry in entries:
                self._take_alone(entry)
            self._retry_at = time.monotonic() + self._retry_seconds
        else:
            self._acknowledge(entries)

    def _take_alone(self, entry: Entry) -> None:
        try:
            self._write([entry])
        except sqlalchemy.exc.OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 - counted, and set aside when it is hopeless
            self._refuse(entry, _short(error))
        else:
            self._acknowledge([entry])

    def _write(self, entries: Sequence[Entry]) -> None:
        reports = [decoded_report(entry.text or b"") for entry in entries]
        with self._database.transaction(_scope_of(reports)) as db:
            presences = [each for each in reports if isinstance(each, PresenceReport)]
            record_presence(db, presences)
            note_presence(db, presences)
            take_activity_reports(db, [each for each in reports if isinstance(each, ActivityReport)])
            take_draft_reports(db, [each for each in reports if isinstance(each, DraftReport)])

    def _acknowledge(self, entries: Sequence[Entry]) -> None:
        ids = [entry.id for entry in entries]
        with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.xack(REPORTS_STREAM, GROUP, *ids)
            pipeline.hdel(TRIES_HASH, *ids)
            pipeline.execute()
        self.taken += len(ids)

    def _refuse(self, entry: Entry, error: str) -> None:
        """Counts a failure, and sets the entry aside when it has been tried often enough."""
        if self._redis.hincrby(TRIES_HASH, entry.id, 1) < MOST_TRIES:
            return
        with self._redis.pipeline(transaction=True) as pipeline:
            fields: _Fields = {"id": entry.id, REPORT_FIELD: entry.text or b"", "error": error}
            pipeline.xadd(DEAD_STREAM, fields, maxlen=MOST_DEAD)
            pipeline.xack(REPORTS_STREAM, GROUP, entry.id)
            pipeline.hdel(TRIES_HASH, entry.id)
            pipeline.execute()
        self.dead += 1
        _log.error("a report was set aside", entry=entry.id.decode(), error=error)

    def tidy(self, *, orphaned_ms: int = _ORPHANED_MS) -> None:
        """Takes over what consumers that died have left, forgets them, and trims what everybody is done with."""
        claimed = self._redis.xautoclaim(REPORTS_STREAM, GROUP, self._consumer, orphaned_ms, count=BATCH)
        if claimed[1]:
            self._retry_at = self._retry_at or time.monotonic()
        for consumer in self._redis.xinfo_consumers(REPORTS_STREAM, GROUP):
            if consumer["pending"] == 0 and consumer["idle"] > _GONE_MS:
                self._redis.xgroup_delconsumer(REPORTS_STREAM, GROUP, consumer["name"])
        self._redis.xtrim(REPORTS_STREAM, minid=self._oldest_needed(), approximate=False)

    def _oldest_needed(self) -> bytes:
        """The oldest entry that is pending; if none is, the last that was delivered."""
        pending = self._redis.xpending(REPORTS_STREAM, GROUP)
        if pending["pending"]:
            return bytes(pending["min"])
        groups = self._redis.xinfo_groups(REPORTS_STREAM)
        return next(bytes(group["last-delivered-id"]) for group in groups if group["name"] == GROUP.encode())

    def waiting(self) -> int | None:
        """Entries that nobody has read yet, as far as Redis knows."""
        groups = self._redis.xinfo_groups(REPORTS_STREAM)
        return next((group["lag"] for group in groups if group["name"] == GROUP.encode()), None)


def _scope_of(reports: Sequence[Report]) -> DataScope:
    """The centres that the hub took from verified tickets; keys refuse a report whose session is not in its centre."""
    return DataScope(frozenset(UUID(report.centre_id) for report in reports))


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def run_until(stop: threading.Event, ingest: Ingest) -> None:
    """Takes reports until it is told to stop; a batch that has begun is finished."""
    tidied_at, told_at = float("-inf"), time.monotonic()
    is_joined = False
    while not stop.is_set():
        try:
            if not is_joined:
                ingest.join_group()
                is_joined = True
            ingest.step()
            if time.monotonic() - tidied_at > _TIDY_SECONDS:
                ingest.tidy()
                tidied_at = time.monotonic()
            if time.monotonic() - told_at > _TELL_SECONDS:
                _log.info("ingest is well", taken=ingest.taken, set_aside=ingest.dead, waiting=ingest.waiting())
                told_at = time.monotonic()
        except (redis.RedisError, sqlalchemy.exc.OperationalError) as error:
            _log.warning("ingest waits", error=_short(error))
            is_joined = False
            stop.wait(_PAUSE_SECONDS)


def main() -> None:
    """Takes reports until SIGTERM or SIGINT."""
    settings = CoreSettings.from_environment(os.environ)
    configure_logging("ingest", settings.environment, settings.log_level)
    load_tables()
    run = connect(settings)
    run.database.refuse_unsafe_role()
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, _setter(stop))
    ingest = Ingest(run.database, run.redis, f"{socket.gethostname()}-{os.getpid()}")
    if settings.metrics_port:
        _serve_figures(run, ingest)
    _log.info("ingest runs")
    run_until(stop, ingest)
    _log.info("ingest stops", taken=ingest.taken, set_aside=ingest.dead)
    run.database.close()


def _serve_figures(run: Runtime, ingest: Ingest) -> None:
    registry = own_registry()
    IngestFigures(registry, ingest)
    WaitingReports(registry, run.redis, REPORTS_STREAM, GROUP)
    PoolFigures(registry).watch(run.database.engine, run.database.most_connections)
    serve_figures(registry, run.settings.core_host, run.settings.metrics_port)


def _setter(stop: threading.Event) -> Callable[[int, object], None]:
    def handle(_signal: int, _frame: object) -> None:
        stop.set()

    return handle


if __name__ == "__main__":
    main()
