"""The figures of the core's processes: each counted once, and added up over gunicorn's web processes (R315)."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import redis
import sqlalchemy as sa
from flask import Flask
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from core_service.foundation.db import FRANCHISE_ID, Database, DataScope
from core_service.foundation.jobs import schedule
from core_service.foundation.metrics import (
    IngestFigures,
    JobFigures,
    PoolFigures,
    RequestFigures,
    WaitingJobs,
    WaitingReports,
)
from shared.clock import FixedClock
from tests.engines import TestDatabase
from tests.operations.running import answers, running, wait_until
from tests.ports import free_ports


@pytest.fixture
def registry() -> CollectorRegistry:
    """Of this test alone."""
    return CollectorRegistry()


def test_requests_are_counted_by_rule_method_and_status(registry: CollectorRegistry) -> None:
    """Ids in paths and invented methods make no new series."""
    app = Flask(__name__)
    app.add_url_rule("/rooms/<name>", "room", lambda name: name)
    RequestFigures(registry).watch(app)
    client = app.test_client()
    for path in ("/rooms/a", "/rooms/b", "/nowhere"):
        client.get(path)
    client.open("/rooms/a", method="BREW")

    def counted(method: str, route: str, status: str) -> float | None:
        return registry.get_sample_value("core_requests_total", {"method": method, "route": route, "status": status})

    assert counted("GET", "/rooms/<name>", "200") == 2
    assert counted("GET", "none", "404") == 1
    assert counted("OTHER", "none", "405") == 1
    timed = {"method": "GET", "route": "/rooms/<name>"}
    assert registry.get_sample_value("core_request_seconds_count", timed) == 2
    assert registry.get_sample_value("core_requests_running") == 0


def test_the_pool_says_what_is_open_and_what_is_lent(registry: CollectorRegistry, database: TestDatabase) -> None:
    """An operator sees a pool run dry before requests wait for it."""
    pool = Database(database.url, pool_size=2)
    PoolFigures(registry).watch(pool.engine, pool.most_connections)
    with pool.engine.connect(), pool.engine.connect():
        assert registry.get_sample_value("core_database_connections_used") == 2
    assert registry.get_sample_value("core_database_connections_used") == 0
    assert registry.get_sample_value("core_database_connections") == 2
    assert registry.get_sample_value("core_database_connections_most") == 4
    pool.close()
    assert registry.get_sample_value("core_database_connections") == 0


def test_a_failed_job_is_counted_as_failed_and_raises(registry: CollectorRegistry) -> None:
    """The alert on failing jobs looks at the outcome."""
    figures = JobFigures(registry)
    with figures.measured("report"):
        pass
    with pytest.raises(ZeroDivisionError), figures.measured("report"):
        _ = 1 / 0
    for outcome in ("done", "failed"):
        assert registry.get_sample_value("core_jobs_total", {"name": "report", "outcome": outcome}) == 1
    assert registry.get_sample_value("core_job_seconds_count", {"name": "report"}) == 2


@contextmanager
def jobs_due(database: Database, clock: FixedClock, minutes_ago: tuple[int, ...]) -> Iterator[None]:
    """Promised jobs of a name of their own, gone again after the block."""
    scope = DataScope(frozenset({FRANCHISE_ID}))
    with database.transaction(scope) as db:
        for minutes in minutes_ago:
            due_at = clock.now() - timedelta(minutes=minutes)
            schedule(db, "test_of_figures", centre_id=FRANCHISE_ID, due_at=due_at)
    try:
        yield
    finally:
        with database.transaction(scope) as db:
            db.execute(sa.text("DELETE FROM pending_job WHERE name = 'test_of_figures'"))


def test_jobs_that_are_due_are_counted_and_later_ones_are_not(
    registry: CollectorRegistry, database: TestDatabase, clock: FixedClock
) -> None:
    """How far the worker is behind: the number by name, and the age of the oldest."""
    pool = Database(database.url, pool_size=1)
    WaitingJobs(registry, pool.engine, clock)
    with jobs_due(pool, clock, (1, 3, -5)):
        assert registry.get_sample_value("core_jobs_waiting", {"name": "test_of_figures"}) == 2
        assert registry.get_sample_value("core_jobs_oldest_seconds") == 180
    assert registry.get_sample_value("core_jobs_waiting", {"name": "test_of_figures"}) is None
    pool.close()


def test_figures_that_need_a_server_are_left_out_while_it_is_away(
    registry: CollectorRegistry, clock: FixedClock
) -> None:
    """The page itself goes on answering."""
    (port,) = free_ports(1)
    WaitingJobs(registry, sa.create_engine(f"postgresql+psycopg://a:b@127.0.0.1:{port}/none"), clock)
    WaitingReports(registry, redis.Redis(port=port), "reports", "ingest")
    assert list(registry.collect()) == []


def test_waiting_reports_are_those_unread_and_those_unacknowledged(registry: CollectorRegistry, redis_url: str) -> None:
    """An ingest that reads but cannot write is as far behind as one that does not read."""
    client = redis.Redis.from_url(redis_url)
    client.delete("figures")
    client.xgroup_create("figures", "ingest", id="0", mkstream=True)
    WaitingReports(registry, client, "figures", "ingest")
    for number in range(3):
        client.xadd("figures", {"report": str(number)})
    client.xreadgroup("ingest", "one", {"figures": ">"}, count=1)
    assert registry.get_sample_value("ingest_reports_waiting") == 3
    client.delete("figures")
    client.close()


@dataclass
class Taken:
    """An ingest that has worked."""

    taken: int
    dead: int


def test_ingest_tells_what_it_has_taken_and_given_up(registry: CollectorRegistry) -> None:
    """As it counts it itself, at the moment that Prometheus asks."""
    ingest = Taken(0, 0)
    IngestFigures(registry, ingest)
    ingest.taken, ingest.dead = 7, 1
    assert registry.get_sample_value("ingest_reports_taken_total") == 7
    assert registry.get_sample_value("ingest_reports_dead_total") == 1


def total(page: str, name: str, route: str) -> float:
    """The sum of a counter's samples for one route."""
    samples = (sample for family in text_string_to_metric_families(page) for sample in family.samples)
    return sum(sample.value for sample in samples if sample.name == name and sample.labels.get("route") == route)


