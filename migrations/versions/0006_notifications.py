"""What people are told and how they want to be told, and how far long jobs are; additive only."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import IN_CONTEXT, wall_off

revision = "0006_notifications"
down_revision = "0005_people"
branch_labels = None
depends_on = None

_OWN = "user_id = (SELECT app_user_id())"
_OWN_OR_MEMBERS = f"""{_OWN} OR EXISTS (
    SELECT FROM centre_member WHERE centre_member.user_id = notification_preference.user_id
    AND centre_member.{IN_CONTEXT})"""


def upgrade() -> None:
    op.create_table(
        "job_progress",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_job_progress")),
    )
    op.create_index(op.f("ix_job_progress_updated_at"), "job_progress", ["updated_at"], unique=False)
    op.create_table(
        "notification_preference",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "HAND_WAITING",
                "SESSION_REMINDER",
                "SESSION_STARTING",
                "SESSION_CHANGED",
                "SESSION_CANCELLED",
                "TUTOR_CHANGED",
                "PLACE_OFFERED",
                "ATTENDANCE_UNMARKED",
                "ABSENCE",
                "CATCH_UP_MADE",
                "CATCH_UP_DUE",
                "CATCH_UP_OVERDUE",
                "WORK_RETURNED",
                "WORK_MARKED",
                "LEVEL_CHANGED",
                "BADGE_EARNED",
                "THREAD_MESSAGE",
                "WEEKLY_DIGEST",
                name="notificationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("in_app", sa.Boolean(), nullable=False),
        sa.Column("email", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_notification_preference_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "kind", name=op.f("pk_notification_preference")),
    )
    op.create_table(
        "notification",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "HAND_WAITING",
                "SESSION_REMINDER",
                "SESSION_STARTING",
                "SESSION_CHANGED",
                "SESSION_CANCELLED",
                "TUTOR_CHANGED",
                "PLACE_OFFERED",
                "ATTENDANCE_UNMARKED",
                "ABSENCE",
                "CATCH_UP_MADE",
                "CATCH_UP_DUE",
                "CATCH_UP_OVERDUE",
                "WORK_RETURNED",
                "WORK_MARKED",
                "LEVEL_CHANGED",
                "BADGE_EARNED",
                "THREAD_MESSAGE",
                "WEEKLY_DIGEST",
                name="notificationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "reader", sa.Enum("STUDENT", "PARENT", "STAFF", name="reader", native_enum=False, length=40), nullable=False
        ),
        sa.Column("about", sa.String(length=160), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("is_in_app", sa.Boolean(), nullable=False),
        sa.Column("useful_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("read_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_notification_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "user_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_notification_centre_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_notification_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint(
            "centre_id", "user_id", "kind", "about", name=op.f("uq_notification_centre_id_user_id_kind_about")
        ),
    )
    op.create_index(op.f("ix_notification_centre_id"), "notification", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_notification_centre_id_student_id"), "notification", ["centre_id", "student_id"], unique=False
    )
    op.create_index(
        "ix_notification_unread",
        "notification",
        ["user_id"],
        unique=False,
        postgresql_where=sa.text("read_at IS NULL AND is_in_app"),
    )
    op.create_index(
        op.f("ix_notification_user_id_created_at_id"), "notification", ["user_id", "created_at", "id"], unique=False
    )

    wall_off("notification", reads=f"{IN_CONTEXT} OR {_OWN}", writes=f"{IN_CONTEXT} OR {_OWN}", inserts=IN_CONTEXT)
    wall_off("notification_preference", reads=_OWN_OR_MEMBERS, writes=_OWN_OR_MEMBERS, inserts=_OWN)


def downgrade() -> None:
    op.drop_index(op.f("ix_notification_user_id_created_at_id"), table_name="notification")
    op.drop_index(
        "ix_notification_unread", table_name="notification", postgresql_where=sa.text("read_at IS NULL AND is_in_app")
    )
    op.drop_index(op.f("ix_notification_centre_id_student_id"), table_name="notification")
    op.drop_index(op.f("ix_notification_centre_id"), table_name="notification")
    op.drop_table("notification")
    op.drop_table("notification_preference")
    op.drop_index(op.f("ix_job_progress_updated_at"), table_name="job_progress")
    op.drop_table("job_progress")
