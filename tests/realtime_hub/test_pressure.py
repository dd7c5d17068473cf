"""Slow readers: merged, caught up, or dropped; the others notice nothing."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator

import pytest

from realtime_hub import outlet
from realtime_hub.room.inputs import Backlog
from shared.events.room import MessageSent
from shared.events.values import MessageId, MessageKind, RoomRole, UserId
from tests.realtime_hub.room.builders import AMINA, SESSION, TUTOR
from tests.realtime_hub.stage import Client, Stage

pytestmark = pytest.mark.anyio
CHUNK = "x" * 40_000


@pytest.fixture
async def narrow() -> AsyncIterator[Stage]:
    """A hub whose limits are reached quickly."""
    stage = Stage(backlog_merge_bytes=16 * 1024, backlog_snapshot_bytes=64 * 1024, backlog_abort_bytes=256 * 1024)
    await stage.open()
    yield stage
    await stage.close()


async def lazy_tutor(stage: Stage) -> Client:
    """A tutor whose machine takes in almost nothing unless asked."""
    narrow_socket = socket.create_connection(stage.address.split(":"))  # type: ignore[arg-type]  # host and port
    narrow_socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
    client = await stage.connect(sock=narrow_socket, max_queue=1)
    await client.hello(stage.ticket(TUTOR))
    await client.until("session:sync")
    client.socket.transport.pause_reading()
    return client


def chat(stage: Stage, number: int | str) -> None:
    """A long message to everyone."""
    stage.core.write(
        MessageSent(message_id=MessageId(str(number)), from_id=UserId("t"), text=CHUNK, kind=MessageKind.MESSAGE)
    )


async def until_dropped(stage: Stage, seconds: float) -> float:
    """How long it took the hub to drop a reader, while messages go on."""
    started, number = time.monotonic(), 0
    async with asyncio.timeout(seconds):
        while stage.metrics.aborted_connections == 0:
            number += 1
            chat(stage, number)
            await asyncio.sleep(0.005)
    return time.monotonic() - started


async def test_a_reader_that_never_reads_is_stopped_and_then_dropped(
    narrow: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its backlog stays below the cap, and it is dropped for standing still; the other member gets everything."""
    monkeypatch.setattr(outlet, "_STALLED_SECONDS", 1.5)
    await lazy_tutor(narrow)
    other = await narrow.join(UserId("observer"), role=RoomRole.OBSERVER)
    reading = asyncio.create_task(other.until("message:new", lambda m: m["messageId"] == "last"))
    assert await until_dropped(narrow, 10) < 8
    chat(narrow, "last")
    await reading
    seqs = [m["seq"] for m in other.seen if m["type"] == "message:new"]
    assert seqs == list(range(1, len(narrow.core.log) + 1))


async def test_a_backlog_above_the_cap_is_dropped_at_once() -> None:
    """Even if it comes in one piece."""
    stage = Stage(backlog_merge_bytes=1024, backlog_snapshot_bytes=10**9, backlog_abort_bytes=512 * 1024)
    await stage.open()
    await lazy_tutor(stage)
    assert await until_dropped(stage, 10) < 5
    await stage.close()


async def test_a_reader_that_catches_up_has_missed_no_event_and_gets_a_snapshot(narrow: Stage) -> None:
    """The events in order, then the state."""
    tutor = await lazy_tutor(narrow)
    async with asyncio.timeout(10):
        while level_of(narrow) is not Backlog.STOPPED:
            chat(narrow, "long")
            await asyncio.sleep(0.001)
    for _ in range(3):
        chat(narrow, "missed")
    tutor.socket.transport.resume_reading()
    await tutor.until("session:sync")
    seqs = [m["seq"] for m in tutor.seen if m["type"] == "message:new"]
    assert seqs == list(range(1, len(narrow.core.log) + 1))
    assert narrow.metrics.aborted_connections == 0
    assert level_of(narrow) is Backlog.OPEN


def level_of(stage: Stage) -> Backlog:
    """How far behind the room takes its only member to be."""
    assert stage.hub is not None
    (listener,) = stage.hub.registry.room(SESSION).state.listeners.values()
    return listener.backlog


async def test_a_flood_within_one_turn_of_the_loop_is_merged_too() -> None:
    """The backlog is measured while it grows, not only when the turn is over."""
    stage = Stage(
        messages_per_second=10_000,
        messages_burst=100_000,
        backlog_merge_bytes=32 * 1024,
        backlog_snapshot_bytes=128 * 1024,
        backlog_abort_bytes=256 * 1024,
    )
    await stage.open(tick_ms=0)
    tutor, amina = await lazy_tutor(stage), await stage.join(AMINA)
    await amina.answer_to(await amina.send("activity:start", exerciseId="fractions", timestamp=1))
    step = {"type": "activity:progress", "exerciseId": "fractions", "progressPct": 50, "answeredCount": 1}
    for _ in range(600):
        await amina.say([step] * 100)
    await amina.say(step | {"progressPct": 99})
    await amina.say({"type": "resync"})
    await amina.until("session:sync")
    tutor.socket.transport.resume_reading()
    await tutor.until("student:update", lambda m: m["activity"]["progressPct"] == 99)
    assert stage.metrics.aborted_connections == 0
    await stage.close()
