"""Both times on every row that changes (C08). Additive only: what the release before writes gets the time of writing."""

import sqlalchemy as sa
from alembic import op

revision = "0012_times_of_rows"
down_revision = "0011_titles_of_revisions"
branch_labels = None
depends_on = None

_LACKING = {
    "centre_member": ("updated_at",),
    "job_progress": ("created_at",),
    "login": ("updated_at",),
    "notification": ("updated_at",),
    "notification_preference": ("created_at",),
    "password_reset": ("updated_at",),
    "pending_job": ("updated_at",),
    "session_step_in": ("created_at", "updated_at"),
    "thread_reading": ("created_at", "updated_at"),
}


def upgrade() -> None:
    for table, names in _LACKING.items():
        for name in names:
            time = sa.Column(name, sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False)
            op.add_column(table, time)


def downgrade() -> None:
    for table, names in _LACKING.items():
        for name in names:
            op.drop_column(table, name)
