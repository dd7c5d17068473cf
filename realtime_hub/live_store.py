"""Live facts in Redis: a hash per room and replica, that ends by itself when its replica does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from redis.asyncio import Redis

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


async def write_live(redis: Redis, replica: ReplicaId, writes: Sequence[LiveWrite]) -> list[SessionId]:
    """All in one MULTI, each hash before its batch; the rooms whose hash was found to be gone."""
    pipeline = redis.pipeline(transaction=True)
    refreshed: dict[int, SessionId] = {}
    for write in writes:
        key = replica_key(write.session_id, replica)
        if write.is_refresh and not write.is_whole:
            refreshed[len(pipeline)] = write.session_id
            pipeline.expire(key, EXPIRY_SECONDS)
        _put(pipeline, key, replica, write)
        batch = encoded_batch(replica, write.number, write.facts.values(), write.gone, is_whole=write.is_whole)
        pipeline.publish(live_channel(write.session_id), batch)
    answers = await pipeline.execute()
    return [session_id for place, session_id in refreshed.items() if not answers[place]]


def _put(pipeline: Any, key: str, replica: ReplicaId, write: LiveWrite) -> None:  # redis-py's untyped pipeline
    if write.is_whole:
        pipeline.delete(key)
        pipeline.sadd(replicas_key(write.session_id), replica)
        pipeline.expire(replicas_key(write.session_id), _ROOM_SECONDS)
    elif write.gone:
        pipeline.hdel(key, *write.gone)
    if write.facts or write.gone or write.is_whole:
        pipeline.hset(key, NUMBER_FIELD, write.number, mapping=write.facts)
    if write.is_whole:
        pipeline.expire(key, EXPIRY_SECONDS)


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
