"""Files that people ask for, and calendar feeds; indexes that reports and the search in the audit need; additive."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall_off

revision = "0008_reporting"
down_revision = "0007_authoring"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_stored("calendar_feed"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_calendar_feed_user_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
        sa.UniqueConstraint("user_id", name=op.f("uq_calendar_feed_user_id")),
    )
    _create_export()


def downgrade() -> None:
    op.drop_table("report_export")
    op.drop_table("calendar_feed")


def _stored(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _create_export() -> None:
    statuses = ("WAITING", "RUNNING", "DONE", "FAILED", "EXPIRED")
    op.create_table(
        "report_export",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("requested_by_id", sa.Uuid(), nullable=False),
        sa.Column("requested_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("report", sa.String(length=40), nullable=False),
        sa.Column("format", sa.Enum("csv", "xlsx", name="exportformat", native_enum=False, length=40), nullable=False),
        sa.Column("filters", sa.dialects.postgresql.JSONB(), nullable=False),
        sa.Column("status", sa.Enum(*statuses, name="exportstatus", native_enum=False, length=40), nullable=False),
        sa.Column("rows_written", sa.Integer(), nullable=False),
        sa.Column("file_key", sa.String(length=200), nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=True),
        *_stored("report_export"),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_report_export_centre_id")),
        sa.ForeignKeyConstraint(["requested_by_id"], ["app_user.id"], name=op.f("fk_report_export_requested_by_id")),
    )
    for columns in (
        ("centre_id",),
        ("requested_by_id",),
        ("centre_id", "requested_by_id", "requested_at", "id"),
        ("centre_id", "expires_at"),
    ):
        op.create_index(op.f(f"ix_report_export_{'_'.join(columns)}"), "report_export", list(columns), unique=False)
    wall_off("report_export")
