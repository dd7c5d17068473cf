"""Answers a repeated request as it was answered before, without doing it twice (ARCHITECTURE 5, REST)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.foundation.db import hold
from core_service.foundation.errors import DomainError, Invalid
from core_service.foundation.models import IdempotencyKey

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 200


class KeyReused(DomainError):
    """The key was used for another request."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "idempotency_key_reused"


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored response."""

    status: int
    body: str


def fingerprint(method: str, path: str, body: bytes) -> bytes:
    """What makes two requests the same one."""
    return hashlib.sha256(b"\n".join([method.encode(), path.encode(), body])).digest()


def earlier_answer(db: Session, user_id: UUID, key: str, body_hash: bytes, *, now: datetime) -> Answer | None:
    """The answer that `key` was given, or None for the first time.

    Holds a lock on the key until the transaction ends, so that parallel repeats wait for the first one.
    Raises KeyReused where the key belongs to another request.
    """
    if not 1 <= len(key) <= LONGEST_KEY or "\x00" in key:
        raise Invalid.field("Idempotency-Key", f"must have 1 to {LONGEST_KEY} characters")
    hold(db, f"{user_id} {key}")
    stored = db.get(IdempotencyKey, (user_id, key))
    if stored is None or stored.created_at < now - KEPT_FOR:
        return None
    if stored.body_hash != body_hash:
        raise KeyReused("This Idempotency-Key was used for another request. Use a new one.")
    return Answer(stored.status, stored.response)


def remember(db: Session, user_id: UUID, key: str, body_hash: bytes, answer: Answer, *, now: datetime) -> None:
    """Keeps the answer in the transaction of what it answers."""
    db.merge(
        IdempotencyKey(
            user_id=user_id,
            key=key,
            body_hash=body_hash,
            status=answer.status,
            response=answer.body,
            created_at=now,
        )
    )


def forget_old(db: Session, *, now: datetime) -> None:
    """Deletes answers past their time."""
    db.execute(sa.delete(IdempotencyKey).where(IdempotencyKey.created_at < now - KEPT_FOR))
