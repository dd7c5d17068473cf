"""A running hub: the real server on a free port, a fake core, a bus in memory, and clients that speak the protocol."""

import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvloop

from tests.realtime_hub.stage import Stage


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    """As in production."""
    return "asyncio", {"loop_factory": uvloop.new_event_loop}


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """With the usual settings."""
    stage = Stage()
    await stage.open()
    yield stage
    await stage.close()


@pytest.fixture
def unused_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
