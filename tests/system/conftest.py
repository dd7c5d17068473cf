"""One whole AetherLearn for all system tests of a worker."""

from collections.abc import Iterator

import pytest

from tests.stack import Stack, running_stack


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Core, hub, worker, ingest, PostgreSQL and Valkey, with demo data."""
    with running_stack() as running:
        yield running


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop that the product uses."""
    return "asyncio"
