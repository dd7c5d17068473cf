"""People, how they sign in, what they are in which centre, and whose parents they are (R058, R060)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.access.rules import Role
from core_service.foundation.db import FRANCHISE_ID, Base, Created, OfCentre, Stored, member_key, utc_now
from core_service.identity.rules import AgeTier


class AppUser(Stored, Base):
    """A person, once, whatever centres they belong to."""

    __tablename__ = "app_user"

    name: Mapped[str] = mapped_column(sa.String(120))
    avatar_url: Mapped[str | None] = mapped_column(sa.String(300))
    school_grade: Mapped[int | None]
    date_of_birth: Mapped[date | None]
    age_tier_override: Mapped[AgeTier | None]
    is_active: Mapped[bool] = mapped_column(default=True)


class CentreMember(OfCentre, Base):
    """That a person belongs to a centre; every tenant row that names a person points here."""

    __tablename__ = "centre_member"

    centre_id: Mapped[UUID] = mapped_column(sa.ForeignKey("centre.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    left_at: Mapped[datetime | None]


class UserRole(Stored, OfCentre, Base):
    """One role of a person in one centre (R058); SUPER_ADMIN only and always in the franchise (C29)."""

    __tablename__ = "user_role"
    __table_args__ = (
        member_key("user_id"),
        sa.UniqueConstraint("user_id", "role", "centre_id"),
        sa.CheckConstraint(f"(role = 'SUPER_ADMIN') = (centre_id = '{FRANCHISE_ID}')", name="super_admin"),
    )

    user_id: Mapped[UUID] = mapped_column(index=True)
    role: Mapped[Role]
    is_active: Mapped[bool] = mapped_column(default=True)


class GuardianLink(Stored, OfCentre, Base):
    """That a person is a child's parent or guardian in a centre (R060)."""

    __tablename__ = "guardian_link"
    __table_args__ = (
        member_key("guardian_id"),
        member_key("student_id"),
        sa.UniqueConstraint("centre_id", "guardian_id", "student_id"),
        sa.Index(None, "centre_id", "student_id"),
    )

    guardian_id: Mapped[UUID] = mapped_column(index=True)
    student_id: Mapped[UUID]


class Credential(Stored, Base):
    """How a person proves who they are; looked up before any centre is known, so it holds no name."""

    __tablename__ = "credential"

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id", ondelete="CASCADE"), unique=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    password_changed_at: Mapped[datetime]


class LoginTransport(StrEnum):
    """Where the client keeps its token."""

    COOKIE = "cookie"
    BEARER = "bearer"


class Login(Created, Base):
    """One sign-in: an opaque token, of which only the SHA-256 is kept."""

    __tablename__ = "login"
    __table_args__ = (sa.Index("ix_login_ended_at", "ended_at", postgresql_where=sa.text("ended_at IS NOT NULL")),)

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    transport: Mapped[LoginTransport]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]


class Invitation(Stored, Base):
    """An offer to join a centre in a role, accepted with a token that is kept as its SHA-256."""

    __tablename__ = "invitation"

    centre_id: Mapped[UUID] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    role: Mapped[Role]
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    invited_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]


class ApiToken(Stored, Base):
    """A token for a program that acts for a person in one centre (R068)."""

    __tablename__ = "api_token"

    centre_id: Mapped[UUID] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(sa.String(80))
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    expires_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class CentreDevice(Stored, Base):
    """A tablet that staff have paired with their centre: only there may the youngest sign in by pictures."""

    __tablename__ = "centre_device"

    centre_id: Mapped[UUID] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    label: Mapped[str] = mapped_column(sa.String(80))
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    paired_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    ended_at: Mapped[datetime | None]
