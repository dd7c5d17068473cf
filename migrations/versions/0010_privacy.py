"""Threads between parents and tutors; exports and erasures of a person; two functions that let go. Additive only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import IN_CONTEXT, wall_off

revision = "0010_privacy"
down_revision = "0009_rewards"
branch_labels = None
depends_on = None

_TABLES = ("message_thread", "thread_message", "thread_reading", "person_export", "person_erasure")


def upgrade() -> None:
    _create_threads()
    _create_requests()
    for table in _TABLES:
        wall_off(table)
    op.add_column("centre_member", sa.Column("erased_at", sa.TIMESTAMP(timezone=True), nullable=True))
    _see_people("centre_member.erased_at IS NULL AND")
    op.execute(_FORGET_IN_LOGS)
    op.execute(_FORGET_AUDIT)


def downgrade() -> None:
    op.execute("DROP FUNCTION forget_audit(uuid, timestamptz)")
    op.execute("DROP FUNCTION forget_in_logs(uuid)")
    _see_people("")
    op.drop_column("centre_member", "erased_at")
    for table in ("thread_reading", "thread_message", "message_thread", "person_export", "person_erasure"):
        op.drop_table(table)


def _see_people(unless: str) -> None:
    """Whom a centre has forgotten it no longer sees, though another centre still knows them."""
    visible = f"""id = (SELECT app_user_id()) OR EXISTS (
        SELECT FROM centre_member
        WHERE centre_member.user_id = app_user.id AND {unless} centre_member.{IN_CONTEXT})"""
    for policy, rule in (
        ("reads", f"USING ({visible})"),
        ("updates", f"USING ({visible}) WITH CHECK ({visible})"),
        ("deletes", f"USING ({visible})"),
    ):
        op.execute(f"ALTER POLICY {policy} ON app_user {rule}")


_FORGET_IN_LOGS = """
CREATE FUNCTION forget_in_logs(person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM person_erasure
        WHERE subject_id = person AND status = 'RUNNING' AND centre_id = ANY ((SELECT app_centres())::uuid[])
    ) THEN
        RAISE EXCEPTION 'no erasure of this person is running here';
    END IF;
    UPDATE academic_profile_log SET reason = NULL
    WHERE student_id = person AND reason IS NOT NULL AND centre_id = ANY ((SELECT app_centres())::uuid[]);
    UPDATE session_event
    SET event = event - 'message' - 'avatarUrl'
        || CASE WHEN event ? 'text' THEN '{"text": ""}'::jsonb ELSE '{}'::jsonb END
        || CASE WHEN event ? 'name' THEN '{"name": "A former member"}'::jsonb ELSE '{}'::jsonb END
    WHERE centre_id = ANY ((SELECT app_centres())::uuid[])
      AND session_id IN (SELECT session_id FROM student_session_enrollment WHERE student_id = person)
      AND (event->>'studentId' = person::text OR event->>'fromId' = person::text)
      AND event ?| array['message', 'avatarUrl', 'text', 'name'];
END $$;
REVOKE ALL ON FUNCTION forget_in_logs(uuid) FROM PUBLIC;
"""
"""Words go, ids, times and order stay; only in the centre's context, whoever owns the tables."""

_FORGET_AUDIT = """
CREATE FUNCTION forget_audit(centre uuid, older_than timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF older_than > now() - interval '365 days' THEN
        RAISE EXCEPTION 'the audit is kept for a year at least';
    END IF;
    DELETE FROM audit_log
    WHERE centre_id = centre AND centre_id = ANY ((SELECT app_centres())::uuid[]) AND created_at < older_than;
END $$;
REVOKE ALL ON FUNCTION forget_audit(uuid, timestamptz) FROM PUBLIC;
"""
"""The app cannot delete from the audit by itself, and by this nothing that is younger than a year."""


def _created(table: str, *, is_stored: bool = False) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    updated = (sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),) if is_stored else ()
    return (
        *updated,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_of_centre(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _of_centre(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f(f"fk_{table}_centre_id")),
    )


def _member(table: str, column: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column(column, sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", column],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f(f"fk_{table}_centre_id_{column}"),
        ),
    )


def _person(table: str, column: str, *, nullable: bool = False) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column(column, sa.Uuid(), nullable=nullable),
        sa.ForeignKeyConstraint([column], ["app_user.id"], name=op.f(f"fk_{table}_{column}")),
    )


def _thread(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "thread_id"],
            ["message_thread.centre_id", "message_thread.id"],
            name=op.f(f"fk_{table}_centre_id_thread_id"),
            ondelete="CASCADE",
        ),
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)


def _create_threads() -> None:
    op.create_table(
        "message_thread",
        *_member("message_thread", "student_id"),
        *_member("message_thread", "guardian_id"),
        sa.Column("last_message_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_created("message_thread", is_stored=True),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_message_thread_centre_id_id")),
        sa.UniqueConstraint(
            "centre_id",
            "student_id",
            "guardian_id",
            name=op.f("uq_message_thread_centre_id_student_id_guardian_id"),
        ),
    )
    _index("message_thread", "centre_id")
    _index("message_thread", "centre_id", "guardian_id")
    _index("message_thread", "centre_id", "last_message_at", "id")
    op.create_table(
        "thread_message",
        *_thread("thread_message"),
        *_person("thread_message", "from_id"),
        sa.Column("text", sa.String(length=2000), nullable=False),
        *_created("thread_message"),
    )
    _index("thread_message", "centre_id")
    _index("thread_message", "from_id")
    _index("thread_message", "centre_id", "created_at")
    _index("thread_message", "centre_id", "thread_id", "created_at", "id")
    op.create_table(
        "thread_reading",
        *_thread("thread_reading"),
        *_person("thread_reading", "user_id"),
        sa.Column("read_until", sa.TIMESTAMP(timezone=True), nullable=False),
        *_of_centre("thread_reading"),
        sa.PrimaryKeyConstraint("thread_id", "user_id", name=op.f("pk_thread_reading")),
    )
    _index("thread_reading", "centre_id")
    _index("thread_reading", "user_id")
    _index("thread_reading", "centre_id", "thread_id")


def _create_requests() -> None:
    op.create_table(
        "person_export",
        *_member("person_export", "subject_id"),
        *_person("person_export", "requested_by_id"),
        _choice("audience", "exportaudience", "STAFF", "FAMILY"),
        _choice("status", "exportstatus", "PENDING", "RUNNING", "READY", "EXPIRED"),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("ready_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=True),
        *_created("person_export", is_stored=True),
    )
    op.create_table(
        "person_erasure",
        *_member("person_erasure", "subject_id"),
        *_person("person_erasure", "requested_by_id", nullable=True),
        _choice("status", "erasurestatus", "WAITING", "CANCELLED", "RUNNING", "DONE"),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_person("person_erasure", "cancelled_by_id", nullable=True),
        sa.Column("cancelled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("done_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("counts", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        *_created("person_erasure", is_stored=True),
    )
    for table in ("person_export", "person_erasure"):
        _index(table, "centre_id")
        _index(table, "requested_by_id")
        _index(table, "centre_id", "subject_id")
        _index(table, "centre_id", "created_at", "id")
    _index("person_erasure", "cancelled_by_id")
    op.create_index(
        "uq_person_erasure_open",
        "person_erasure",
        ["centre_id", "subject_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('WAITING', 'RUNNING')"),
    )


def _choice(column: str, name: str, *values: str) -> sa.Column[object]:
    return sa.Column(column, sa.Enum(*values, name=name, native_enum=False, length=40), nullable=False)
