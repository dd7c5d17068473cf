"""Counts attempts in Redis, so that guessing and flooding stop; with Redis away nothing is counted but logged.

An attempt is counted before it is looked at, and given back where it was none of a guesser's: of a hundred guesses at
once no more are looked at than of a hundred one after the other. What is random by 256 bits (logins, API tokens,
tablets, the links of letters) is not counted: it cannot be guessed.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
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

_RESERVE = """
for number, key in ipairs(KEYS) do
    if tonumber(redis.call('GET', key) or 0) >= tonumber(ARGV[number + 1]) then
        return math.max(1, redis.call('TTL', key))
    end
end
for _, key in ipairs(KEYS) do
    redis.call('INCR', key)
    redis.call('EXPIRE', key, ARGV[1], 'NX')
end
return 0
"""
"""All counters or none, in one step; answers with the seconds to wait. Its arguments: the window, then each limit."""

_GIVE_BACK = """
for _, key in ipairs(KEYS) do
    if tonumber(redis.call('GET', key) or 0) > 0 then redis.call('DECR', key) end
end
"""


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
    def failed_passwords(cls, client: redis.Redis, user_id: UUID) -> Self:
        """Of somebody who is signed in and names their current password: it may be another person at their tablet."""
        return cls(client, ((f"failed-passwords:{user_id}", FAILURES_ALLOWED),))

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

    @contextmanager
    def against(self, failure: type[Exception]) -> Iterator[None]:
        """One attempt that counts if it ends in `failure`. Raises TooManyFailedLogins while a counter is used up.

        After a success the first counter, the account's, starts afresh.
        """
        self.count()
        try:
            yield
        except failure:
            raise
        except BaseException:
            self._give_back()
            raise
        self._give_back()
        self._forget()

    def count(self) -> None:
        """Adds one to each counter. Raises TooManyFailedLogins while any of them is used up, and adds nothing then."""
        waits = self.counted_or_wait()
        if waits:
            raise TooManyFailedLogins(waits)

    def counted_or_wait(self) -> int:
        """0: the attempt is counted; else nothing is, and a further one is allowed after so many seconds."""
        keys = [key for key, _ in self.limits]
        allowed = [most for _, most in self.limits]
        try:
            waits: int = self.client.eval(_RESERVE, len(keys), *keys, int(self.window.total_seconds()), *allowed)
        except redis.RedisError as error:
            _log.warning("attempts are not limited", error=str(error))
            return 0
        return waits

    def _give_back(self) -> None:
        keys = [key for key, _ in self.limits]
        try:
            self.client.eval(_GIVE_BACK, len(keys), *keys)
        except redis.RedisError as error:
            _log.warning("attempt not given back", error=str(error))

    def _forget(self) -> None:
        try:
            self.client.delete(self.limits[0][0])
        except redis.RedisError as error:
            _log.warning("attempts not forgotten", error=str(error))


def _hashed(email: str) -> str:
    return hashlib.sha256(email.encode("utf-8", "surrogatepass")).hexdigest()


def account_keys(email: str) -> tuple[str, ...]:
    """Where an account's attempts are counted: no address itself is kept in Redis."""
    return tuple(f"{kind}:account:{_hashed(email)}" for kind in ("failed-logins", "password-resets"))
