"""People, how they sign in, what they are in which centre, and whose parents they are (R058, R060)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.access.rules import Role
from core_service.foundation.db import FRANCHISE_ID, Base, OfCentre, Stored, Times, member_key
from core_service.identity.rules import AgeTier
from core_service.identity.rules.pictures import Picture


class AppUser(Stored, Base):
    """A person, once, whatever centres they belong to."""

    __tablename__ = "app_user"
    __table_args__ = (sa.Index(None, "name", "id"),)

    name: Mapped[str] = mapped_column(sa.String(120))
    avatar_url: Mapped[str | None] = mapped_column(sa.String(300))
    school_grade: Mapped[int | None]
    date_of_birth: Mapped[date | None]
    age_tier_override: Mapped[AgeTier | None]
    is_active: Mapped[bool] = mapped_column(default=True)


class CentreMember(Times, OfCentre, Base):
    """That a person belongs to a centre; every tenant row that names a person points here."""

    __tablename__ = "centre_member"

    centre_id: Mapped[UUID] = mapped_column(sa.ForeignKey("centre.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    left_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    """The centre has forgotten the person, whom another one still knows: it no longer sees their name."""


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


class Login(Stored, Base):
    """One sign-in: an opaque token, of which only the SHA-256 is kept.

    One that was made by pictures on a centre's tablet names it in `device_id`, and ends when nothing has been asked
    with it for a while after `last_seen_at`.
    """

    __tablename__ = "login"
    __table_args__ = (sa.Index("ix_login_ended_at", "ended_at", postgresql_where=sa.text("ended_at IS NOT NULL")),)

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    transport: Mapped[LoginTransport]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    user_agent: Mapped[str | None] = mapped_column(sa.String(200))
    """What the client calls itself, by which people tell their logins apart."""
    device_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("centre_device.id"), index=True)
    is_bound_to_device: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether it holds only beside the tablet's own cookie: a copy of the login alone opens nothing elsewhere."""
    last_seen_at: Mapped[datetime | None]


class Invitation(Stored, Base):
    """An offer to join a centre in a role, accepted once, with a token that is kept as its SHA-256.

    The token is made as its letter is written: until then there is none. `student_id` is the child whose parent the
    invited person becomes; for several children there is an invitation each, in the child's centre, and one letter:
    `letter_id` is the invitation whose letter and token open this one too, None for one with a letter of its own.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        member_key("student_id"),
        sa.Index(None, "centre_id", "student_id"),
        sa.Index(None, "centre_id", "created_at", "id"),
        sa.Index(
            "uq_invitation_open",
            "centre_id",
            "email",
            "role",
            sa.text(f"coalesce(student_id, '{FRANCHISE_ID}')"),
            unique=True,
            postgresql_where=sa.text("accepted_at IS NULL AND revoked_at IS NULL"),
        ),
    )

    centre_id: Mapped[UUID] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    role: Mapped[Role]
    student_id: Mapped[UUID | None]
    letter_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("invitation.id", ondelete="SET NULL"), index=True)
    token_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32), unique=True)
    invited_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    expires_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    revoked_at: Mapped[datetime | None]


class PasswordReset(Stored, Base):
    """A way to a new password, open once and for an hour, to whoever reads the account's letters."""

    __tablename__ = "password_reset"

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class ApiToken(Stored, Base):
    """A token for a program that acts for a person in one centre, with some of their permissions (R068)."""

    __tablename__ = "api_token"

    centre_id: Mapped[UUID] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(sa.String(80))
    permissions: Mapped[list[str]]
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class CentreDevice(Stored, Base):
    """A tablet that staff have paired with their centre: only there may the youngest sign in by pictures."""

    __tablename__ = "centre_device"

    centre_id: Mapped[UUID] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    label: Mapped[str] = mapped_column(sa.String(80))
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    paired_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
    ended_at: Mapped[datetime | None]


class PictureSignIn(Stored, OfCentre, Base):
    """A child's own picture and their code of four, as argon2id hash: it opens nothing but a paired tablet."""

    __tablename__ = "picture_sign_in"
    __table_args__ = (member_key("user_id"), sa.UniqueConstraint("centre_id", "user_id"))

    user_id: Mapped[UUID] = mapped_column(index=True)
    picture: Mapped[Picture]
    code_hash: Mapped[str] = mapped_column(sa.String(200))
    set_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("app_user.id"), index=True)
