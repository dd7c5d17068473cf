"""Centres (the tenants), their rooms and the days on which they are closed (R060, R074)."""

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.foundation.db import Base, OfCentre, Stored, addressable


class Centre(Stored, Base):
    """One tutoring centre; the franchise is the row with id zero (C29)."""

    __tablename__ = "centre"

    name: Mapped[str] = mapped_column(sa.String(120))
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)
    timezone: Mapped[str] = mapped_column(sa.String(60))
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_active: Mapped[bool] = mapped_column(default=True)


class CentreRoom(Stored, OfCentre, Base):
    """A room of the building with its named seats (R074); a live room is the hub's."""

    __tablename__ = "centre_room"
    __table_args__ = (addressable(), sa.UniqueConstraint("centre_id", "name"))

    name: Mapped[str] = mapped_column(sa.String(80))
    seats: Mapped[list[str]] = mapped_column(default=list)
    is_active: Mapped[bool] = mapped_column(default=True)


class CentreClosure(Stored, OfCentre, Base):
    """Days without lessons, both ends included; generation skips them."""

    __tablename__ = "centre_closure"
    __table_args__ = (sa.CheckConstraint("starts_on <= ends_on", name="order"),)

    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(sa.String(200))
    created_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
