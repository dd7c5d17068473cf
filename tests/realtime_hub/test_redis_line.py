"""The connection that takes whole answers: in order, and never one batch's answers for another."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from realtime_hub.redis_line import RedisExchange, RedisLine, packed

pytestmark = pytest.mark.anyio


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """With the names of its connections, so that a test can end them."""
    client = Redis.from_url(redis_url, protocol=2, client_name=f"line-{uuid4()}")
    yield client
    await client.aclose()


@pytest.fixture
async def exchange(redis: Redis) -> AsyncIterator[RedisExchange]:
    """Not connected before it is asked."""
    exchange = RedisExchange(redis, answer_seconds=1.0)
    yield exchange
    await exchange.close()


async def killed(redis: Redis) -> None:
    """End the connections of this name but the asking one."""
    name = redis.connection_pool.connection_kwargs["client_name"]
    for client in await redis.client_list():
        if client["name"] == name and client["cmd"] != "client|list":
            await redis.client_kill_filter(_id=client["id"])


async def test_a_batch_has_its_answers_in_order(exchange: RedisExchange) -> None:
    """Texts, numbers, nothing, and lists."""
    key = str(uuid4()).encode()
    asked = [
        packed(b"SET", key, b"\r\n$1\r\n"),
        packed(b"GET", key),
        packed(b"APPEND", key, b"x"),
        packed(b"GET", b"no"),
    ]
    assert await exchange.ask(asked) == [b"OK", b"\r\n$1\r\n", 7, None]
    assert await exchange.ask([packed(b"MULTI"), packed(b"GET", key), packed(b"EXEC")]) == [
        b"OK",
        b"QUEUED",
        [b"\r\n$1\r\nx"],
    ]


async def test_batches_that_wait_together_have_their_own_answers(exchange: RedisExchange) -> None:
    """Also the first ones of all, which wait for the one connection to open."""
    for _ in range(2):
        asked = [exchange.ask([packed(b"ECHO", b"%d" % number)] * (number + 1)) for number in range(20)]
        assert await asyncio.gather(*asked) == [[b"%d" % number] * (number + 1) for number in range(20)]


async def test_what_fails_one_batch_fails_those_that_wait_with_it_and_none_after(exchange: RedisExchange) -> None:
    """Nobody knows whose answers would have come; who asks after the failure is answered on a line of their own."""

    async def twice(word: bytes) -> list[object]:
        with pytest.raises(RedisError):
            await exchange.ask([packed(b"ECHO", word)])
        return await exchange.ask([packed(b"ECHO", word)])

    await exchange.ask([packed(b"PING")])
    bad = asyncio.create_task(exchange.ask([packed(b"BLPOP", str(uuid4()).encode(), b"0.2"), packed(b"NONSENSE")]))
    await asyncio.sleep(0)
    a, b = await asyncio.gather(twice(b"a"), twice(b"b"))
    assert (a, b) == ([b"a"], [b"b"])
    with pytest.raises(RedisError, match="unknown command"):
        await bad


async def test_an_error_fails_the_batch_and_not_the_next(exchange: RedisExchange) -> None:
    """Its other answers are not taken for those of the next."""
    with pytest.raises(RedisError, match="unknown command"):
        await exchange.ask([packed(b"NONSENSE"), packed(b"ECHO", b"old")])
    assert await exchange.ask([packed(b"ECHO", b"new")]) == [b"new"]


async def test_a_killed_connection_fails_what_waits_and_is_opened_anew(exchange: RedisExchange, redis: Redis) -> None:
    """Whether it was killed between two batches or in the middle of one."""
    await exchange.ask([packed(b"PING")])
    await killed(redis)
    await asyncio.sleep(0.05)
    assert await exchange.ask([packed(b"ECHO", b"again")]) == [b"again"]
    waiting = asyncio.create_task(exchange.ask([packed(b"BLPOP", str(uuid4()).encode(), b"5")]))
    await asyncio.sleep(0.1)
    await killed(redis)
    with pytest.raises((RedisError, OSError)):
        await waiting
    assert await exchange.ask([packed(b"ECHO", b"again")]) == [b"again"]


async def test_who_waits_too_long_hangs_up(exchange: RedisExchange) -> None:
    """The late answer is nobody's."""
    with pytest.raises(TimeoutError):
        await exchange.ask([packed(b"BLPOP", str(uuid4()).encode(), b"2")])
    assert await exchange.ask([packed(b"ECHO", b"new")]) == [b"new"]


async def test_a_server_that_is_not_there_is_an_error() -> None:
    """Each time."""
    exchange = RedisExchange(Redis.from_url("redis://127.0.0.1:1"), answer_seconds=1.0)
    for _ in range(2):
        with pytest.raises((RedisError, OSError)):
            await exchange.ask([packed(b"PING")])


async def test_a_line_says_once_that_it_is_lost_and_nothing_when_we_close_it(redis: Redis) -> None:
    """Sending on it is an error from then on."""
    lost: list[Exception] = []
    for is_killed in (True, False):
        line = RedisLine(lambda _: None, lost.append)
        await line.open(redis)
        if is_killed:
            await killed(redis)
        else:
            await line.close()
        await asyncio.sleep(0.05)
        with pytest.raises(RedisError):
            line.send(packed(b"PING"))
        await line.close()
    assert len(lost) == 1
