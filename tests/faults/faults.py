"""What can go wrong: each fault begins, lasts, and is over when its function returns."""

import asyncio
from collections.abc import Awaitable, Callable

from tests.faults.proxy import Proxy
from tests.faults.theatre import Replica, Theatre

Fault = Callable[[Theatre, float], Awaitable[None]]
Lines = Callable[[Theatre], list[Proxy]]


def redis_lines(theatre: Theatre) -> list[Proxy]:
    """Between one hub, or all, and Redis."""
    return _some(theatre, [replica.to_redis for replica in theatre.replicas])


def core_lines(theatre: Theatre) -> list[Proxy]:
    """Between one hub, or all, and the core."""
    return _some(theatre, [replica.to_core for replica in theatre.replicas])


def fronts(theatre: Theatre) -> list[Proxy]:
    """Between the members and one hub, or all."""
    return _some(theatre, [replica.front for replica in theatre.replicas])


def _some(theatre: Theatre, lines: list[Proxy]) -> list[Proxy]:
    return lines if theatre.random.random() < 0.5 else [theatre.random.choice(lines)]


def silent(lines: Lines) -> Fault:
    """Half-open."""

    async def fault(theatre: Theatre, seconds: float) -> None:
        chosen = lines(theatre)
        for line in chosen:
            line.go_silent()
        await asyncio.sleep(seconds)
        _heal(chosen)

    return fault


def cut(lines: Lines) -> Fault:
    """Reset, again and again."""

    async def fault(theatre: Theatre, seconds: float) -> None:
        chosen = lines(theatre)
        for _ in range(3):
            for line in chosen:
                line.cut()
            await asyncio.sleep(theatre.random.uniform(0, seconds / 3))

    return fault


def slow(lines: Lines) -> Fault:
    """Up to 300 ms for each piece."""

    async def fault(theatre: Theatre, seconds: float) -> None:
        chosen = lines(theatre)
        for line in chosen:
            line.delay_seconds = 0.3
        await asyncio.sleep(seconds)
        _heal(chosen)

    return fault


def away(lines: Lines) -> Fault:
    """Refused and reset."""

    async def fault(theatre: Theatre, seconds: float) -> None:
        chosen = lines(theatre)
        for line in chosen:
            line.refuses = True
            line.cut()
        await asyncio.sleep(seconds)
        _heal(chosen)

    return fault


async def lost_messages(theatre: Theatre, seconds: float) -> None:
    """Half of what pub/sub carries is dropped without a trace."""
    chosen = redis_lines(theatre)
    for line in chosen:
        line.drop_share = 0.5
    await asyncio.sleep(seconds)
    _heal(chosen)


async def doubled_messages(theatre: Theatre, seconds: float) -> None:
    """Half of what pub/sub carries comes twice."""
    chosen = redis_lines(theatre)
    for line in chosen:
        line.duplicate_share = 0.5
    await asyncio.sleep(seconds)
    _heal(chosen)


async def doubled_commands(theatre: Theatre, seconds: float) -> None:
    """Members send what they sent again, with the same ids."""
    ends_at = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < ends_at:
        for member in theatre.members:
            await member.repeat_commands()
        await asyncio.sleep(0.2)


async def restarted_redis(theatre: Theatre, seconds: float) -> None:
    """Killed and started again."""
    await theatre.stop_redis()
    await asyncio.sleep(theatre.random.uniform(0, seconds))
    await theatre.start_redis()


async def redis_away(theatre: Theatre, seconds: float) -> None:
    """Killed, and back only after so long."""
    await theatre.stop_redis()
    await asyncio.sleep(seconds)
    await theatre.start_redis()


async def frozen_redis(theatre: Theatre, seconds: float) -> None:
    """Stopped in the middle of whatever it did, and going on as if nothing had been."""
    theatre.freeze_redis()
    await asyncio.sleep(seconds)
    theatre.thaw_redis()


async def killed_clients(theatre: Theatre, seconds: float) -> None:
    """CLIENT KILL, of subscribers and of others."""
    for kind in ("pubsub", "normal", "pubsub"):
        await theatre.kill_redis_clients(kind)
        await asyncio.sleep(seconds / 3)


async def killed_replica(theatre: Theatre, seconds: float) -> None:
    """A hub dies and comes back."""
    victim = theatre.random.choice(theatre.replicas)
    await _replaced(theatre, victim, theatre.kill, seconds)


async def rolling_restart(theatre: Theatre, seconds: float) -> None:
    """A release: each hub drains and is started anew, the next one when this one has been ready for so long."""
    for replica in theatre.replicas:
        await _replaced(theatre, replica, theatre.drain, 0)
        await asyncio.sleep(seconds)


async def _replaced(
    theatre: Theatre, replica: Replica, end: Callable[[Replica], Awaitable[None]], seconds: float
) -> None:
    replica.is_leaving = True
    await end(replica)
    await asyncio.sleep(theatre.random.uniform(0, seconds))
    await theatre.start(replica)


def _heal(lines: list[Proxy]) -> None:
    for line in lines:
        line.heal()


FAULTS: dict[str, Fault] = {
    "redis-restart": restarted_redis,
    "redis-freeze": frozen_redis,
    "redis-client-kill": killed_clients,
    "redis-away": redis_away,
    "redis-cut": cut(redis_lines),
    "redis-slow": slow(redis_lines),
    "redis-half-open": silent(redis_lines),
    "redis-drops-messages": lost_messages,
    "redis-doubles-messages": doubled_messages,
    "core-away": away(core_lines),
    "core-cut": cut(core_lines),
    "core-slow": slow(core_lines),
    "core-half-open": silent(core_lines),
    "members-cut": cut(fronts),
    "members-slow": slow(fronts),
    "members-half-open": silent(fronts),
    "members-repeat": doubled_commands,
    "replica-kill": killed_replica,
    "replica-rolling-restart": rolling_restart,
}
