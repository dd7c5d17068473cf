"""A database of its own for tests whose changes other connections and processes must see: nothing is rolled back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import redis

from core_service.foundation.db import Database
from core_service.foundation.notices import Publisher
from core_service.foundation.runtime import Runtime
from shared.clock import Clock
from shared.settings import CoreSettings
from tests.core_service.conftest import RecordedNotices
from tests.engines import TestRun, fresh_database, postgres_server


def committed_settings(test_run: TestRun, worker_id: str, settings: CoreSettings) -> CoreSettings:
    """A core's settings for a database that was only migrated."""
    made = fresh_database(postgres_server(test_run, os.environ), f"{worker_id}_committed")
    return replace(settings, database_url=made.url)


@contextmanager
def committed_runtime(settings: CoreSettings, clock: Clock, publisher: Publisher) -> Iterator[Runtime]:
    """A runtime with a pool of connections, and an empty Redis."""
    client = redis.Redis.from_url(settings.redis_url)
    client.flushdb()
    database = Database(settings.database_url, pool_size=4)
    yield Runtime(settings=settings, database=database, redis=client, publisher=publisher, clock=clock)
    client.close()
    database.close()


@pytest.fixture(scope="module")
def settings_of_its_own(test_run: TestRun, worker_id: str, settings: CoreSettings) -> CoreSettings:
    """A database that other connections and processes see; a module imports this and `run`."""
    return committed_settings(test_run, worker_id, settings)


@pytest.fixture
def run(settings_of_its_own: CoreSettings, clock: Clock, notices: RecordedNotices) -> Iterator[Runtime]:
    """Instead of the one whose changes are undone."""
    with committed_runtime(settings_of_its_own, clock, notices) as made:
        yield made


def process_environment(settings: CoreSettings) -> dict[str, str]:
    """For a process of the core's on this database."""
    return os.environ | {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "TICKET_PRIVATE_KEY": settings.ticket_private_key,
        "TICKET_PUBLIC_KEYS": "\n".join(settings.ticket_public_keys),
        "SERVICE_KEY": settings.service_key,
    }
