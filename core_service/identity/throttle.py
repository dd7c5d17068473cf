"""Counts attempts in Redis, so that guessing and flooding stop; with Redis away nothing is counted but logged."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Self
from uuid import UUID

import redis
import structlog

from core_service.identity.errors import TooManyFailedLogins
from core_service.identity.rules import FAILURE_WINDOW, FAILURES_ALLOWED

_log = structlog.get_logger(__name__)
_ADDRESS_FACTOR = 10
_PICTURE_FAILURES = 5
_RESETS_PER_ACCOUNT = 3
_RESETS_PER_ADDRESS = 30


@dataclass(frozen=True, slots=True)
class Attempts:
    """The counters that one attempt counts towards, each with how many are allowed in the window."""

    client: redis.Redis
    limits: tuple[tuple[str, int], ...]
    window: timedelta = FAILURE_WINDOW

    @classmethod
    def failed_logins(cls, client: redis.Redis, email: str, address: str) -> Self:
        """Per account and address; successes cost nothing."""
        account = (f"failed-logins:account:{_hashed(email)}", FAILURES_ALLOWED)
        return cls(client, (account, (f"failed-logins:address:{address}", FAILURES_ALLOWED * _ADDRESS_FACTOR)))

    @classmethod
    def failed_pictures(cls, client: redis.Redis, student_id: UUID, device_id: UUID) -> Self:
        """Per child on a tablet, and in all per child and per tablet."""
        pair = (f"failed-pictures:{device_id}:{student_id}", _PICTURE_FAILURES)
        child = (f"failed-pictures:child:{student_id}", 2 * _PICTURE_FAILURES)
        return cls(client, (pair, child, (f"failed-pictures:device:{device_id}", _ADDRESS_FACTOR * _PICTURE_FAILURES)))

    @classmethod
    def resets_for_account(cls, client: redis.Redis, email: str) -> Self:
        """So that nobody's mailbox is flooded."""
        return cls(client, ((f"password-resets:account:{_hashed(email)}", _RESETS_PER_ACCOUNT),))

    @classmethod
    def resets_from_address(cls, client: redis.Redis, address: str) -> Self:
        """So that nobody asks for a whole list of accounts."""
        return cls(client, ((f"password-resets:address:{address}", _RESETS_PER_ADDRESS),))

    def refuse_if_too_many(self) -> None:
        """Raises TooManyFailedLogins while any counter is used up."""
        waits = self.seconds_to_wait()
        if waits:
            raise TooManyFailedLogins(waits)

    def seconds_to_wait(self) -> int:
        """Until a further attempt is allowed; 0: now."""
        try:
            for key, allowed in self.limits:
                if int(self.client.get(key) or 0) >= allowed:
                    return max(1, int(self.client.ttl(key)))
        except redis.RedisError as error:
            _log.warning("attempts are not limited", error=str(error))
        return 0

    def count(self) -> None:
        """Adds one to each counter."""
        try:
            for key, _ in self.limits:
                with self.client.pipeline() as pipeline:
                    pipeline.incr(key)
                    pipeline.expire(key, int(self.window.total_seconds()), nx=True)
                    pipeline.execute()
        except redis.RedisError as error:
            _log.warning("attempt not counted", error=str(error))

    def forget(self) -> None:
        """After the right word the first counter, the account's, starts afresh."""
        try:
            self.client.delete(self.limits[0][0])
        except redis.RedisError as error:
            _log.warning("attempts not forgotten", error=str(error))


def _hashed(email: str) -> str:
    return hashlib.sha256(email.encode("utf-8", "surrogatepass")).hexdigest()


def account_keys(email: str) -> tuple[str, ...]:
    """Where an account's attempts are counted: no address itself is kept in Redis."""
    return tuple(f"{kind}:account:{_hashed(email)}" for kind in ("failed-logins", "password-resets"))
