"""Two hubs on a real Valkey serve one room: converging, taking over, draining, revoking."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from shared.events.notices import Revocation
from shared.events.replicas import live_channel, replica_key
from shared.events.values import LoginId
from tests.realtime_hub.room.builders import AMINA, SESSION, TUTOR
from tests.realtime_hub.stage import Client, Stage
from tests.realtime_hub.two_replicas import TwoReplicas

pytestmark = pytest.mark.anyio
Message = dict[str, object]


@pytest.fixture
async def hubs(redis_url: str) -> AsyncIterator[TwoReplicas]:
    """Both listening."""
    redis = Redis.from_url(redis_url)
    hubs = TwoReplicas(redis, redis_url)
    await hubs.open()
    yield hubs
    await hubs.close()
    await redis.aclose()


async def at_work(stage: Stage) -> tuple[Client, str]:
    """Amina has opened an exercise; her attempt."""
    amina = await stage.join(AMINA)
    ack = await amina.answer_to(await amina.send("activity:start", exerciseId="fractions", timestamp=1))
    return amina, ack["attemptId"]


async def report(amina: Client, percent: int) -> None:
    """Progress."""
    await amina.say(
        {"type": "activity:progress", "exerciseId": "fractions", "progressPct": percent, "answeredCount": 2, "ts": 17}
    )


async def test_the_tutor_at_one_sees_the_student_at_the_other(hubs: TwoReplicas) -> None:
    """Presence, progress, saved answers; the student sees the tutor come."""
    amina, attempt = await at_work(hubs.two)
    tutor = await hubs.one.join(TUTOR)
    if not tutor.sync["students"][AMINA]["online"]:
        await tutor.until("student:joined")
    await amina.until("tutor:presence", lambda m: bool(m["online"]))
    await report(amina, 40)
    update = await tutor.until("student:update", lambda m: m["activity"]["progressPct"] == 40)
    assert update["activity"]["ts"] == 17
    await amina.say({"type": "answers:draft", "attemptId": attempt, "base": 0, "answers": []})
    assert (await tutor.until("answers:draft"))["revision"] == 1


async def test_a_late_replica_opens_the_room_as_it_is(hubs: TwoReplicas) -> None:
    """While work goes on: what came before is in the snapshot, what comes after follows."""
    amina, attempt = await at_work(hubs.one)
    await report(amina, 40)
    await amina.say({"type": "answers:draft", "attemptId": attempt, "base": 0, "answers": []})
    await amina.until("ack")
    ends_at = time.monotonic() + 1.0

    async def go_on() -> int:
        percent = 40
        while time.monotonic() < ends_at:
            percent = min(99, percent + 1)
            await report(amina, percent)
            await asyncio.sleep(0.01)
        return percent

    working = asyncio.create_task(go_on())
    await asyncio.sleep(0.2)
    tutor = await hubs.two.join(TUTOR)
    shown = tutor.sync["students"][AMINA]
    assert (shown["online"], shown["draft"]["revision"]) == (True, 1)
    assert shown["activity"]["progressPct"] >= 40
    last = await working
    if shown["activity"]["progressPct"] != last:
        await tutor.until("student:update", lambda m: m["activity"]["progressPct"] == last)


async def test_a_student_continues_at_the_other_replica(hubs: TwoReplicas) -> None:
    """One member: the older connection ends with 4502 within a second, nobody is announced as left."""
    tutor = await hubs.one.join(TUTOR)
    amina, _ = await at_work(hubs.one)
    await report(amina, 40)
    await tutor.until("student:update", lambda m: m["activity"]["progressPct"] == 40)
    await asyncio.sleep(0.2)
    again = await hubs.two.join(AMINA)
    async with asyncio.timeout(1):
        assert (await amina.close_code())[0] == 4502
    assert again.sync["students"][AMINA]["activity"]["progressPct"] == 40
    await report(again, 60)
    await tutor.until("student:update", lambda m: m["activity"]["progressPct"] == 60)
    assert "student:left" not in [message["type"] for message in tutor.seen]


async def test_staff_have_three_devices_over_both(hubs: TwoReplicas) -> None:
    """The fourth ends the first, at the other replica."""
    first = await hubs.one.join(TUTOR)
    for stage in (hubs.two, hubs.one, hubs.two):
        await stage.join(TUTOR)
        await asyncio.sleep(0.2)
    assert (await first.close_code())[0] == 4502


async def test_an_ack_needs_its_event_in_the_own_room_alone(hubs: TwoReplicas) -> None:
    """A replica whose notices are lost holds up nobody at the other."""
    await hubs.one.join(TUTOR)
    amina = await hubs.two.join(AMINA)
    hubs.one.core.loses_notices = True
    before = time.monotonic()
    ack = await amina.answer_to(await amina.send("help:request"))
    assert ack["seq"] == 1
    assert time.monotonic() - before < 0.9


async def test_who_comes_from_a_replica_that_is_ahead_gets_nothing_twice(hubs: TwoReplicas) -> None:
    """The room catches up with the client before it lets it in."""
    amina = await hubs.one.join(AMINA)
    await hubs.two.join(TUTOR)
    hubs.one.core.loses_notices = True
    ack = await amina.answer_to(await amina.send("help:request"))
    again = await hubs.two.join(AMINA, resume=ack["seq"])
    assert (again.welcome["mode"], again.welcome["seq"]) == ("resumed", ack["seq"])


async def test_a_revocation_closes_at_every_replica_within_a_second(hubs: TwoReplicas) -> None:
    """Three devices of a tutor who signs out."""
    clients = [await stage.join(TUTOR) for stage in (hubs.one, hubs.two, hubs.two)]
    await hubs.revoke(Revocation(login_id=LoginId(f"{TUTOR}-login"), reason="signed out"))
    async with asyncio.timeout(1):
        assert [(await client.close_code())[0] for client in clients] == [4504, 4504, 4504]


async def test_a_lost_revocation_closes_at_every_replica_within_three_seconds(hubs: TwoReplicas) -> None:
    """By the look at positions."""
    clients = [await stage.join(TUTOR) for stage in (hubs.one, hubs.two)]
    await asyncio.sleep(2.2)
    hubs.one.core.revoked.append(Revocation(user_id=TUTOR, reason="role removed"))
    async with asyncio.timeout(3):
        assert [(await client.close_code())[0] for client in clients] == [4504, 4504]


async def test_a_drained_replica_leaves_its_members_to_the_other(hubs: TwoReplicas) -> None:
    """They are sent away, find everything as it was, and nobody is announced as left."""
    tutor = await hubs.two.join(TUTOR)
    amina, attempt = await at_work(hubs.one)
    await report(amina, 40)
    await amina.say({"type": "answers:draft", "attemptId": attempt, "base": 0, "answers": []})
    assert hubs.one.hub is not None
    stopping = asyncio.create_task(hubs.one.hub.stop())
    await amina.until("goaway")
    amina.drop()
    again = await hubs.two.join(AMINA, resume=1)
    shown = again.sync["students"][AMINA]
    assert (shown["activity"]["progressPct"], shown["draft"]["revision"]) == (40, 1)
    await stopping
    await tutor.say({"type": "resync"})
    state = (await tutor.until("session:sync"))["students"][AMINA]
    assert (state["online"], state["activity"]["progressPct"]) == (True, 40)
    assert "student:left" not in [message["type"] for message in tutor.seen]
    hubs.one.hub = None


async def test_a_hash_that_redis_lost_is_told_anew(hubs: TwoReplicas) -> None:
    """Within three seconds, with the next repetition."""
    await at_work(hubs.one)
    await asyncio.sleep(0.2)
    key = replica_key(SESSION, hubs.one.bus.replica)
    assert await hubs.redis.delete(key) == 1
    await asyncio.sleep(3)
    assert f"presence:{AMINA}".encode() in await hubs.redis.hkeys(key)
    assert 0 < await hubs.redis.ttl(key) <= 45


async def test_what_only_a_later_release_tells_is_passed_over(hubs: TwoReplicas) -> None:
    """Two releases side by side: unknown facts and fields, and the known ones beside them."""
    tutor = await hubs.one.join(TUTOR)
    batch = (
        b'{"replica":"later","number":1,"isWhole":true,"mood":"good","facts":[{"kind":"strokes","studentId":"amina"},'
        b'{"kind":"presence","studentId":"amina","version":[9,1],"online":true,"hasJoined":true,"isQuiet":false,'
        b'"status":"dancing","statusSince":"2027-01-15T08:00:00Z","posture":"upright"}]}'
    )
    await hubs.redis.publish(live_channel(SESSION), batch)
    assert (await tutor.until("student:joined"))["studentId"] == AMINA
