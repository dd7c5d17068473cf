"""The core's rolled-back runtime, and one that holds the demo: built once, and as it was again for each test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

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


class RewoundDatabase(RolledBackDatabase):
    """Can undo what one test did and keep what stood before."""

    @contextmanager
    def rewound(self) -> Iterator[None]:
        """What happens inside is undone."""
        savepoint = self._connection.begin_nested()
        yield
        savepoint.rollback()


@pytest.fixture(scope="module")
def demo_clock() -> FixedClock:
    """The demo's own."""
    return FixedClock(NOW)


@pytest.fixture(scope="module")
def _built_demo(settings: CoreSettings, demo_clock: FixedClock) -> Iterator[Runtime]:
    database, client = RewoundDatabase(settings.database_url), redis.Redis.from_url(settings.redis_url)
    demo_clock.move_to(NOW)
    runtime = Runtime(settings, database, client, RecordedNotices(), demo_clock)
    build_demo(runtime, lambda words: None)
    yield runtime
    client.close()
    database.close()


@pytest.fixture
def demo(_built_demo: Runtime, demo_clock: FixedClock) -> Iterator[Runtime]:
    """A runtime whose database holds the demo, at half past four on a Tuesday."""
    assert isinstance(_built_demo.database, RewoundDatabase)
    demo_clock.move_to(NOW)
    with _built_demo.database.rewound():
        yield _built_demo