def test_web_processes_add_up_and_a_dead_one_keeps_its_counts(core_environment: dict[str, str], tmp_path: Path) -> None:
    """One page for all of gunicorn's processes, whichever answered, even after one was killed."""
    port, metrics_port = free_ports(2)
    environment = core_environment | {"METRICS_PORT": str(metrics_port), "TMPDIR": str(tmp_path)}
    log = tmp_path / "gunicorn.log"
    command = (
        *(sys.executable, "-m", "gunicorn", "tests.operations.counting_app:app", "--bind", f"127.0.0.1:{port}"),
        *("--workers", "2", "--threads", "2", "--no-control-socket"),
        *("--config", "python:core_service.foundation.gunicorn_hooks"),
    )
    with running(command, environment, log), httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        metrics = f"http://127.0.0.1:{metrics_port}/metrics"
        wait_until(lambda: answers(metrics) and answers(f"{client.base_url}/pid/first"), log)
        already = total(httpx.get(metrics).text, "core_requests_total", "/pid/<name>")
        pids = {int(httpx.get(f"{client.base_url}/pid/{number}").text) for number in range(20)}
        assert total(httpx.get(metrics).text, "core_requests_total", "/pid/<name>") == already + 20
        os.kill(min(pids), signal.SIGKILL)
        wait_until(lambda: answers(f"{client.base_url}/pid/again"), log)
        page = httpx.get(metrics).text
        assert total(page, "core_requests_total", "/pid/<name>") == already + 21
        assert "core_requests_running 0.0" in page
    assert not list(tmp_path.glob("aetherlearn-metrics-*")), "the folder of figures is gone with the master"
