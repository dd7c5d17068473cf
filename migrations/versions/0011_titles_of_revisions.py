"""Earlier contents of exercises keep their titles too. Additive only."""

import sqlalchemy as sa
from alembic import op

revision = "0011_titles_of_revisions"
down_revision = "0010_privacy"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("exercise_revision", sa.Column("title", sa.String(length=160), nullable=True))


def downgrade() -> None:
    op.drop_column("exercise_revision", "title")
