"""Health, metrics, accepting, draining, and starting as a process."""

import asyncio
import gc
import os
import signal
import sys
import time
import urllib.error
import urllib.request
import weakref
from types import SimpleNamespace

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.server import ServerProtocol
from websockets.typing import Origin

from realtime_hub import bus
from realtime_hub.transport import HubSocket
from shared.events.values import RoomRole
from tests.realtime_hub.room.builders import AMINA, BEN, SESSION, TUTOR
from tests.realtime_hub.stage import ORIGIN, PUBLIC_KEY, SERVICE_KEY, Stage

pytestmark = pytest.mark.anyio


async def get(stage: Stage, path: str) -> tuple[int, str]:
    """Status and text of a page."""

    def ask() -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://{stage.address}{path}", timeout=5) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    return await asyncio.to_thread(ask)


async def test_it_is_alive_and_ready(stage: Stage) -> None:
    """Also while the core is away."""
    stage.core.is_away = True
    assert (await get(stage, "/healthz"))[0] == 200
    assert (await get(stage, "/readyz"))[0] == 200


async def test_it_is_unready_only_when_redis_is_away_for_30_seconds(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A short absence takes no replica out."""
    stage.memory_bus.take_down()
    assert (await get(stage, "/readyz"))[0] == 200
    monkeypatch.setattr(stage.memory_bus, "seconds_down", lambda: 31.0)
    status, text = await get(stage, "/readyz")
    assert (status, "redis" in text) == (503, True)
    assert (await get(stage, "/healthz"))[0] == 200


async def test_metrics_tell_rooms_members_and_messages(stage: Stage) -> None:
    """In Prometheus' format; errors wherever they were found: at the door, in the room, by the core."""
    amina = await stage.join(AMINA)
    await stage.join(TUTOR)
    await amina.say({"type": "heartbeat", "isActive": True})
    await amina.socket.send("{")
    await amina.send("session:end")
    stage.core.next_answers = [(409, b'{"code":"needs_placement","detail":"Place the student first."}')]
    await amina.answer_to(await amina.send("activity:start", exerciseId="x", timestamp=1))
    await amina.say({"type": "resync"})
    await amina.until("session:sync")
    _, page = await get(stage, "/metrics")
    for line in (
        "hub_rooms 1.0",
        "hub_backlog_bytes 0.0",
        "hub_snapshots_total 3.0",
        'hub_members{role="student"} 1.0',
        'hub_members{role="tutor"} 1.0',
        'hub_messages_in_total{type="heartbeat"} 1.0',
        'hub_errors_out_total{code="bad_message"} 1.0',
        'hub_errors_out_total{code="not_allowed"} 1.0',
        'hub_errors_out_total{code="needs_placement"} 1.0',
    ):
        assert line in page.splitlines()
    for name in ("hub_command_seconds", "hub_fan_out_seconds", "hub_loop_lag_seconds", "hub_redis_round_trip_seconds"):
        assert name in page


async def test_metrics_of_an_idle_hub_say_so(stage: Stage) -> None:
    """A hub that nobody has joined yet counts as one with no connections, not as one without figures."""
    _, page = await get(stage, "/metrics")
    for role in RoomRole:
        assert f'hub_members{{role="{role}"}} 0.0' in page.splitlines()


async def test_metrics_tell_for_how_long_redis_has_been_away(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last round trip looks well until somebody asks this."""
    assert "hub_redis_down_seconds 0.0" in (await get(stage, "/metrics"))[1]
    stage.memory_bus.take_down()
    monkeypatch.setattr(bus, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + 20))
    _, page = await get(stage, "/metrics")
    (line,) = [line for line in page.splitlines() if line.startswith("hub_redis_down_seconds ")]
    assert 20 <= float(line.split()[1]) < 25


async def test_members_are_counted_out_again(stage: Stage) -> None:
    """Whoever ends the connection."""
    older = await stage.join(AMINA)
    newer = await stage.join(AMINA)
    await older.close_code()
    await newer.socket.close()
    await asyncio.sleep(0.05)
    assert stage.metrics.members["student"] == 0


async def test_who_has_gone_leaves_nothing_to_collect(stage: Stage) -> None:
    """However they go, and whether they ever came in: to collect what thousands leave would hold up everybody."""
    gone: asyncio.Queue[object] = asyncio.Queue()
    gc.collect()
    others = {id(each) for each in gc.get_objects() if type(each) in (HubSocket, ServerProtocol)}
    gc.disable()
    try:
        closing, vanishing, garbling = [await stage.join(user) for user in (TUTOR, AMINA, BEN)]
        silent = await stage.connect()
        unheard = await stage.connect()
        sockets = [
            weakref.ref(each, gone.put_nowait)
            for each in gc.get_objects()
            if type(each) in (HubSocket, ServerProtocol) and id(each) not in others
        ]
        assert len(sockets) == 10
        await closing.socket.close()
        vanishing.drop()
        garbling.socket.transport.write(b"\xf1\x80\0\0\0\0")
        assert (await garbling.close_code())[0] == 4505
        await silent.say({"type": "nonsense"})
        assert (await silent.close_code())[0] == 4505
        unheard.drop()
        async with asyncio.timeout(5):
            for _ in sockets:
                await gone.get()
    finally:
        gc.enable()


async def test_more_accepts_per_second_than_allowed_are_refused_for_now() -> None:
    """503 with Retry-After."""
    stage = Stage(accepts_per_second=1)
    await stage.open()
    await stage.connect()
    with pytest.raises(InvalidStatus) as refusal:
        await stage.connect()
    assert refusal.value.response.status_code == 503
    assert refusal.value.response.headers["Retry-After"] == "1"
    await stage.close()


async def test_a_stop_sends_everyone_away_and_announces_nobody_as_left(stage: Stage) -> None:
    """Unready, but open until everybody knows; then goaway, 1012 for who stays, and nobody new."""
    tutor, amina = await stage.join(TUTOR), await stage.join(AMINA)
    assert stage.hub is not None
    stopping = asyncio.create_task(stage.hub.stop())
    await asyncio.sleep(0)
    assert (await get(stage, "/readyz"))[0] == 503
    ben = await stage.join(BEN)
    await ben.until("goaway")
    goaway = await amina.until("goaway")
    assert 0 <= goaway["reconnectInMs"] <= 2000
    amina.drop()
    assert (await tutor.close_code())[0] == 1012
    assert not any(message["type"] == "student:left" for message in tutor.seen)
    await asyncio.wait_for(stopping, 5)
    with pytest.raises(ConnectionRefusedError):
        await connect(f"ws://{stage.address}/ws/{SESSION}", origin=Origin(ORIGIN))


async def test_a_stop_without_anybody_is_quick(stage: Stage) -> None:
    """Nothing to wait for."""
    assert stage.hub is not None
    await asyncio.wait_for(stage.hub.stop(), 0.5)


def environment(redis_url: str, port: int) -> dict[str, str]:
    """What the hub's process needs."""
    return os.environ | {
        "REDIS_URL": redis_url,
        "HUB_PORT": str(port),
        "TICKET_PUBLIC_KEYS": PUBLIC_KEY,
        "SERVICE_KEY": SERVICE_KEY,
    }


async def started(environment: dict[str, str]) -> asyncio.subprocess.Process:
    """The hub as a process of its own."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "realtime_hub.main"),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_it_runs_as_a_process_and_ends_on_sigterm(redis_url: str, unused_port: int) -> None:
    """Exit code 0, within a second when nobody is connected."""
    process = await started(environment(redis_url, unused_port))
    assert process.stdout is not None
    async with asyncio.timeout(10):
        while b"listens" not in await process.stdout.readline():
            pass
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.communicate(), 5)
    assert process.returncode == 0


async def test_a_wrong_setting_and_a_taken_port_are_one_sentence(stage: Stage, redis_url: str) -> None:
    """And exit code 2."""
    taken = int(stage.address.rpartition(":")[2])
    for settings, words in (
        (environment(redis_url, taken), f"cannot listen on 127.0.0.1:{taken}"),
        (environment(redis_url, taken) | {"TICK_MS": "often"}, "TICK_MS"),
    ):
        process = await started(settings)
        _, complaint = await asyncio.wait_for(process.communicate(), 15)
        assert process.returncode == 2
        assert words in complaint.decode()
        assert complaint.decode().count("\n") == 1
