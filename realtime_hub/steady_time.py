"""Seconds since 1970 that never go back, even when the machine's clock is set."""

import time
from collections.abc import Callable


def steady_time() -> Callable[[], float]:
    """A clock that starts at the machine's time and then counts on by itself."""
    offset = time.time() - time.monotonic()
    monotonic = time.monotonic
    return lambda: offset + monotonic()
