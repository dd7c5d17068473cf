"""The bus on a real Valkey: what it hears, and that it notices when it may have missed something."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from realtime_hub.bus import BusDown
from realtime_hub.metrics import Metrics
from realtime_hub.redis_bus import RedisBus
from shared.events.notices import CONTROL_CHANNEL, Revocation, RoomNotice, encoded_notice, room_channel
from shared.events.replicas import LiveBatch
from shared.events.reports import REPORT_FIELD, REPORTS_STREAM
from shared.events.room import SessionStarted
from shared.events.values import SessionId, UserId
from tests.realtime_hub.room.builders import AMINA, Play
from tests.realtime_hub.stage import Stage

pytestmark = pytest.mark.anyio


class Heard:
    """Keeps what the bus tells, and lets a test wait for it."""

    def __init__(self) -> None:
        self.events: asyncio.Queue[tuple[str, object]] = asyncio.Queue()

    def noticed(self, session_id: SessionId, notice: RoomNotice) -> None:
        """A notice."""
        self.events.put_nowait(("noticed", notice))

    def heard(self, session_id: SessionId, batch: LiveBatch) -> None:
        """A batch."""
        self.events.put_nowait(("heard", batch))

    def missed(self, session_id: SessionId) -> None:
        """A gap."""
        self.events.put_nowait(("missed", session_id))

    def revoked(self, revocation: Revocation) -> None:
        """A revocation."""
        self.events.put_nowait(("revoked", revocation))

    def lost(self) -> None:
        """Away."""
        self.events.put_nowait(("lost", None))

    def back(self) -> None:
        """There."""
        self.events.put_nowait(("back", None))

    async def until(self, kind: str) -> object:
        """What comes with the next call of a kind."""
        async with asyncio.timeout(10):
            while True:
                found, what = await self.events.get()
                if found == kind:
                    return what


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """A client of the test's own."""
    client = Redis.from_url(redis_url)
    yield client
    await client.aclose()


@pytest.fixture
async def heard() -> Heard:
    """Empty."""
    return Heard()


@pytest.fixture
async def bus(redis_url: str, heard: Heard) -> AsyncIterator[RedisBus]:
    """Listening."""
    bus = RedisBus(redis_url, Metrics())
    await bus.start(heard)
    yield bus
    await bus.close()


def notice() -> RoomNotice:
    """Some event of the usual session."""
    row: RoomNotice = Play().row(SessionStarted(), "everyone", 11)
    return row


async def texts_in_stream(redis: Redis) -> list[str]:
    """What ingest would read."""
    entries: Any = await redis.xrange(REPORTS_STREAM)  # redis-py's type covers every protocol's shape
    return [fields[REPORT_FIELD.encode()].decode() for _, fields in entries]


async def test_it_is_up_once_its_probe_comes_back(bus: RedisBus) -> None:
    """Right after the start."""
    assert bus.is_up
    assert bus.seconds_down() == 0


async def test_notices_of_subscribed_rooms_are_heard(bus: RedisBus, heard: Heard, redis: Redis) -> None:
    """From the moment that subscribe returns, until unsubscribe."""
    session = SessionId(str(uuid4()))
    await bus.subscribe(session)
    await redis.publish(room_channel(session), encoded_notice(notice()))
    assert await heard.until("noticed") == notice()
    await bus.unsubscribe(session)
    await asyncio.sleep(0.05)
    await redis.publish(room_channel(session), encoded_notice(notice()))
    await redis.publish(CONTROL_CHANNEL, encoded_notice(Revocation(user_id=AMINA, reason="x")))
    await heard.until("revoked")
    assert heard.events.empty()


async def test_an_unreadable_notice_is_passed_over(bus: RedisBus, heard: Heard, redis: Redis) -> None:
    """The next one is heard."""
    session = SessionId(str(uuid4()))
    await bus.subscribe(session)
    await redis.publish(room_channel(session), b"nonsense")
    await redis.publish(room_channel(session), encoded_notice(notice()))
    assert await heard.until("noticed") == notice()


