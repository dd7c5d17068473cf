"""Who did what, as which role, to what (R059, R285, C30): append-only."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.access.rules import Role
from core_service.foundation.db import Base, Created, OfCentre


class AuditLog(Created, OfCentre, Base):
    """One act. Holds ids, enums, numbers, times; free text only as "changed". The system has no user and no role."""

    __tablename__ = "audit_log"
    __table_args__ = (
        sa.Index(None, "user_id", "created_at"),
        sa.Index(None, "resource_type", "resource_id"),
        sa.Index(None, "centre_id", "created_at", "id"),
    )

    user_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("app_user.id"))
    action: Mapped[str] = mapped_column(sa.String(60))
    acting_role: Mapped[Role | None]
    resource_type: Mapped[str] = mapped_column(sa.String(60))
    resource_id: Mapped[UUID]
    request_id: Mapped[str | None] = mapped_column(sa.String(80))
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    details: Mapped[dict[str, Any] | None] = mapped_column("metadata")
