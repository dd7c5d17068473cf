"""Token buckets: so many at once, so many per second."""


class TokenBucket:
    """Starts full."""

    __slots__ = ("_at", "_burst", "_per_second", "_tokens")

    def __init__(self, per_second: float, burst: float, now: float) -> None:
        self._per_second = per_second
        self._burst = burst
        self._tokens = float(burst)
        self._at = now

    def take(self, now: float) -> bool:
        """One token, if there is one."""
        tokens = min(self._burst, self._tokens + (now - self._at) * self._per_second)
        self._at = now
        if tokens < 1:
            self._tokens = tokens
            return False
        self._tokens = tokens - 1
        return True
