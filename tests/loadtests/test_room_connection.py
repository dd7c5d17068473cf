"""The native client keeps to the protocol: proven against a server on this machine that plays the hub."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from websockets.asyncio.server import ServerConnection, serve

from loadtests.core_api import Problem, TicketGrant
from loadtests.room_connection import (
    CommandRefused,
    NotConnected,
    RoomConnection,
    backoff_seconds,
    final_reason,
)
from shared.events.codes import CLOSE_MEANINGS, CloseCode, Retry
from shared.events.commands import CancelHelp
from shared.events.control import Ack, Error, HubMessage, Limits, Ping, Welcome, WelcomeMode
from shared.events.values import CommandId, ConnectionId

Play = Callable[[ServerConnection, dict[str, Any]], Awaitable[None]]
LIMITS = Limits(message_bytes=65536, messages_per_second=30, messages_burst=60, commands_waiting=16)


def frame(*messages: HubMessage) -> str:
    """One message, or a batch of them."""
    return msgspec.json.encode(messages[0] if len(messages) == 1 else list(messages)).decode()


def welcome(seq: int = 0) -> Welcome:
    """The answer to hello."""
    return Welcome(
        connection=ConnectionId("c"),
        seq=seq,
        mode=WelcomeMode.SNAPSHOT,
        ping_seconds=15,
        limits=LIMITS,
        server_time=datetime(2026, 11, 17, tzinfo=UTC),
    )


@asynccontextmanager
async def hub(*plays: Play) -> Any:
    """A hub whose connections are played one after the other; yields its address and the hellos that came."""
    hellos: list[dict[str, Any]] = []

    async def handler(connection: ServerConnection) -> None:
        hello = msgspec.json.decode(await connection.recv())
        hellos.append(hello)
        await plays[len(hellos) - 1](connection, hello)

    async with serve(handler, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        yield f"ws://127.0.0.1:{port}/ws/s", hellos


def client(url: str, seen: list[HubMessage]) -> RoomConnection:
    """A client that gets a ticket for every connection."""

    async def ticket() -> TicketGrant:
        return TicketGrant("ticket", url)

    return RoomConnection(ticket, seen.append, Random(1))


def test_it_joins_answers_pings_and_leaves_for_good() -> None:
    """Welcome and ping may come in one frame; after 4503 it stays away and says why."""

    async def play(connection: ServerConnection, hello: dict[str, Any]) -> None:
        await connection.send(frame(welcome(), Ping(seq=7)))
        assert msgspec.json.decode(await connection.recv()) == {"type": "pong", "seq": 7}
        await connection.close(CloseCode.SESSION_ENDED)

    async def scenario() -> None:
        seen: list[HubMessage] = []
        async with hub(play) as (url, hellos):
            assert await client(url, seen).stay() == CLOSE_MEANINGS[CloseCode.SESSION_ENDED].reason
        assert hellos[0]["protocol"] == 1
        assert "resume" not in hellos[0]
        assert [type(message) for message in seen] == [Welcome, Ping]

    asyncio.run(asyncio.wait_for(scenario(), 10))


def test_it_resumes_where_it_was() -> None:
    """After a restart of the hub it comes back with the seq of the last ping, on the same device."""

    async def first(connection: ServerConnection, hello: dict[str, Any]) -> None:
        await connection.send(frame(welcome(), Ping(seq=41)))
        await connection.recv()
        await connection.close(CloseCode.RESTART)

    async def second(connection: ServerConnection, hello: dict[str, Any]) -> None:
        await connection.close(CloseCode.SESSION_ENDED)

    async def scenario() -> None:
        async with hub(first, second) as (url, hellos):
            await client(url, []).stay()
        assert hellos[1]["resume"] == {"seq": 41}
        assert hellos[1]["device"] == hellos[0]["device"]

    asyncio.run(asyncio.wait_for(scenario(), 10))


def test_a_command_gets_its_own_answer() -> None:
    """The ack with its id; a refusal is raised with the hub's error."""

    async def play(connection: ServerConnection, hello: dict[str, Any]) -> None:
        await connection.send(frame(welcome()))
        first, second = [msgspec.json.decode(await connection.recv()) for _ in range(2)]
        refusal = Error(code="session_not_started", message="Not yet.", id=CommandId(second["id"]))
        await connection.send(frame(refusal, Ack(id=CommandId(first["id"]), seq=3)))
        await connection.wait_closed()

    async def scenario() -> None:
        async with hub(play) as (url, _):
            room = client(url, [])
            staying = asyncio.create_task(room.stay())
            await room.joined.wait()
            commands = [room.command(CancelHelp(id=CommandId(str(uuid4())))) for _ in range(2)]
            accepted, refused = await asyncio.gather(*commands, return_exceptions=True)
            assert isinstance(accepted, Ack)
            assert accepted.seq == 3
            assert isinstance(refused, CommandRefused)
            assert refused.error.code == "session_not_started"
            staying.cancel()

    asyncio.run(asyncio.wait_for(scenario(), 10))


def test_a_lost_connection_fails_what_waits() -> None:
    """Nobody waits for an answer that cannot come any more."""

    async def play(connection: ServerConnection, hello: dict[str, Any]) -> None:
        await connection.send(frame(welcome()))
        await connection.recv()
        await connection.close(CloseCode.REMOVED)

    async def scenario() -> None:
        async with hub(play) as (url, _):
            room = client(url, [])
            staying = asyncio.create_task(room.stay())
            await room.joined.wait()
            with pytest.raises(NotConnected):
                await room.command(CancelHelp(id=CommandId(str(uuid4()))))
            assert await staying == CLOSE_MEANINGS[CloseCode.REMOVED].reason

    asyncio.run(asyncio.wait_for(scenario(), 10))


def test_without_a_ticket_there_is_no_coming_back() -> None:
    """The core says no, not that it is away."""

    async def no_ticket() -> TicketGrant:
        raise Problem(403, "forbidden", "You are not enrolled.")

    reason = asyncio.run(RoomConnection(no_ticket, lambda message: None, Random(1)).stay())
    assert reason == "403 forbidden: You are not enrolled."


@pytest.mark.parametrize("code", CloseCode)
def test_final_codes_are_those_of_the_protocol(code: CloseCode) -> None:
    """The same table decides for every client."""
    assert (final_reason(code) is not None) == (CLOSE_MEANINGS[code].retry is Retry.FINAL)


def test_backoff_grows_to_fifteen_seconds() -> None:
    """Full jitter: anything from zero to the limit."""
    longest = [max(backoff_seconds(tries, Random(seed)) for seed in range(500)) for tries in (0, 3, 30)]
    assert longest[0] <= 0.5
    assert 2 < longest[1] <= 4
    assert 14 < longest[2] <= 15
