"""Live facts in Redis: a hash per room and replica, that ends by itself when its replica does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from redis.asyncio import Redis

from realtime_hub.redis_line import RedisExchange, packed
from shared.events.replicas import (
    NUMBER_FIELD,
    ReplicaFacts,
    encoded_batch,
    known_facts,
    live_channel,
    replica_key,
    replicas_key,
)
from shared.events.values import ReplicaId, SessionId

EXPIRY_SECONDS = 45
_ROOM_SECONDS = 172_800


@dataclass(frozen=True, slots=True)
class LiveWrite:
    """A batch of one room: fields to set, fields to drop; with neither it repeats its number."""

    session_id: SessionId
    number: int
    facts: Mapping[str, bytes] = field(default_factory=dict)
    gone: Sequence[str] = ()
    is_whole: bool = False
    is_refresh: bool = False
    """Whether the hash's life is extended, and looked after."""
    is_published: bool = True
    """Whether anybody else may listen; who comes later sees by the number that something was told."""


async def write_live(exchange: RedisExchange, replica: ReplicaId, writes: Sequence[LiveWrite]) -> list[SessionId]:
    """All in one MULTI, each hash before its batch; the rooms whose hash was found to be gone."""
    commands: list[bytes] = []
    refreshed: dict[int, SessionId] = {}
    for write in writes:
        if write.is_refresh and not write.is_whole:
            refreshed[len(commands)] = write.session_id
        commands += _commands(replica, write)
    *_, answers = await exchange.ask([_MULTI, *commands, _EXEC])
    return [session_id for place, session_id in refreshed.items() if not answers[place]]


def _commands(replica: ReplicaId, write: LiveWrite) -> list[bytes]:
    key = replica_key(write.session_id, replica).encode()
    commands: list[bytes] = []
    if write.is_refresh and not write.is_whole:
        commands.append(packed(b"EXPIRE", key, _EXPIRY))
    if write.is_whole:
        room = replicas_key(write.session_id).encode()
        commands.append(packed(b"DEL", key))
        commands.append(packed(b"SADD", room, replica.encode()))
        commands.append(packed(b"EXPIRE", room, _ROOM_EXPIRY))
    elif write.gone:
        commands.append(packed(b"HDEL", key, *(gone.encode() for gone in write.gone)))
    if write.facts or write.gone or write.is_whole:
        fields = [part for name, fact in write.facts.items() for part in (name.encode(), fact)]
        commands.append(packed(b"HSET", key, NUMBER_FIELD, b"%d" % write.number, *fields))
    if write.is_whole:
        commands.append(packed(b"EXPIRE", key, _EXPIRY))
    if write.is_published:
        batch = encoded_batch(replica, write.number, write.facts.values(), write.gone, is_whole=write.is_whole)
        commands.append(packed(b"PUBLISH", live_channel(write.session_id).encode(), batch))
    return commands


_MULTI, _EXEC = packed(b"MULTI"), packed(b"EXEC")
_EXPIRY, _ROOM_EXPIRY = b"%d" % EXPIRY_SECONDS, b"%d" % _ROOM_SECONDS


async def read_live(redis: Redis, session_id: SessionId) -> list[ReplicaFacts]:
    """What every replica has told of a room; those that ended are forgotten."""
    names: Any = await redis.smembers(replicas_key(session_id))  # typed for every version of the protocol at once
    found: list[ReplicaFacts] = []
    for name in sorted(names):
        facts = await read_replica(redis, session_id, ReplicaId(name.decode()))
        if facts is None:
            await redis.srem(replicas_key(session_id), name)
        else:
            found.append(facts)
    return found


async def read_replica(redis: Redis, session_id: SessionId, replica: ReplicaId) -> ReplicaFacts | None:
    """What one replica has told, as of one moment; None when its hash has ended."""
    key = replica_key(session_id, replica)
    pipeline = redis.pipeline(transaction=True)
    pipeline.hgetall(key)
    pipeline.ttl(key)
    fields, seconds_left = await pipeline.execute()
    number = fields.pop(NUMBER_FIELD, None)
    if number is None:
        return None
    return ReplicaFacts(
        replica=replica,
        number=int(number),
        facts=tuple(known_facts(fields.values())),
        silent_seconds=float(max(0, EXPIRY_SECONDS - seconds_left)),
    )