async def test_a_connection_killed_under_it_is_a_gap(bus: RedisBus, heard: Heard, redis: Redis) -> None:
    """It reconnects by itself and says which rooms may have missed something."""
    session = SessionId(str(uuid4()))
    await bus.subscribe(session)
    await redis.execute_command("CLIENT", "KILL", "TYPE", "pubsub")  # type: ignore[no-untyped-call]
    assert await heard.until("missed") == session
    await redis.publish(room_channel(session), encoded_notice(notice()))
    assert await heard.until("noticed") == notice()


async def test_a_frozen_redis_is_noticed_by_the_probe(bus: RedisBus, heard: Heard, redis: Redis) -> None:
    """Lost within three seconds, everything raises BusDown, and it comes back by itself."""
    session = SessionId(str(uuid4()))
    await bus.subscribe(session)
    await redis.execute_command("CLIENT", "PAUSE", "4000", "ALL")  # type: ignore[no-untyped-call]
    await heard.until("lost")
    assert not bus.is_up
    for ask in (bus.next_epoch(session, UserId("u"), 0), bus.claim_ticket("t", 1), bus.append_reports([b"{}"])):
        with pytest.raises(BusDown):
            await ask
    await heard.until("back")
    assert await bus.next_epoch(session, UserId("u"), 0) >= 1


async def test_a_redis_that_is_not_there_does_not_keep_the_hub_from_starting() -> None:
    """It goes on trying."""
    bus = RedisBus("redis://127.0.0.1:1", Metrics())
    await bus.start(Heard())
    assert not bus.is_up
    with pytest.raises(BusDown):
        await bus.subscribe(SessionId("s"))
    await bus.close()


async def test_epochs_only_grow(bus: RedisBus) -> None:
    """Per member and room."""
    session = SessionId(str(uuid4()))
    assert [await bus.next_epoch(session, UserId("a"), 0) for _ in range(2)] == [1, 2]
    assert await bus.next_epoch(session, UserId("b"), 0) == 1


async def test_a_ticket_is_claimed_once(bus: RedisBus, redis_url: str) -> None:
    """By whichever replica is first."""
    ticket = str(uuid4())
    other = RedisBus(redis_url, Metrics())
    await other.start(Heard())
    assert [await bus.claim_ticket(ticket, 60), await other.claim_ticket(ticket, 60)] == [True, False]
    await other.close()


async def test_reports_stand_in_the_stream_in_order(bus: RedisBus, redis: Redis) -> None:
    """Under the field that ingest reads."""
    mark = str(uuid4())
    await bus.append_reports([f"{mark}-{number}".encode() for number in range(3)])
    texts = await texts_in_stream(redis)
    assert [text for text in texts if text.startswith(mark)] == [f"{mark}-{number}" for number in range(3)]


async def test_a_lesson_runs_over_redis(redis_url: str, redis: Redis) -> None:
    """What the core publishes reaches the clients, and what they do is reported."""
    stage = Stage(RedisBus(redis_url, Metrics()))
    sending: set[asyncio.Future[int]] = set()

    def publish(row: RoomNotice) -> None:
        sending.add(asyncio.ensure_future(redis.publish(room_channel(row.session_id), encoded_notice(row))))

    stage.core.publish = publish
    await stage.open()
    amina = await stage.join(AMINA)
    ack = await amina.answer_to(await amina.send("activity:start", exerciseId="fractions", timestamp=1))
    await amina.say({"type": "answers:draft", "attemptId": ack["attemptId"], "base": 0, "answers": []})
    assert (await amina.until("ack"))["revision"] == 1
    assert any('"draft"' in text for text in await texts_in_stream(redis))
    await stage.close()


async def test_a_connection_lost_a_moment_before_is_redis_being_away(
    bus: RedisBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """uvloop has a word of its own for it, which must not end what asks Redis for ever."""

    async def write_to_a_closed_transport(*_: object, **__: object) -> None:
        raise RuntimeError("unable to perform operation; the handler is closed")

    monkeypatch.setattr(Redis, "set", write_to_a_closed_transport)
    with pytest.raises(BusDown):
        await bus.claim_ticket("ticket", 10)
