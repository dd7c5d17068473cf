"""Wakes the hubs after a commit (ARCHITECTURE 2): the log is the truth, a lost notice costs only time."""

from typing import Protocol

import redis
import structlog
from sqlalchemy.orm import Session

_log = structlog.get_logger(__name__)


class Publisher(Protocol):
    """Sends a message to whoever listens on a channel; never fails."""

    def publish(self, channel: str, message: bytes) -> None:
        """Send, or log that it could not be sent."""
        ...


class RedisPublisher:
    """Redis pub/sub."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client

    def publish(self, channel: str, message: bytes) -> None:
        """Send; with Redis away the hubs find out by their own look at positions."""
        try:
            self._client.publish(channel, message)
        except redis.RedisError as error:
            _log.warning("notice not published", channel=channel, error=str(error))


def announce(db: Session, channel: str, message: bytes) -> None:
    """Publish `message` once the running transaction has been committed."""
    db.info.setdefault("notices", []).append((channel, message))


def publish_announced(db: Session, publisher: Publisher) -> None:
    """Publishes what the committed transaction announced, in its order."""
    for channel, message in db.info.pop("notices", []):
        publisher.publish(channel, message)
