"""Passwords as argon2id hashes, few at a time: each takes 22 ms and 19 MiB (TRAPS, argon2)."""

import functools
import secrets
import threading

import argon2

_HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_AT_ONCE = threading.BoundedSemaphore(2)


@functools.cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe())


def hash_password(password: str) -> str:
    """The text that `is_password` checks against."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether it is the right one; takes as long for an unknown account (None) as for a wrong password."""
    with _AT_ONCE:
        try:
            _HASHER.verify(password_hash or _nobodys_hash(), password)
        except argon2.exceptions.VerificationError:
            return False
    return password_hash is not None
