"""How often a person may do something, counted in Redis; with Redis away nothing is counted, and that is logged."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import redis
import structlog

from core_service.foundation.errors import TooMany

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many acts of one kind per person in each window."""

    name: str
    most: int
    window: timedelta


def spend(client: redis.Redis, rate: Rate, who: UUID) -> None:
    """Counts one act. Raises TooMany once they are used up."""
    key = rate_key(rate, who)
    try:
        with client.pipeline() as pipeline:
            pipeline.incr(key)
            pipeline.expire(key, int(rate.window.total_seconds()), nx=True)
            pipeline.ttl(key)
            count, _, left = pipeline.execute()
    except redis.RedisError as error:
        _log.warning("acts are not limited", rate=rate.name, error=str(error))
        return
    if count > rate.most:
        raise TooMany("That was a lot at once. Wait a little.", retry_after_seconds=max(1, left))


def rate_key(rate: Rate, who: UUID) -> str:
    """Where a person's acts are counted."""
    return f"rate:{rate.name}:{who}"
