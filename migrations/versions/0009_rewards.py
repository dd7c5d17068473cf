"""The ledger of points, badges and boards; additive only."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall_off

revision = "0009_rewards"
down_revision = "0008_reporting"
branch_labels = None
depends_on = None

_TABLES = ("xp_credit", "reward_standing", "badge_award", "board_membership")


def upgrade() -> None:
    op.create_table(
        "badge_award",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column(
            "badge",
            sa.Enum(
                "ASKED_FOR_HELP",
                "TRIED_AGAIN",
                "CAUGHT_UP",
                "STREAK",
                "MASTERED",
                "UNIT_FINISHED",
                "LEVEL_REACHED",
                name="badge",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("awarded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_badge_award_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_badge_award_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_award")),
        sa.UniqueConstraint(
            "centre_id", "student_id", "badge", "step", name=op.f("uq_badge_award_centre_id_student_id_badge_step")
        ),
    )
    op.create_index(op.f("ix_badge_award_centre_id"), "badge_award", ["centre_id"], unique=False)
    op.create_table(
        "board_membership",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("nickname", sa.String(length=40), nullable=False),
        sa.Column("on_course_boards", sa.Boolean(), nullable=False),
        sa.Column("on_effort_board", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_board_membership_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_board_membership_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_membership")),
        sa.UniqueConstraint("centre_id", "nickname", name=op.f("uq_board_membership_centre_id_nickname")),
        sa.UniqueConstraint("centre_id", "student_id", name=op.f("uq_board_membership_centre_id_student_id")),
    )
    op.create_index(op.f("ix_board_membership_centre_id"), "board_membership", ["centre_id"], unique=False)
    op.create_table(
        "reward_standing",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.Column("longest_streak", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_reward_standing_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_reward_standing_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_standing")),
        sa.UniqueConstraint("centre_id", "student_id", name=op.f("uq_reward_standing_centre_id_student_id")),
    )
    op.create_index(op.f("ix_reward_standing_centre_id"), "reward_standing", ["centre_id"], unique=False)
    op.create_table(
        "xp_credit",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum("ATTENDANCE", "COMPLETION", "LEVEL", "STREAK", name="xpreason", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=True),
        sa.Column("earned_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_xp_credit_content_centre"),
        ),
        sa.CheckConstraint("points <> 0", name=op.f("ck_xp_credit_points")),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_xp_credit_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_xp_credit_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "course_id"],
            ["course.centre_id", "course.id"],
            name=op.f("fk_xp_credit_content_centre_id_course_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_xp_credit")),
        sa.UniqueConstraint(
            "centre_id",
            "student_id",
            "reason",
            "about",
            "revision",
            name=op.f("uq_xp_credit_centre_id_student_id_reason_about_revision"),
        ),
    )
    op.create_index(op.f("ix_xp_credit_centre_id"), "xp_credit", ["centre_id"], unique=False)
    op.create_index(op.f("ix_xp_credit_centre_id_earned_at"), "xp_credit", ["centre_id", "earned_at"], unique=False)
    op.create_index(
        op.f("ix_xp_credit_centre_id_student_id_created_at_id"),
        "xp_credit",
        ["centre_id", "student_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_xp_credit_content_centre_id_course_id_earned_at"),
        "xp_credit",
        ["content_centre_id", "course_id", "earned_at"],
        unique=False,
    )

    for table in _TABLES:
        wall_off(table)


def downgrade() -> None:
    op.drop_index(op.f("ix_xp_credit_content_centre_id_course_id_earned_at"), table_name="xp_credit")
    op.drop_index(op.f("ix_xp_credit_centre_id_student_id_created_at_id"), table_name="xp_credit")
    op.drop_index(op.f("ix_xp_credit_centre_id_earned_at"), table_name="xp_credit")
    op.drop_index(op.f("ix_xp_credit_centre_id"), table_name="xp_credit")
    op.drop_table("xp_credit")
    op.drop_index(op.f("ix_reward_standing_centre_id"), table_name="reward_standing")
    op.drop_table("reward_standing")
    op.drop_index(op.f("ix_board_membership_centre_id"), table_name="board_membership")
    op.drop_table("board_membership")
    op.drop_index(op.f("ix_badge_award_centre_id"), table_name="badge_award")
    op.drop_table("badge_award")
