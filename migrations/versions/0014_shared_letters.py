"""Invitations that share a letter. Additive only: the release before opens the first of them and leaves the others."""

import sqlalchemy as sa
from alembic import op

revision = "0014_shared_letters"
down_revision = "0013_logins_beside_tablets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitation", sa.Column("letter_id", sa.Uuid, nullable=True))
    op.create_foreign_key(
        "fk_invitation_letter_id_invitation", "invitation", "invitation", ["letter_id"], ["id"], ondelete="SET NULL"
    )
    op.create_index("ix_invitation_letter_id", "invitation", ["letter_id"])


def downgrade() -> None:
    op.drop_index("ix_invitation_letter_id", "invitation")
    op.drop_constraint("fk_invitation_letter_id_invitation", "invitation")
    op.drop_column("invitation", "letter_id")
