"""Fixtures that every test may ask for: real servers, started only when asked for."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

from tests.engines import TestDatabase, TestRun, fresh_database, postgres_server, redis_address

# a busy machine is no reason to fail
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

_TEST_RUN = pytest.StashKey[TestRun]()


def pytest_configure(config: pytest.Config) -> None:
    """Begin the run in the process that the person started, join it in xdist's workers."""
    is_worker = hasattr(config, "workerinput")
    config.stash[_TEST_RUN] = TestRun.joined() if is_worker else TestRun.begin()


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: looking for garbage in it took a tenth of the time."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers at the end of the run."""
    if run := config.stash.get(_TEST_RUN, None):
        if hasattr(config, "workerinput"):
            run.leave()
        else:
            run.end()


@pytest.fixture(scope="session")
def test_run(pytestconfig: pytest.Config) -> TestRun:
    """What the workers of this run share."""
    return pytestconfig.stash[_TEST_RUN]


@pytest.fixture(scope="session")
def database(test_run: TestRun, worker_id: str) -> TestDatabase:
    """A migrated database of this worker's own."""
    return fresh_database(postgres_server(test_run, os.environ), worker_id)


@pytest.fixture(scope="session")
def redis_url(test_run: TestRun, worker_id: str) -> str:
    """A Redis of this worker's own, empty at the start of the run."""
    return redis_address(test_run, os.environ, worker_id)
