"""Logins that hold only beside their tablet's own cookie. Additive only: those of the release before hold without it."""

import sqlalchemy as sa
from alembic import op

revision = "0013_logins_beside_tablets"
down_revision = "0012_times_of_rows"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("is_bound_to_device", sa.Boolean, server_default=sa.false(), nullable=False)
    op.add_column("login", column)


def downgrade() -> None:
    op.drop_column("login", "is_bound_to_device")
