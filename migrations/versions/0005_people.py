"""People: invitations of parents to their child, password resets, tokens with permissions, sign-in by pictures."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall_off

revision = "0005_people"
down_revision = "0004_assessment"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_app_user_name_id"), "app_user", ["name", "id"], unique=False)
    _invitations()
    _logins_and_tokens()
    op.create_table(
        "password_reset",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("used_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_password_reset_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_reset")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_reset_token_hash")),
    )
    op.create_index(op.f("ix_password_reset_user_id"), "password_reset", ["user_id"], unique=False)
    op.create_index(op.f("ix_password_reset_expires_at"), "password_reset", ["expires_at"], unique=False)
    op.create_table(
        "picture_sign_in",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "picture",
            sa.Enum(
                "apple",
                "ball",
                "bell",
                "bike",
                "butterfly",
                "cake",
                "car",
                "carrot",
                "cat",
                "cloud",
                "dog",
                "fish",
                "flower",
                "gift",
                "heart",
                "key",
                "moon",
                "pig",
                "plane",
                "rocket",
                "star",
                "sun",
                "tree",
                "umbrella",
                name="picture",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code_hash", sa.String(length=200), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "user_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_picture_sign_in_centre_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_picture_sign_in_centre_id")),
        sa.ForeignKeyConstraint(["set_by_id"], ["app_user.id"], name=op.f("fk_picture_sign_in_set_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_sign_in")),
        sa.UniqueConstraint("centre_id", "user_id", name=op.f("uq_picture_sign_in_centre_id_user_id")),
    )
    op.create_index(op.f("ix_picture_sign_in_centre_id"), "picture_sign_in", ["centre_id"], unique=False)
    op.create_index(op.f("ix_picture_sign_in_user_id"), "picture_sign_in", ["user_id"], unique=False)
    op.create_index(op.f("ix_picture_sign_in_set_by_id"), "picture_sign_in", ["set_by_id"], unique=False)
    wall_off("picture_sign_in")


def _invitations() -> None:
    op.alter_column("invitation", "token_hash", existing_type=sa.LargeBinary(length=32), nullable=True)
    op.add_column("invitation", sa.Column("student_id", sa.Uuid(), nullable=True))
    op.add_column("invitation", sa.Column("sent_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("invitation", sa.Column("accepted_by_id", sa.Uuid(), nullable=True))
    op.add_column("invitation", sa.Column("revoked_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f("fk_invitation_centre_id_student_id"),
        "invitation",
        "centre_member",
        ["centre_id", "student_id"],
        ["centre_id", "user_id"],
    )
    op.create_foreign_key(op.f("fk_invitation_accepted_by_id"), "invitation", "app_user", ["accepted_by_id"], ["id"])
    op.create_index(op.f("ix_invitation_centre_id_student_id"), "invitation", ["centre_id", "student_id"], unique=False)
    op.create_index(
        op.f("ix_invitation_centre_id_created_at_id"), "invitation", ["centre_id", "created_at", "id"], unique=False
    )
    op.create_index(op.f("ix_invitation_accepted_by_id"), "invitation", ["accepted_by_id"], unique=False)
    op.create_index(
        "uq_invitation_open",
        "invitation",
        [
            "centre_id",
            "email",
            "role",
            sa.literal_column("coalesce(student_id, '00000000-0000-0000-0000-000000000000')"),
        ],
        unique=True,
        postgresql_where=sa.text("accepted_at IS NULL AND revoked_at IS NULL"),
    )


def _logins_and_tokens() -> None:
    op.add_column("login", sa.Column("user_agent", sa.String(length=200), nullable=True))
    op.add_column("login", sa.Column("device_id", sa.Uuid(), nullable=True))
    op.add_column("login", sa.Column("last_seen_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.create_foreign_key(op.f("fk_login_device_id"), "login", "centre_device", ["device_id"], ["id"])
    op.create_index(op.f("ix_login_device_id"), "login", ["device_id"], unique=False)
    op.add_column(
        "api_token",
        sa.Column(
            "permissions",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
    )
    op.alter_column("api_token", "permissions", server_default=None)
    op.add_column("api_token", sa.Column("last_used_at", sa.TIMESTAMP(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_table("picture_sign_in")
    op.drop_table("password_reset")
    for column in ("last_used_at", "permissions"):
        op.drop_column("api_token", column)
    for column in ("last_seen_at", "device_id", "user_agent"):
        op.drop_column("login", column)
    op.drop_index("uq_invitation_open", "invitation")
    op.drop_index(op.f("ix_invitation_centre_id_created_at_id"), "invitation")
    for column in ("revoked_at", "accepted_by_id", "sent_at", "student_id"):
        op.drop_column("invitation", column)
    op.execute("DELETE FROM invitation WHERE token_hash IS NULL")
    op.alter_column("invitation", "token_hash", existing_type=sa.LargeBinary(length=32), nullable=False)
    op.drop_index(op.f("ix_app_user_name_id"), "app_user")
