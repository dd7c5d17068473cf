"""Exports of all that is known of a person, and erasures of it (REQUIREMENTS 27)."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.foundation.db import Base, OfCentre, Stored, member_key
from core_service.privacy.rules import ErasureStatus, ExportAudience, ExportStatus


class PersonExport(Stored, OfCentre, Base):
    """A ZIP of everything that a centre knows of a person, kept for a while."""

    __tablename__ = "person_export"
    __table_args__ = (
        member_key("subject_id"),
        sa.Index(None, "centre_id", "subject_id"),
        sa.Index(None, "centre_id", "created_at", "id"),
    )

    subject_id: Mapped[UUID]
    requested_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    audience: Mapped[ExportAudience]
    status: Mapped[ExportStatus] = mapped_column(default=ExportStatus.PENDING)
    size_bytes: Mapped[int | None] = mapped_column(sa.BigInteger)
    ready_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]

    @property
    def media_key(self) -> str:
        """Where the file is."""
        return f"{self.centre_id}/exports/{self.id}.zip"


class PersonErasure(Stored, OfCentre, Base):
    """That a person is to be forgotten by a centre, and what of them went; holds ids and numbers only."""

    __tablename__ = "person_erasure"
    __table_args__ = (
        member_key("subject_id"),
        sa.Index(None, "centre_id", "subject_id"),
        sa.Index(None, "centre_id", "created_at", "id"),
        sa.Index(
            "uq_person_erasure_open",
            "centre_id",
            "subject_id",
            unique=True,
            postgresql_where=sa.text("status IN ('WAITING', 'RUNNING')"),
        ),
    )

    subject_id: Mapped[UUID]
    requested_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    """None: the system, since the person left long ago."""
    status: Mapped[ErasureStatus] = mapped_column(default=ErasureStatus.WAITING)
    due_at: Mapped[datetime]
    cancelled_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    cancelled_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Rows that went or lost their words, by table."""
