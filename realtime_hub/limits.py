"""How much may come: so many at once and per second, or so many in any stretch of time."""

from collections import deque
from collections.abc import Mapping


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


class Windows:
    """Of each kind at most so many in any stretch of so many seconds; kinds that are not named are never waited for."""

    __slots__ = ("_most", "_taken_at")

    def __init__(self, most: Mapping[type, tuple[int, float]]) -> None:
        self._most = most
        self._taken_at: dict[type, deque[float]] = {}

    def take(self, kind: type, now: float) -> bool:
        """One more of a kind that is named, if there is room for it."""
        if self.seconds_to_wait(kind, now):
            return False
        self._taken_at.setdefault(kind, deque(maxlen=self._most[kind][0])).append(now)
        return True

    def seconds_to_wait(self, kind: type, now: float) -> float:
        """Until there is room; 0 when there is."""
        taken_at = self._taken_at.get(kind, ())
        if not taken_at or len(taken_at) < self._most[kind][0]:
            return 0.0
        return max(0.0, taken_at[0] + self._most[kind][1] - now)
