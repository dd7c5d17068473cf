"""The core's rolled-back runtime, and one that holds the demo: built once, and as it was again for each test."""

import os
from collections.abc import Iterator

import pytest
import redis

from core_service.foundation.runtime import Runtime
from seed.demo.build import build_demo
from shared.clock import FixedClock
from shared.settings import CoreSettings
from tests.core_service.conftest import (
    NOW,
    RecordedNotices,
    RolledBackDatabase,
    clock as clock,
    notices as notices,
    run as run,
    settings as settings,
)
from tests.engines import TestDatabase, TestRun, fresh_database, postgres_server


@pytest.fixture(scope="session")
def database(test_run: TestRun, worker_id: str) -> TestDatabase:
    """Of the seed's own: it says what is in the whole database, so nobody else may have left anything there."""
    return fresh_database(postgres_server(test_run, os.environ), f"{worker_id}_seed")


@pytest.fixture(scope="session")
def rolled_back(test_run: TestRun, worker_id: str) -> Iterator[RolledBackDatabase]:
    """For tests that begin with an empty database."""
    database = RolledBackDatabase(fresh_database(postgres_server(test_run, os.environ), f"{worker_id}_seeds").url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def demo_clock() -> FixedClock:
    """The demo's own."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def _built_demo(settings: CoreSettings, demo_clock: FixedClock) -> Iterator[Runtime]:
    database, client = RolledBackDatabase(settings.database_url), redis.Redis.from_url(settings.redis_url)
    runtime = Runtime(settings, database, client, RecordedNotices(), demo_clock)
    build_demo(runtime, lambda words: None)
    yield runtime
    client.close()
    database.close()


@pytest.fixture
def demo(_built_demo: Runtime, demo_clock: FixedClock) -> Iterator[Runtime]:
    """A runtime whose database holds the demo, at half past four on a Tuesday."""
    assert isinstance(_built_demo.database, RolledBackDatabase)
    demo_clock.move_to(NOW)
    with _built_demo.database.undone():
        yield _built_demo
