"""Tables that belong to no domain: work to be done after a commit, and answers kept for repeated requests."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.foundation.db import Base, Stored, Times


class PendingJob(Stored, Base):
    """Work that a transaction promised (ARCHITECTURE 5): enqueued at least once, run idempotently."""

    __tablename__ = "pending_job"
    __table_args__ = (
        sa.UniqueConstraint("name", "centre_id", "due_at", "key"),
        sa.Index("ix_pending_job_waiting", "due_at", postgresql_where=sa.text("done_at IS NULL AND failed_at IS NULL")),
    )

    name: Mapped[str] = mapped_column(sa.String(80))
    centre_id: Mapped[UUID] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(80), default="")
    """What tells two jobs of one name, centre and time apart: the row they are about."""
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due_at: Mapped[datetime]
    enqueued_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(sa.String(500))


class JobProgress(Times, Base):
    """How far a long job is; written beside its transaction, so that it can be seen before the job ends.

    No foreign key: the job's own row is held while it runs, and a key would wait for it.
    """

    __tablename__ = "job_progress"
    __table_args__ = (sa.Index(None, "updated_at"),)

    job_id: Mapped[UUID] = mapped_column(primary_key=True)
    progress: Mapped[int]
    total: Mapped[int]


class IdempotencyKey(Base):
    """The answer to a request that may be sent again (kept 24 h per user)."""

    __tablename__ = "idempotency_key"

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    body_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    status: Mapped[int]
    response: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)
