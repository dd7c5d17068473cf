"""The figures of core, worker and ingest for Prometheus, served on a port of their own (R315).

Each process makes its figures in its composition root, and none at all while METRICS_PORT is 0. The core's web
processes add up through files: see gunicorn_hooks.
"""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import redis
import sqlalchemy as sa
import sqlalchemy.exc
import structlog
from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server, values
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from core_service.foundation.models import PendingJob
from shared.clock import Clock

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_JOB_SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Where prometheus-client looks for the folder of figures that forked processes share."""

_log = structlog.get_logger(__name__)


def share_figures(folder: Path) -> None:
    """From now on figures are kept in files of `folder`, one set per process; call it before any are made."""
    os.environ[_FOLDER_VARIABLE] = str(folder)
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]


def serve_figures(registry: CollectorRegistry, host: str, port: int) -> None:
    """Answer `GET /metrics` from a thread of this process; port 0 is off. Raises OSError if the port is taken."""
    if port:
        start_http_server(port, addr=host, registry=registry)


def own_registry() -> CollectorRegistry:
    """A registry for a process that stands alone, with its memory, CPU time and open files."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    return registry


class RequestFigures:
    """Requests by route and status, and how long they took; a route is its rule, so that ids make no new series."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter("core_requests", "Requests answered", ["method", "route", "status"], registry=registry)
        self._seconds = Histogram(
            "core_request_seconds",
            "From the request's start to its answer",
            ["method", "route"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._running = Gauge(
            "core_requests_running", "Requests being answered", multiprocess_mode="livesum", registry=registry
        )

    def watch(self, app: Flask) -> None:
        """Count what `app` answers."""
        app.before_request(self._begin)
        app.after_request(self._answer)
        app.teardown_request(self._end)

    def _begin(self) -> None:
        g.began_at = time.perf_counter()
        self._running.inc()

    def _answer(self, response: Response) -> Response:
        method = request.method if request.method in _METHODS else "OTHER"
        route = request.url_rule.rule if request.url_rule else "none"
        self._requests.labels(method, route, str(response.status_code)).inc()
        if "began_at" in g:
            self._seconds.labels(method, route).observe(time.perf_counter() - g.began_at)
        return response

    def _end(self, _error: BaseException | None) -> None:
        if g.pop("began_at", None) is not None:
            self._running.dec()


class PoolFigures:
    """How many connections to the database are open and lent out, and how many there may be."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._open = self._gauge("core_database_connections", "Open connections to the database", registry)
        self._used = self._gauge("core_database_connections_used", "Those lent out to a transaction", registry)
        self._most = self._gauge("core_database_connections_most", "How many may be open", registry)

    @staticmethod
    def _gauge(name: str, text: str, registry: CollectorRegistry) -> Gauge:
        return Gauge(name, text, multiprocess_mode="livesum", registry=registry)

    def watch(self, engine: sa.Engine, most: int) -> None:
        """Count the connections of `engine`, whose pool opens `most` at most."""
        self._most.set(most)
        for name, gauge, step in (
            ("connect", self._open, 1),
            ("close", self._open, -1),
            ("checkout", self._used, 1),
            ("checkin", self._used, -1),
        ):
            sa.event.listen(engine, name, _stepping(gauge, step))


def _stepping(gauge: Gauge, step: int) -> Any:  # SQLAlchemy's listeners take whatever their event brings
    def listener(*_: object) -> None:
        gauge.inc(step)

    return listener


class JobFigures:
    """Jobs that this worker has run, by name and outcome."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._jobs = Counter("core_jobs", "Jobs run", ["name", "outcome"], registry=registry)
        self._seconds = Histogram(
            "core_job_seconds", "How long jobs ran", ["name"], buckets=_JOB_SECONDS, registry=registry
        )

    @contextmanager
    def measured(self, name: str) -> Iterator[None]:
        """Around one job; an exception counts as `failed` and goes on."""
        began_at, outcome = time.perf_counter(), "failed"
        try:
            yield
            outcome = "done"
        finally:
            self._jobs.labels(name, outcome).inc()
            self._seconds.labels(name).observe(time.perf_counter() - began_at)


class WaitingJobs(Collector):
    """Jobs that are due and not done, read from the database whenever Prometheus asks."""

    def __init__(self, registry: CollectorRegistry, engine: sa.Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        registry.register(self)

    def describe(self) -> Iterable[Metric]:
        """Nothing to tell in advance: registering must not ask the database."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Empty while the database is away: a gap in the graph, no lie."""
        waiting = GaugeMetricFamily("core_jobs_waiting", "Jobs that are due and not done", labels=["name"])
        oldest = GaugeMetricFamily("core_jobs_oldest_seconds", "For how long the oldest has been due")
        now = self._clock.now()
        try:
            with self._engine.connect() as connection:
                rows = connection.execute(_WAITING_JOBS, {"now": now}).all()
        except sqlalchemy.exc.SQLAlchemyError as error:
            _log.warning("waiting jobs not counted", error=str(error))
            return
        for name, number, _ in rows:
            waiting.add_metric([name], number)
        oldest.add_metric([], max(((now - due_at).total_seconds() for *_, due_at in rows), default=0.0))
        yield from (waiting, oldest)


_WAITING_JOBS = (
    sa.select(PendingJob.name, sa.func.count(), sa.func.min(PendingJob.due_at))
    .where(PendingJob.done_at.is_(None), PendingJob.failed_at.is_(None), PendingJob.due_at <= sa.bindparam("now"))
    .group_by(PendingJob.name)
)


class Takings(Protocol):
    """What ingest has done since it started, as it counts it itself."""

    taken: int
    dead: int


class IngestFigures(Collector):
    """The hub's reports that have come into the database, and those that were given up."""

    def __init__(self, registry: CollectorRegistry, ingest: Takings) -> None:
        self._ingest = ingest
        registry.register(self)

    def collect(self) -> Iterable[Metric]:
        """What ingest has counted since it started."""
        yield CounterMetricFamily("ingest_reports_taken", "Reports written to the database", self._ingest.taken)
        yield CounterMetricFamily("ingest_reports_dead", "Reports given up after five tries", self._ingest.dead)


class WaitingReports(Collector):
    """How much of the reports stream is unread or unacknowledged, asked of Redis whenever Prometheus asks."""

    def __init__(self, registry: CollectorRegistry, client: redis.Redis, stream: str, group: str) -> None:
        self._client = client
        self._stream = stream
        self._group = group
        registry.register(self)

    def describe(self) -> Iterable[Metric]:
        """Nothing to tell in advance: registering must not ask Redis."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Empty while Redis or the group is away."""
        try:
            groups: Any = self._client.xinfo_groups(self._stream)
        except redis.RedisError as error:
            _log.warning("waiting reports not counted", error=str(error))
            return
        for group in groups:
            if _text(group["name"]) == self._group:
                waiting = int(group.get("lag") or 0) + int(group["pending"])
                yield GaugeMetricFamily("ingest_reports_waiting", "Reports not yet in the database", waiting)


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
