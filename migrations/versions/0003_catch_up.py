"""What absent students catch up on, and parents' notices of absence; additive only."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall_off

revision = "0003_catch_up"
down_revision = "0002_timetable"
branch_labels = None
depends_on = None

_TABLES = ("catch_up_package", "catch_up_item", "absence_notice")


def upgrade() -> None:
    _create_package()
    _create_item()
    _create_notice()
    for table in _TABLES:
        wall_off(table)


def downgrade() -> None:
    for table in reversed(_TABLES[1:]):
        op.drop_table(table)
    op.drop_table(_TABLES[0])


def _stored(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    """What every row of a centre has."""
    return (
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        *_created(table),
    )


def _created(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f(f"fk_{table}_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _of_student_in_session(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["tutoring_session.centre_id", "tutoring_session.id"],
            name=op.f(f"fk_{table}_centre_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f(f"fk_{table}_centre_id_student_id"),
        ),
        sa.UniqueConstraint("session_id", "student_id", name=op.f(f"uq_{table}_session_id_student_id")),
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)


def _create_package() -> None:
    op.create_table(
        "catch_up_package",
        sa.Column(
            "decision",
            sa.Enum("OPEN", "COMPLETED", "EXCUSED", name="catchupdecision", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("assigned_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("decided_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        *_of_student_in_session("catch_up_package"),
        *_stored("catch_up_package"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["app_user.id"], name=op.f("fk_catch_up_package_decided_by_id")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_catch_up_package_centre_id_id")),
    )
    _index("catch_up_package", "centre_id")
    _index("catch_up_package", "decided_by_id")
    _index("catch_up_package", "centre_id", "session_id")
    _index("catch_up_package", "centre_id", "student_id", "due_at")
    _index("catch_up_package", "centre_id", "due_at", "id")


def _create_item() -> None:
    op.create_table(
        "catch_up_item",
        sa.Column("package_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_id", sa.Uuid(), nullable=True),
        sa.Column("estimated_mins", sa.Integer(), nullable=False),
        *_created("catch_up_item"),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_catch_up_item_content_centre"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "package_id"],
            ["catch_up_package.centre_id", "catch_up_package.id"],
            name=op.f("fk_catch_up_item_centre_id_package_id"),
            ondelete="CASCADE",
        ),
        *(
            sa.ForeignKeyConstraint(
                ["content_centre_id", f"{target}_id"],
                [f"{target}.centre_id", f"{target}.id"],
                name=op.f(f"fk_catch_up_item_content_centre_id_{target}_id"),
            )
            for target in ("course", "lesson", "exercise")
        ),
        sa.UniqueConstraint("package_id", "position", name=op.f("uq_catch_up_item_package_id_position")),
    )
    _index("catch_up_item", "centre_id")
    _index("catch_up_item", "centre_id", "package_id")
    for target in ("course", "lesson", "exercise"):
        _index("catch_up_item", "content_centre_id", f"{target}_id")


def _create_notice() -> None:
    op.create_table(
        "absence_notice",
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("given_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=False),
        *_of_student_in_session("absence_notice"),
        *_stored("absence_notice"),
        sa.ForeignKeyConstraint(["given_by_id"], ["app_user.id"], name=op.f("fk_absence_notice_given_by_id")),
    )
    _index("absence_notice", "centre_id")
    _index("absence_notice", "given_by_id")
    _index("absence_notice", "centre_id", "session_id")
    _index("absence_notice", "centre_id", "student_id", "given_at")
