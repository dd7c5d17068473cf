"""Who gets no WebSocket at all: foreign pages and wrong paths."""

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from tests.realtime_hub.room.builders import SESSION
from tests.realtime_hub.stage import ORIGIN, Stage

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ORIGIN + ".evil.example"])
async def test_a_foreign_page_gets_403(stage: Stage, origin: str) -> None:
    """Before any WebSocket."""
    with pytest.raises(InvalidStatus) as refusal:
        await connect(f"ws://{stage.address}/ws/{SESSION}", origin=Origin(origin))
    assert refusal.value.response.status_code == 403


async def test_a_client_without_a_page_may_connect(stage: Stage) -> None:
    """Native clients send no Origin; they need a ticket all the same."""
    socket = await connect(f"ws://{stage.address}/ws/{SESSION}")
    await socket.close()
    assert socket.close_code == 1000


@pytest.mark.parametrize("path", ["/", "/ws/", "/ws/not-an-id", f"/ws/{SESSION}/more", "/wsx"])
async def test_other_paths_are_not_found(stage: Stage, path: str) -> None:
    """404."""
    with pytest.raises(InvalidStatus) as refusal:
        await connect(f"ws://{stage.address}{path}", origin=Origin(ORIGIN))
    assert refusal.value.response.status_code == 404
