"""Keys that sort by the time they were made, so that new rows land at the end of their index (UUIDv7, RFC 9562)."""

import secrets
import time
from uuid import UUID

_NANOSECONDS_PER_MILLISECOND = 1_000_000


def new_id() -> UUID:
    """A fresh UUIDv7 of now."""
    return uuid7(time.time_ns(), secrets.randbits(62))


def uuid7(nanoseconds: int, random_bits: int) -> UUID:
    """The UUIDv7 of a time since 1970: 48 bits of milliseconds, 12 of the fraction below, 62 random ones."""
    milliseconds, rest = divmod(nanoseconds, _NANOSECONDS_PER_MILLISECOND)
    fraction = rest * 4096 // _NANOSECONDS_PER_MILLISECOND
    version, variant = 0x7, 0b10
    return UUID(int=milliseconds << 80 | version << 76 | fraction << 64 | variant << 62 | random_bits)
