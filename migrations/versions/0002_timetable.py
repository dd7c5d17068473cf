"""Timetable: classes with their members, waitlists, make-up places, and what calendars must learn of a session."""

import sqlalchemy as sa
from alembic import op

from migrations.walls import wall_off

revision = "0002_timetable"
down_revision = "0001"
branch_labels = None
depends_on = None

_FRANCHISE = "00000000-0000-0000-0000-000000000000"


def upgrade() -> None:
    _cohorts()
    _waitlist()
    _sessions()
    for table in ("class_cohort", "class_membership", "waitlist_entry"):
        wall_off(table)


def _stored() -> list[sa.Column[object]]:
    return [
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
    ]


def _cohorts() -> None:
    op.create_table(
        "class_cohort",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        *_stored(),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_class_cohort_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_cohort")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_class_cohort_centre_id_id")),
        sa.UniqueConstraint("centre_id", "name", name=op.f("uq_class_cohort_centre_id_name")),
    )
    op.create_index(op.f("ix_class_cohort_centre_id"), "class_cohort", ["centre_id"])
    op.create_table(
        "class_membership",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        *_stored(),
        sa.CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name=op.f("ck_class_membership_order")),
        _content_is_own_or_shared("class_membership"),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_class_membership_centre_id")),
        _member_key("class_membership"),
        sa.ForeignKeyConstraint(
            ["centre_id", "cohort_id"],
            ["class_cohort.centre_id", "class_cohort.id"],
            name=op.f("fk_class_membership_centre_id_cohort_id"),
            ondelete="CASCADE",
        ),
        _course_key("class_membership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_membership")),
        sa.UniqueConstraint(
            "cohort_id",
            "student_id",
            "course_id",
            "starts_on",
            name=op.f("uq_class_membership_cohort_id_student_id_course_id_starts_on"),
        ),
    )
    _index("class_membership", "centre_id")
    _index("class_membership", "centre_id", "cohort_id")
    _index("class_membership", "centre_id", "student_id")
    _index("class_membership", "content_centre_id", "course_id")


def _waitlist() -> None:
    op.create_table(
        "waitlist_entry",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "WAITING", "OFFERED", "ACCEPTED", "EXPIRED", "LEFT", name="waitliststatus", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("waits_since", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("offer_ends_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        *_stored(),
        _content_is_own_or_shared("waitlist_entry"),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_waitlist_entry_centre_id")),
        _member_key("waitlist_entry"),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["tutoring_session.centre_id", "tutoring_session.id"],
            name=op.f("fk_waitlist_entry_centre_id_session_id"),
            ondelete="CASCADE",
        ),
        _course_key("waitlist_entry"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waitlist_entry")),
        sa.UniqueConstraint(
            "session_id", "student_id", "course_id", name=op.f("uq_waitlist_entry_session_id_student_id_course_id")
        ),
    )
    _index("waitlist_entry", "centre_id")
    _index("waitlist_entry", "centre_id", "session_id")
    _index("waitlist_entry", "centre_id", "student_id")
    _index("waitlist_entry", "content_centre_id", "course_id")


def _sessions() -> None:
    """The defaults are for the release that still runs: it knows nothing of these columns."""
    op.add_column(
        "session_template",
        sa.Column("student_cameras_allowed", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("session_template", sa.Column("video_meeting_url", sa.String(length=500), nullable=True))
    op.add_column("tutoring_session", sa.Column("cohort_id", sa.Uuid(), nullable=True))
    op.add_column("tutoring_session", sa.Column("cancel_reason", sa.String(length=300), nullable=True))
    op.add_column("tutoring_session", sa.Column("schedule_revision", sa.Integer(), server_default="0", nullable=False))
    op.create_foreign_key(
        op.f("fk_tutoring_session_centre_id_cohort_id"),
        "tutoring_session",
        "class_cohort",
        ["centre_id", "cohort_id"],
        ["centre_id", "id"],
    )
    _index("tutoring_session", "centre_id", "cohort_id", "scheduled_start")
    op.add_column("student_session_enrollment", sa.Column("makes_up_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_student_session_enrollment_centre_id_makes_up_id"),
        "student_session_enrollment",
        "student_session_enrollment",
        ["centre_id", "makes_up_id"],
        ["centre_id", "id"],
    )
    op.create_index(
        "uq_student_session_enrollment_makes_up",
        "student_session_enrollment",
        ["centre_id", "makes_up_id"],
        unique=True,
        postgresql_where=sa.text("makes_up_id IS NOT NULL AND status <> 'WITHDRAWN'"),
    )


def _member_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["centre_id", "student_id"],
        ["centre_member.centre_id", "centre_member.user_id"],
        name=op.f(f"fk_{table}_centre_id_student_id"),
    )


def _course_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["content_centre_id", "course_id"],
        ["course.centre_id", "course.id"],
        name=op.f(f"fk_{table}_content_centre_id_course_id"),
    )


def _content_is_own_or_shared(table: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(
        f"content_centre_id IN (centre_id, '{_FRANCHISE}')", name=op.f(f"ck_{table}_content_centre")
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def downgrade() -> None:
    op.drop_index("uq_student_session_enrollment_makes_up", "student_session_enrollment")
    op.drop_column("student_session_enrollment", "makes_up_id")
    for column in ("schedule_revision", "cancel_reason", "cohort_id"):
        op.drop_column("tutoring_session", column)
    for column in ("video_meeting_url", "student_cameras_allowed"):
        op.drop_column("session_template", column)
    for table in ("waitlist_entry", "class_membership", "class_cohort"):
        op.drop_table(table)
