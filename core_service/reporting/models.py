"""What reporting keeps: files that were asked for, and who subscribes to their calendar."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.foundation.db import Base, OfCentre, Stored
from core_service.reporting.rules.exports import ExportFormat, ExportStatus


class CalendarFeed(Stored, Base):
    """A person's secret address of their calendar, of which only the SHA-256 is kept.

    Looked up before any centre is known, so it holds no name. Making it anew ends the old address.
    """

    __tablename__ = "calendar_feed"

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id", ondelete="CASCADE"), unique=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    made_at: Mapped[datetime]


class ReportExport(Stored, OfCentre, Base):
    """A report that somebody wants as a file; of several centres it stands in the first of them."""

    __tablename__ = "report_export"
    __table_args__ = (
        sa.Index(None, "centre_id", "requested_by_id", "requested_at", "id"),
        sa.Index(None, "centre_id", "expires_at"),
    )

    requested_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    requested_at: Mapped[datetime]
    report: Mapped[str] = mapped_column(sa.String(40))
    format: Mapped[ExportFormat]
    filters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """As they came on the wire, under their own names."""
    status: Mapped[ExportStatus] = mapped_column(default=ExportStatus.WAITING)
    rows_written: Mapped[int] = mapped_column(default=0)
    file_key: Mapped[str | None] = mapped_column(sa.String(200))
    size_bytes: Mapped[int | None] = mapped_column(sa.BigInteger)
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
