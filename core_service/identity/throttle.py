"""Counts failed sign-ins per account and per address in Redis; successes cost nothing."""

import hashlib
from dataclasses import dataclass

import redis
import structlog

from core_service.identity.errors import TooManyFailedLogins
from core_service.identity.rules import FAILURE_WINDOW, FAILURES_ALLOWED

_log = structlog.get_logger(__name__)
_WINDOW_SECONDS = int(FAILURE_WINDOW.total_seconds())
_ADDRESS_FACTOR = 10


@dataclass(frozen=True, slots=True)
class FailedLogins:
    """The failures of one attempt's account and address. With Redis away nothing is counted, and that is logged."""

    client: redis.Redis
    email: str
    address: str

    def refuse_if_too_many(self) -> None:
        """Raises TooManyFailedLogins while the account or the address has used up its failures."""
        try:
            for key, allowed in self._limits():
                if int(self.client.get(key) or 0) >= allowed:
                    raise TooManyFailedLogins(max(1, int(self.client.ttl(key))))
        except redis.RedisError as error:
            _log.warning("failed sign-ins are not limited", error=str(error))

    def count(self) -> None:
        """Adds one failure."""
        try:
            for key, _ in self._limits():
                with self.client.pipeline() as pipeline:
                    pipeline.incr(key)
                    pipeline.expire(key, _WINDOW_SECONDS, nx=True)
                    pipeline.execute()
        except redis.RedisError as error:
            _log.warning("failed sign-in not counted", error=str(error))

    def forget(self) -> None:
        """After the right password the account starts afresh."""
        try:
            self.client.delete(self._limits()[0][0])
        except redis.RedisError as error:
            _log.warning("failed sign-ins not forgotten", error=str(error))

    def _limits(self) -> tuple[tuple[str, int], tuple[str, int]]:
        account = hashlib.sha256(self.email.encode("utf-8", "surrogatepass")).hexdigest()
        return (
            (f"failed-logins:account:{account}", FAILURES_ALLOWED),
            (f"failed-logins:address:{self.address}", FAILURES_ALLOWED * _ADDRESS_FACTOR),
        )
