"""Authoring: revisions of exercises, which attempts keep to; additive only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall_off_content

revision = "0007_authoring"
down_revision = "0006_notifications"
branch_labels = None
depends_on = None

_TYPES = (
    "MULTIPLE_CHOICE",
    "FILL_IN_BLANK",
    "SHORT_ANSWER",
    "LONG_ANSWER",
    "NUMERICAL",
    "MATCHING",
    "WORKSHEET",
)


def upgrade() -> None:
    op.create_table(
        "exercise_revision",
        sa.Column("exercise_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("exercise_type", sa.Enum(*_TYPES, name="exercisetype", native_enum=False, length=40), nullable=False),
        sa.Column("instructions", sa.String(), nullable=True),
        sa.Column("questions", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("expected_answers", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("explanation", sa.String(), nullable=True),
        sa.Column("max_score", sa.Integer(), nullable=False),
        sa.Column("time_limit", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "exercise_id"],
            ["exercise.centre_id", "exercise.id"],
            name=op.f("fk_exercise_revision_centre_id_exercise_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_exercise_revision_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_revision")),
        sa.UniqueConstraint(
            "centre_id", "exercise_id", "number", name=op.f("uq_exercise_revision_centre_id_exercise_id_number")
        ),
    )
    op.create_index(op.f("ix_exercise_revision_centre_id"), "exercise_revision", ["centre_id"], unique=False)
    op.add_column("exercise", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("exercise_attempt", sa.Column("exercise_revision", sa.Integer(), nullable=False, server_default="1"))
    wall_off_content("exercise_revision")


def downgrade() -> None:
    op.drop_column("exercise_attempt", "exercise_revision")
    op.drop_column("exercise", "revision")
    op.drop_table("exercise_revision")
