"""Row-level security as every tenant table has it (ARCHITECTURE 5); used by revisions, so only ever added to."""

from alembic import op

IN_CONTEXT = "centre_id = ANY ((SELECT app_centres())::uuid[])"
"""The row's centre is one of those in which the actor holds the route's permission."""

SHARED = "centre_id = '00000000-0000-0000-0000-000000000000' AND cardinality((SELECT app_centres())::uuid[]) > 0"
"""The franchise's rows, readable in any context."""


def wall_off(table: str, *, reads: str = IN_CONTEXT, writes: str = IN_CONTEXT, inserts: str | None = None) -> None:
    """Row-level security on a table, for its owner too (FORCE)."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY reads ON {table} FOR SELECT USING ({reads})")
    op.execute(f"CREATE POLICY inserts ON {table} FOR INSERT WITH CHECK ({inserts or writes})")
    op.execute(f"CREATE POLICY updates ON {table} FOR UPDATE USING ({writes}) WITH CHECK ({writes})")
    op.execute(f"CREATE POLICY deletes ON {table} FOR DELETE USING ({writes})")


def wall_off_content(table: str) -> None:
    """The same for content: the franchise's rows can be read, but written only in the franchise's context."""
    wall_off(table, reads=f"{IN_CONTEXT} OR ({SHARED})")
