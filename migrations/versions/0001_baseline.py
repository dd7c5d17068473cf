"""Baseline: the tables of a live lesson, each centre's rows walled off by row-level security."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import IN_CONTEXT, wall_off, wall_off_content

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "app_user",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("avatar_url", sa.String(length=300), nullable=True),
        sa.Column("school_grade", sa.Integer(), nullable=True),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column(
            "age_tier_override",
            sa.Enum("EARLY", "JUNIOR", "SENIOR", name="agetier", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
    )
    op.create_table(
        "centre",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("settings", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
        sa.UniqueConstraint("slug", name=op.f("uq_centre_slug")),
    )
    op.create_table(
        "api_token",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_api_token_centre_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_api_token_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index(op.f("ix_api_token_centre_id"), "api_token", ["centre_id"], unique=False)
    op.create_index(op.f("ix_api_token_user_id"), "api_token", ["user_id"], unique=False)
    op.create_table(
        "audit_log",
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column(
            "acting_role",
            sa.Enum(
                "STUDENT",
                "PARENT",
                "TEACHER",
                "ASSESSOR",
                "SUPERVISOR",
                "ADMIN",
                "SUPER_ADMIN",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("resource_type", sa.String(length=60), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.String(length=80), nullable=True),
        sa.Column("before", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("metadata", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_audit_log_centre_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_audit_log_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    op.create_index(op.f("ix_audit_log_centre_id"), "audit_log", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_audit_log_centre_id_created_at_id"), "audit_log", ["centre_id", "created_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_audit_log_resource_type_resource_id"), "audit_log", ["resource_type", "resource_id"], unique=False
    )
    op.create_index(op.f("ix_audit_log_user_id_created_at"), "audit_log", ["user_id", "created_at"], unique=False)
    op.create_table(
        "centre_closure",
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_centre_closure_order")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_centre_closure_centre_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["app_user.id"], name=op.f("fk_centre_closure_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_closure")),
    )
    op.create_index(op.f("ix_centre_closure_centre_id"), "centre_closure", ["centre_id"], unique=False)
    op.create_index(op.f("ix_centre_closure_created_by_id"), "centre_closure", ["created_by_id"], unique=False)
    op.create_table(
        "centre_device",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("paired_by_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_centre_device_centre_id")),
        sa.ForeignKeyConstraint(["paired_by_id"], ["app_user.id"], name=op.f("fk_centre_device_paired_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_centre_device_token_hash")),
    )
    op.create_index(op.f("ix_centre_device_centre_id"), "centre_device", ["centre_id"], unique=False)
    op.create_index(op.f("ix_centre_device_paired_by_id"), "centre_device", ["paired_by_id"], unique=False)
    op.create_table(
        "centre_member",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("left_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_centre_member_centre_id")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_centre_member_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("centre_id", "user_id", name=op.f("pk_centre_member")),
    )
    op.create_index(op.f("ix_centre_member_user_id"), "centre_member", ["user_id"], unique=False)
    op.create_table(
        "centre_room",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("seats", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_centre_room_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_room")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_centre_room_centre_id_id")),
        sa.UniqueConstraint("centre_id", "name", name=op.f("uq_centre_room_centre_id_name")),
    )
    op.create_index(op.f("ix_centre_room_centre_id"), "centre_room", ["centre_id"], unique=False)
    op.create_table(
        "course",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("subject_area", sa.String(length=60), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_course_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_course_centre_id_id")),
        sa.UniqueConstraint("centre_id", "slug", name=op.f("uq_course_centre_id_slug")),
    )
    op.create_index(op.f("ix_course_centre_id"), "course", ["centre_id"], unique=False)
    op.create_table(
        "credential",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("password_changed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_credential_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
        sa.UniqueConstraint("email", name=op.f("uq_credential_email")),
        sa.UniqueConstraint("user_id", name=op.f("uq_credential_user_id")),
    )
    op.create_table(
        "grade_level",
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("centre_id = '00000000-0000-0000-0000-000000000000'", name=op.f("ck_grade_level_franchise")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_grade_level_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_level")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_grade_level_centre_id_id")),
        sa.UniqueConstraint("level", name=op.f("uq_grade_level_level")),
    )
    op.create_index(op.f("ix_grade_level_centre_id"), "grade_level", ["centre_id"], unique=False)
    op.create_table(
        "idempotency_key",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("response", sa.String(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.id"], name=op.f("fk_idempotency_key_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_index(op.f("ix_idempotency_key_created_at"), "idempotency_key", ["created_at"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "STUDENT",
                "PARENT",
                "TEACHER",
                "ASSESSOR",
                "SUPERVISOR",
                "ADMIN",
                "SUPER_ADMIN",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("invited_by_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_invitation_centre_id")),
        sa.ForeignKeyConstraint(["invited_by_id"], ["app_user.id"], name=op.f("fk_invitation_invited_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_centre_id"), "invitation", ["centre_id"], unique=False)
    op.create_index(op.f("ix_invitation_email"), "invitation", ["email"], unique=False)
    op.create_index(op.f("ix_invitation_invited_by_id"), "invitation", ["invited_by_id"], unique=False)
    op.create_table(
        "login",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column(
            "transport",
            sa.Enum("cookie", "bearer", name="logintransport", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_login_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_token_hash")),
    )
    op.create_index(
        "ix_login_ended_at",
        "login",
        ["ended_at"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_login_expires_at"), "login", ["expires_at"], unique=False)
    op.create_index(op.f("ix_login_user_id"), "login", ["user_id"], unique=False)
    op.create_table(
        "pending_job",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("arguments", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("enqueued_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("done_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("failed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_pending_job_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_job")),
        sa.UniqueConstraint(
            "name", "centre_id", "due_at", "key", name=op.f("uq_pending_job_name_centre_id_due_at_key")
        ),
    )
    op.create_index(op.f("ix_pending_job_centre_id"), "pending_job", ["centre_id"], unique=False)
    op.create_index(
        "ix_pending_job_waiting",
        "pending_job",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("done_at IS NULL AND failed_at IS NULL"),
    )
    op.create_table(
        "assessment_rubric",
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("grade_level_id", sa.Uuid(), nullable=False),
        sa.Column(
            "exercise_type",
            sa.Enum(
                "MULTIPLE_CHOICE",
                "FILL_IN_BLANK",
                "SHORT_ANSWER",
                "LONG_ANSWER",
                "NUMERICAL",
                "MATCHING",
                "WORKSHEET",
                name="exercisetype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("criteria", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("max_score", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_assessment_rubric_content_centre"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_assessment_rubric_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "course_id"],
            ["course.centre_id", "course.id"],
            name=op.f("fk_assessment_rubric_content_centre_id_course_id"),
        ),
        sa.ForeignKeyConstraint(
            ["grade_level_id"], ["grade_level.id"], name=op.f("fk_assessment_rubric_grade_level_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_rubric")),
        sa.UniqueConstraint(
            "centre_id",
            "course_id",
            "grade_level_id",
            "exercise_type",
            name=op.f("uq_assessment_rubric_centre_id_course_id_grade_level_id_exercise_type"),
        ),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_assessment_rubric_centre_id_id")),
    )
    op.create_index(op.f("ix_assessment_rubric_centre_id"), "assessment_rubric", ["centre_id"], unique=False)
    op.create_index(op.f("ix_assessment_rubric_grade_level_id"), "assessment_rubric", ["grade_level_id"], unique=False)
    op.create_table(
        "content_unit",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("grade_level_id", sa.Uuid(), nullable=False),
        sa.Column("sequence_order", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "course_id"],
            ["course.centre_id", "course.id"],
            name=op.f("fk_content_unit_centre_id_course_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_content_unit_centre_id")),
        sa.ForeignKeyConstraint(["grade_level_id"], ["grade_level.id"], name=op.f("fk_content_unit_grade_level_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_unit")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_content_unit_centre_id_id")),
        sa.UniqueConstraint(
            "course_id",
            "grade_level_id",
            "sequence_order",
            name=op.f("uq_content_unit_course_id_grade_level_id_sequence_order"),
        ),
    )
    op.create_index(op.f("ix_content_unit_centre_id"), "content_unit", ["centre_id"], unique=False)
    op.create_index(op.f("ix_content_unit_grade_level_id"), "content_unit", ["grade_level_id"], unique=False)
    op.create_table(
        "guardian_link",
        sa.Column("guardian_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "guardian_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_guardian_link_centre_id_guardian_id"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_guardian_link_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_guardian_link_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian_link")),
        sa.UniqueConstraint(
            "centre_id", "guardian_id", "student_id", name=op.f("uq_guardian_link_centre_id_guardian_id_student_id")
        ),
    )
    op.create_index(op.f("ix_guardian_link_centre_id"), "guardian_link", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_guardian_link_centre_id_student_id"), "guardian_link", ["centre_id", "student_id"], unique=False
    )
    op.create_index(op.f("ix_guardian_link_guardian_id"), "guardian_link", ["guardian_id"], unique=False)
    op.create_table(
        "session_template",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("tutor_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column(
            "day_of_week",
            sa.Enum(
                "MONDAY",
                "TUESDAY",
                "WEDNESDAY",
                "THURSDAY",
                "FRIDAY",
                "SATURDAY",
                "SUNDAY",
                name="dayofweek",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("start_time", sa.Time(), nullable=False),
        sa.Column("end_time", sa.Time(), nullable=False),
        sa.Column(
            "session_mode",
            sa.Enum("PHYSICAL", "VIDEO", "HYBRID", name="sessionmode", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("max_capacity", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "room_id"],
            ["centre_room.centre_id", "centre_room.id"],
            name=op.f("fk_session_template_centre_id_room_id"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "tutor_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_session_template_centre_id_tutor_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_session_template_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_template")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_session_template_centre_id_id")),
    )
    op.create_index(op.f("ix_session_template_centre_id"), "session_template", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_session_template_centre_id_day_of_week"),
        "session_template",
        ["centre_id", "day_of_week"],
        unique=False,
    )
    op.create_index(
        op.f("ix_session_template_centre_id_room_id"), "session_template", ["centre_id", "room_id"], unique=False
    )
    op.create_index(
        op.f("ix_session_template_centre_id_tutor_id"), "session_template", ["centre_id", "tutor_id"], unique=False
    )
    op.create_table(
        "subject_assessment",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("grade_level_id", sa.Uuid(), nullable=False),
        sa.Column("reading_age", sa.Double(), nullable=True),
        sa.Column("numeracy_age", sa.Double(), nullable=True),
        sa.Column("comprehension_level", sa.Double(), nullable=True),
        sa.Column("writing_level", sa.Double(), nullable=True),
        sa.Column("last_assessed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("assessed_by_id", sa.Uuid(), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_subject_assessment_content_centre"),
        ),
        sa.ForeignKeyConstraint(["assessed_by_id"], ["app_user.id"], name=op.f("fk_subject_assessment_assessed_by_id")),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_subject_assessment_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_subject_assessment_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "course_id"],
            ["course.centre_id", "course.id"],
            name=op.f("fk_subject_assessment_content_centre_id_course_id"),
        ),
        sa.ForeignKeyConstraint(
            ["grade_level_id"], ["grade_level.id"], name=op.f("fk_subject_assessment_grade_level_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_assessment")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_subject_assessment_centre_id_id")),
        sa.UniqueConstraint(
            "centre_id", "student_id", "course_id", name=op.f("uq_subject_assessment_centre_id_student_id_course_id")
        ),
    )
    op.create_index(
        op.f("ix_subject_assessment_assessed_by_id"), "subject_assessment", ["assessed_by_id"], unique=False
    )
    op.create_index(op.f("ix_subject_assessment_centre_id"), "subject_assessment", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_subject_assessment_content_centre_id_course_id"),
        "subject_assessment",
        ["content_centre_id", "course_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_subject_assessment_grade_level_id"), "subject_assessment", ["grade_level_id"], unique=False
    )
    op.create_index(op.f("ix_subject_assessment_student_id"), "subject_assessment", ["student_id"], unique=False)
    op.create_table(
        "user_role",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "STUDENT",
                "PARENT",
                "TEACHER",
                "ASSESSOR",
                "SUPERVISOR",
                "ADMIN",
                "SUPER_ADMIN",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(role = 'SUPER_ADMIN') = (centre_id = '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_user_role_super_admin"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "user_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_user_role_centre_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_user_role_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_role")),
        sa.UniqueConstraint("user_id", "role", "centre_id", name=op.f("uq_user_role_user_id_role_centre_id")),
    )
    op.create_index(op.f("ix_user_role_centre_id"), "user_role", ["centre_id"], unique=False)
    op.create_index(op.f("ix_user_role_user_id"), "user_role", ["user_id"], unique=False)
    op.create_table(
        "academic_profile_log",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("subject_assessment_id", sa.Uuid(), nullable=False),
        sa.Column(
            "metric",
            sa.Enum(
                "LEVEL",
                "READING_AGE",
                "NUMERACY_AGE",
                "COMPREHENSION_LEVEL",
                "WRITING_LEVEL",
                name="profilemetric",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("previous_value", sa.Double(), nullable=True),
        sa.Column("new_value", sa.Double(), nullable=False),
        sa.Column(
            "update_type",
            sa.Enum(
                "ASSESSMENT_RESULT",
                "TUTOR_OVERRIDE",
                "DIAGNOSTIC_TEST",
                "LEVEL_ADVANCEMENT",
                "LEVEL_REGRESSION",
                name="profileupdatetype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("updated_by_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_review_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_academic_profile_log_content_centre"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_academic_profile_log_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "subject_assessment_id"],
            ["subject_assessment.centre_id", "subject_assessment.id"],
            name=op.f("fk_academic_profile_log_centre_id_subject_assessment_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_academic_profile_log_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "course_id"],
            ["course.centre_id", "course.id"],
            name=op.f("fk_academic_profile_log_content_centre_id_course_id"),
        ),
        sa.ForeignKeyConstraint(["updated_by_id"], ["app_user.id"], name=op.f("fk_academic_profile_log_updated_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_academic_profile_log")),
    )
    op.create_index(op.f("ix_academic_profile_log_centre_id"), "academic_profile_log", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_academic_profile_log_centre_id_student_id_course_id_created_at"),
        "academic_profile_log",
        ["centre_id", "student_id", "course_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_academic_profile_log_centre_id_subject_assessment_id"),
        "academic_profile_log",
        ["centre_id", "subject_assessment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_academic_profile_log_content_centre_id_course_id"),
        "academic_profile_log",
        ["content_centre_id", "course_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_academic_profile_log_updated_by_id"), "academic_profile_log", ["updated_by_id"], unique=False
    )
    op.create_table(
        "lesson",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("sequence_order", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column(
            "content_type",
            sa.Enum(
                "READING",
                "EXERCISE",
                "WORKSHEET",
                "VIDEO_LESSON",
                "INTERACTIVE",
                name="contenttype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("content", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("estimated_mins", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "unit_id"],
            ["content_unit.centre_id", "content_unit.id"],
            name=op.f("fk_lesson_centre_id_unit_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_lesson_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_lesson_centre_id_id")),
        sa.UniqueConstraint("unit_id", "sequence_order", name=op.f("uq_lesson_unit_id_sequence_order")),
    )
    op.create_index(op.f("ix_lesson_centre_id"), "lesson", ["centre_id"], unique=False)
    op.create_table(
        "standing_booking",
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.String(length=10), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_standing_booking_content_centre"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_standing_booking_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "template_id"],
            ["session_template.centre_id", "session_template.id"],
            name=op.f("fk_standing_booking_centre_id_template_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_standing_booking_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "course_id"],
            ["course.centre_id", "course.id"],
            name=op.f("fk_standing_booking_content_centre_id_course_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_booking")),
        sa.UniqueConstraint(
            "template_id",
            "student_id",
            "course_id",
            "valid_from",
            name=op.f("uq_standing_booking_template_id_student_id_course_id_valid_from"),
        ),
    )
    op.create_index(op.f("ix_standing_booking_centre_id"), "standing_booking", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_standing_booking_centre_id_student_id"), "standing_booking", ["centre_id", "student_id"], unique=False
    )
    op.create_index(
        op.f("ix_standing_booking_centre_id_template_id"),
        "standing_booking",
        ["centre_id", "template_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_standing_booking_content_centre_id_course_id"),
        "standing_booking",
        ["content_centre_id", "course_id"],
        unique=False,
    )
    op.create_table(
        "tutoring_session",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("occurrence_date", sa.Date(), nullable=True),
        sa.Column("tutor_id", sa.Uuid(), nullable=False),
        sa.Column("substitute_tutor_id", sa.Uuid(), nullable=True),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("scheduled_start", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("scheduled_end", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("actual_start", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("actual_end", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column(
            "session_mode",
            sa.Enum("PHYSICAL", "VIDEO", "HYBRID", name="sessionmode", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "SCHEDULED", "IN_PROGRESS", "COMPLETED", "CANCELLED", name="sessionstatus", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("max_capacity", sa.Integer(), nullable=False),
        sa.Column("student_cameras_allowed", sa.Boolean(), nullable=False),
        sa.Column("video_meeting_url", sa.String(length=500), nullable=True),
        sa.Column("video_room_id", sa.String(length=120), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("legacy_session_id", sa.String(length=60), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("max_capacity > 0", name=op.f("ck_tutoring_session_capacity")),
        sa.CheckConstraint("scheduled_start < scheduled_end", name=op.f("ck_tutoring_session_order")),
        sa.ForeignKeyConstraint(
            ["centre_id", "room_id"],
            ["centre_room.centre_id", "centre_room.id"],
            name=op.f("fk_tutoring_session_centre_id_room_id"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "substitute_tutor_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_tutoring_session_centre_id_substitute_tutor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "template_id"],
            ["session_template.centre_id", "session_template.id"],
            name=op.f("fk_tutoring_session_centre_id_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "tutor_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_tutoring_session_centre_id_tutor_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_tutoring_session_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tutoring_session")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_tutoring_session_centre_id_id")),
        sa.UniqueConstraint(
            "template_id", "occurrence_date", name=op.f("uq_tutoring_session_template_id_occurrence_date")
        ),
    )
    op.create_index(op.f("ix_tutoring_session_centre_id"), "tutoring_session", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_tutoring_session_centre_id_room_id"), "tutoring_session", ["centre_id", "room_id"], unique=False
    )
    op.create_index(
        op.f("ix_tutoring_session_centre_id_scheduled_start_id"),
        "tutoring_session",
        ["centre_id", "scheduled_start", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tutoring_session_centre_id_substitute_tutor_id"),
        "tutoring_session",
        ["centre_id", "substitute_tutor_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tutoring_session_centre_id_template_id"),
        "tutoring_session",
        ["centre_id", "template_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tutoring_session_centre_id_tutor_id_scheduled_start"),
        "tutoring_session",
        ["centre_id", "tutor_id", "scheduled_start"],
        unique=False,
    )
    op.create_index(op.f("ix_tutoring_session_date"), "tutoring_session", ["date"], unique=False)
    op.create_index(
        op.f("ix_tutoring_session_status_scheduled_end"), "tutoring_session", ["status", "scheduled_end"], unique=False
    )
    op.create_table(
        "attendance_record",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("PRESENT", "LATE", "ABSENT", "EXCUSED", name="attendancestatus", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("marked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("marked_by_id", sa.Uuid(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["tutoring_session.centre_id", "tutoring_session.id"],
            name=op.f("fk_attendance_record_centre_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_attendance_record_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_attendance_record_centre_id")),
        sa.ForeignKeyConstraint(["marked_by_id"], ["app_user.id"], name=op.f("fk_attendance_record_marked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_record")),
        sa.UniqueConstraint("session_id", "student_id", name=op.f("uq_attendance_record_session_id_student_id")),
    )
    op.create_index(op.f("ix_attendance_record_centre_id"), "attendance_record", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_attendance_record_centre_id_session_id"),
        "attendance_record",
        ["centre_id", "session_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_attendance_record_centre_id_student_id_marked_at"),
        "attendance_record",
        ["centre_id", "student_id", "marked_at"],
        unique=False,
    )
    op.create_index(op.f("ix_attendance_record_marked_by_id"), "attendance_record", ["marked_by_id"], unique=False)
    op.create_table(
        "contact_interval",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("tutor_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.Enum("TEACH", "OBSERVE", name="panelmode", native_enum=False, length=40), nullable=False),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["tutoring_session.centre_id", "tutoring_session.id"],
            name=op.f("fk_contact_interval_centre_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_contact_interval_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_contact_interval_centre_id")),
        sa.ForeignKeyConstraint(["tutor_id"], ["app_user.id"], name=op.f("fk_contact_interval_tutor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_interval")),
    )
    op.create_index(op.f("ix_contact_interval_centre_id"), "contact_interval", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_contact_interval_centre_id_session_id_student_id"),
        "contact_interval",
        ["centre_id", "session_id", "student_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contact_interval_centre_id_student_id"), "contact_interval", ["centre_id", "student_id"], unique=False
    )
    op.create_index(op.f("ix_contact_interval_tutor_id"), "contact_interval", ["tutor_id"], unique=False)
    op.create_index(
        "uq_contact_interval_open",
        "contact_interval",
        ["session_id", "student_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "exercise",
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("sequence_order", sa.Integer(), nullable=False),
        sa.Column(
            "exercise_type",
            sa.Enum(
                "MULTIPLE_CHOICE",
                "FILL_IN_BLANK",
                "SHORT_ANSWER",
                "LONG_ANSWER",
                "NUMERICAL",
                "MATCHING",
                "WORKSHEET",
                name="exercisetype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("instructions", sa.String(), nullable=True),
        sa.Column("questions", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("expected_answers", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("explanation", sa.String(), nullable=True),
        sa.Column("max_score", sa.Integer(), nullable=False),
        sa.Column("time_limit", sa.Integer(), nullable=True),
        sa.Column("difficulty", sa.Integer(), nullable=False),
        sa.Column("is_auto_gradable", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("difficulty BETWEEN 1 AND 5", name=op.f("ck_exercise_difficulty")),
        sa.CheckConstraint("max_score > 0", name=op.f("ck_exercise_max_score")),
        sa.CheckConstraint("time_limit > 0", name=op.f("ck_exercise_time_limit")),
        sa.ForeignKeyConstraint(
            ["centre_id", "lesson_id"],
            ["lesson.centre_id", "lesson.id"],
            name=op.f("fk_exercise_centre_id_lesson_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_exercise_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_exercise_centre_id_id")),
        sa.UniqueConstraint("lesson_id", "sequence_order", name=op.f("uq_exercise_lesson_id_sequence_order")),
    )
    op.create_index(op.f("ix_exercise_centre_id"), "exercise", ["centre_id"], unique=False)
    op.create_table(
        "lesson_completion",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("completed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_lesson_completion_content_centre"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_lesson_completion_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_lesson_completion_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "lesson_id"],
            ["lesson.centre_id", "lesson.id"],
            name=op.f("fk_lesson_completion_content_centre_id_lesson_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_completion")),
        sa.UniqueConstraint(
            "centre_id", "student_id", "lesson_id", name=op.f("uq_lesson_completion_centre_id_student_id_lesson_id")
        ),
    )
    op.create_index(op.f("ix_lesson_completion_centre_id"), "lesson_completion", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_lesson_completion_content_centre_id_lesson_id"),
        "lesson_completion",
        ["content_centre_id", "lesson_id"],
        unique=False,
    )
    op.create_table(
        "presence_interval",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("connection_id", sa.Uuid(), nullable=False),
        sa.Column("joined_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("seen_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("left_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("live_epoch", sa.BigInteger(), nullable=False),
        sa.Column("live_counter", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["tutoring_session.centre_id", "tutoring_session.id"],
            name=op.f("fk_presence_interval_centre_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "user_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_presence_interval_centre_id_user_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_presence_interval_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence_interval")),
        sa.UniqueConstraint("centre_id", "connection_id", name=op.f("uq_presence_interval_centre_id_connection_id")),
    )
    op.create_index(op.f("ix_presence_interval_centre_id"), "presence_interval", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_presence_interval_centre_id_session_id_user_id"),
        "presence_interval",
        ["centre_id", "session_id", "user_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_presence_interval_centre_id_user_id"), "presence_interval", ["centre_id", "user_id"], unique=False
    )
    op.create_table(
        "session_event",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("member_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("event", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["tutoring_session.centre_id", "tutoring_session.id"],
            name=op.f("fk_session_event_centre_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_session_event_centre_id")),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_session_event")),
    )
    op.create_index(op.f("ix_session_event_centre_id"), "session_event", ["centre_id"], unique=False)
    op.create_table(
        "session_log_head",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["tutoring_session.centre_id", "tutoring_session.id"],
            name=op.f("fk_session_log_head_centre_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_session_log_head_centre_id")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_log_head")),
    )
    op.create_index(op.f("ix_session_log_head_centre_id"), "session_log_head", ["centre_id"], unique=False)
    op.create_table(
        "session_step_in",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("stepped_in_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["tutoring_session.centre_id", "tutoring_session.id"],
            name=op.f("fk_session_step_in_centre_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_session_step_in_centre_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_session_step_in_user_id")),
        sa.PrimaryKeyConstraint("session_id", "user_id", name=op.f("pk_session_step_in")),
    )
    op.create_index(op.f("ix_session_step_in_centre_id"), "session_step_in", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_session_step_in_centre_id_session_id"), "session_step_in", ["centre_id", "session_id"], unique=False
    )
    op.create_index(op.f("ix_session_step_in_user_id"), "session_step_in", ["user_id"], unique=False)
    op.create_table(
        "session_message",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("message", "encouragement", name="messagekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["tutoring_session.centre_id", "tutoring_session.id"],
            name=op.f("fk_session_message_centre_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_session_message_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_session_message_centre_id")),
        sa.ForeignKeyConstraint(["from_id"], ["app_user.id"], name=op.f("fk_session_message_from_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_message")),
    )
    op.create_index(op.f("ix_session_message_centre_id"), "session_message", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_session_message_centre_id_session_id_created_at"),
        "session_message",
        ["centre_id", "session_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_session_message_centre_id_student_id"), "session_message", ["centre_id", "student_id"], unique=False
    )
    op.create_index(op.f("ix_session_message_from_id"), "session_message", ["from_id"], unique=False)
    op.create_table(
        "student_session_enrollment",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=True),
        sa.Column("assessed_level_id", sa.Uuid(), nullable=True),
        sa.Column("seat", sa.String(length=10), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "ENROLLED", "ATTENDING", "ABSENT", "WITHDRAWN", name="enrollmentstatus", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("attendance_marked", sa.Boolean(), nullable=False),
        sa.Column("attendance_time", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_student_session_enrollment_content_centre"),
        ),
        sa.ForeignKeyConstraint(
            ["assessed_level_id"], ["grade_level.id"], name=op.f("fk_student_session_enrollment_assessed_level_id")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["tutoring_session.centre_id", "tutoring_session.id"],
            name=op.f("fk_student_session_enrollment_centre_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_student_session_enrollment_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_student_session_enrollment_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "course_id"],
            ["course.centre_id", "course.id"],
            name=op.f("fk_student_session_enrollment_content_centre_id_course_id"),
        ),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "lesson_id"],
            ["lesson.centre_id", "lesson.id"],
            name=op.f("fk_student_session_enrollment_content_centre_id_lesson_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_student_session_enrollment")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_student_session_enrollment_centre_id_id")),
        sa.UniqueConstraint(
            "session_id",
            "student_id",
            "course_id",
            name=op.f("uq_student_session_enrollment_session_id_student_id_course_id"),
        ),
    )
    op.create_index(
        op.f("ix_student_session_enrollment_assessed_level_id"),
        "student_session_enrollment",
        ["assessed_level_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_student_session_enrollment_centre_id"), "student_session_enrollment", ["centre_id"], unique=False
    )
    op.create_index(
        op.f("ix_student_session_enrollment_centre_id_session_id"),
        "student_session_enrollment",
        ["centre_id", "session_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_student_session_enrollment_centre_id_student_id"),
        "student_session_enrollment",
        ["centre_id", "student_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_student_session_enrollment_content_centre_id_course_id"),
        "student_session_enrollment",
        ["content_centre_id", "course_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_student_session_enrollment_content_centre_id_lesson_id"),
        "student_session_enrollment",
        ["content_centre_id", "lesson_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_student_session_enrollment_status"), "student_session_enrollment", ["status"], unique=False
    )
    op.create_table(
        "content_assignment",
        sa.Column("tutor_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("session_enrollment_id", sa.Uuid(), nullable=True),
        sa.Column("lesson_id", sa.Uuid(), nullable=True),
        sa.Column("exercise_id", sa.Uuid(), nullable=True),
        sa.Column(
            "scope",
            sa.Enum("session", "persistent", name="assignmentscope", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("overrides_auto_sequence", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("assigned_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_content_assignment_content_centre"),
        ),
        sa.CheckConstraint(
            "(lesson_id IS NULL) <> (exercise_id IS NULL)", name=op.f("ck_content_assignment_one_target")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_enrollment_id"],
            ["student_session_enrollment.centre_id", "student_session_enrollment.id"],
            name=op.f("fk_content_assignment_centre_id_session_enrollment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_content_assignment_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_content_assignment_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "course_id"],
            ["course.centre_id", "course.id"],
            name=op.f("fk_content_assignment_content_centre_id_course_id"),
        ),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "exercise_id"],
            ["exercise.centre_id", "exercise.id"],
            name=op.f("fk_content_assignment_content_centre_id_exercise_id"),
        ),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "lesson_id"],
            ["lesson.centre_id", "lesson.id"],
            name=op.f("fk_content_assignment_content_centre_id_lesson_id"),
        ),
        sa.ForeignKeyConstraint(["tutor_id"], ["app_user.id"], name=op.f("fk_content_assignment_tutor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_assignment")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_content_assignment_centre_id_id")),
    )
    op.create_index(op.f("ix_content_assignment_centre_id"), "content_assignment", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_content_assignment_centre_id_session_enrollment_id"),
        "content_assignment",
        ["centre_id", "session_enrollment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_content_assignment_centre_id_student_id_course_id_is_active"),
        "content_assignment",
        ["centre_id", "student_id", "course_id", "is_active"],
        unique=False,
    )
    op.create_index(
        op.f("ix_content_assignment_content_centre_id_course_id"),
        "content_assignment",
        ["content_centre_id", "course_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_content_assignment_content_centre_id_exercise_id"),
        "content_assignment",
        ["content_centre_id", "exercise_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_content_assignment_content_centre_id_lesson_id"),
        "content_assignment",
        ["content_centre_id", "lesson_id"],
        unique=False,
    )
    op.create_index(op.f("ix_content_assignment_tutor_id"), "content_assignment", ["tutor_id"], unique=False)
    op.create_table(
        "exercise_attempt",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_id", sa.Uuid(), nullable=False),
        sa.Column("session_enrollment_id", sa.Uuid(), nullable=True),
        sa.Column("answers", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("draft_revision", sa.Integer(), nullable=False),
        sa.Column("answer_seconds", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("max_score", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "IN_PROGRESS",
                "SUBMITTED",
                "AUTO_GRADED",
                "UNDER_REVIEW",
                "GRADED",
                name="attemptstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("deadline_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("graded_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("auto_graded", sa.Boolean(), nullable=False),
        sa.Column("feedback", sa.String(), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_exercise_attempt_content_centre"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_enrollment_id"],
            ["student_session_enrollment.centre_id", "student_session_enrollment.id"],
            name=op.f("fk_exercise_attempt_centre_id_session_enrollment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_exercise_attempt_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_exercise_attempt_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "exercise_id"],
            ["exercise.centre_id", "exercise.id"],
            name=op.f("fk_exercise_attempt_content_centre_id_exercise_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_attempt")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_exercise_attempt_centre_id_id")),
    )
    op.create_index(op.f("ix_exercise_attempt_centre_id"), "exercise_attempt", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_exercise_attempt_centre_id_session_enrollment_id"),
        "exercise_attempt",
        ["centre_id", "session_enrollment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_exercise_attempt_centre_id_status_submitted_at"),
        "exercise_attempt",
        ["centre_id", "status", "submitted_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_exercise_attempt_centre_id_student_id_exercise_id"),
        "exercise_attempt",
        ["centre_id", "student_id", "exercise_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_exercise_attempt_content_centre_id_exercise_id"),
        "exercise_attempt",
        ["content_centre_id", "exercise_id"],
        unique=False,
    )
    op.create_index(
        "uq_exercise_attempt_open",
        "exercise_attempt",
        ["centre_id", "student_id", "exercise_id"],
        unique=True,
        postgresql_where=sa.text("status = 'IN_PROGRESS'"),
    )
    op.create_table(
        "help_request",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_id", sa.Uuid(), nullable=True),
        sa.Column("message", sa.String(length=2000), nullable=True),
        sa.Column("picture", sa.String(length=64), nullable=True),
        sa.Column(
            "priority", sa.Enum("NORMAL", "URGENT", name="helppriority", native_enum=False, length=40), nullable=False
        ),
        sa.Column(
            "status",
            sa.Enum(
                "PENDING",
                "ACKNOWLEDGED",
                "RESOLVED",
                "CANCELLED",
                name="helprequeststatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("requested_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("acknowledged_by_id", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_help_request_content_centre"),
        ),
        sa.ForeignKeyConstraint(
            ["acknowledged_by_id"], ["app_user.id"], name=op.f("fk_help_request_acknowledged_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "session_id"],
            ["tutoring_session.centre_id", "tutoring_session.id"],
            name=op.f("fk_help_request_centre_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_help_request_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_help_request_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "exercise_id"],
            ["exercise.centre_id", "exercise.id"],
            name=op.f("fk_help_request_content_centre_id_exercise_id"),
        ),
        sa.ForeignKeyConstraint(["resolved_by_id"], ["app_user.id"], name=op.f("fk_help_request_resolved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_request")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_help_request_centre_id_id")),
    )
    op.create_index(op.f("ix_help_request_acknowledged_by_id"), "help_request", ["acknowledged_by_id"], unique=False)
    op.create_index(op.f("ix_help_request_centre_id"), "help_request", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_help_request_centre_id_session_id_status"),
        "help_request",
        ["centre_id", "session_id", "status"],
        unique=False,
    )
    op.create_index(
        op.f("ix_help_request_centre_id_student_id"), "help_request", ["centre_id", "student_id"], unique=False
    )
    op.create_index(
        op.f("ix_help_request_content_centre_id_exercise_id"),
        "help_request",
        ["content_centre_id", "exercise_id"],
        unique=False,
    )
    op.create_index(op.f("ix_help_request_created_at"), "help_request", ["created_at"], unique=False)
    op.create_index(op.f("ix_help_request_resolved_by_id"), "help_request", ["resolved_by_id"], unique=False)
    op.create_index(
        "uq_help_request_open",
        "help_request",
        ["session_id", "student_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('PENDING', 'ACKNOWLEDGED')"),
    )
    op.create_table(
        "tutor_note",
        sa.Column("enrollment_id", sa.Uuid(), nullable=False),
        sa.Column("tutor_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.String(length=10_000), nullable=False),
        sa.Column(
            "visibility",
            sa.Enum("private", "staff", "parent", name="notevisibility", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id", "enrollment_id"],
            ["student_session_enrollment.centre_id", "student_session_enrollment.id"],
            name=op.f("fk_tutor_note_centre_id_enrollment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_tutor_note_centre_id")),
        sa.ForeignKeyConstraint(["tutor_id"], ["app_user.id"], name=op.f("fk_tutor_note_tutor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tutor_note")),
    )
    op.create_index(op.f("ix_tutor_note_centre_id"), "tutor_note", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_tutor_note_centre_id_enrollment_id"), "tutor_note", ["centre_id", "enrollment_id"], unique=False
    )
    op.create_index(op.f("ix_tutor_note_tutor_id"), "tutor_note", ["tutor_id"], unique=False)
    op.create_table(
        "student_session_activity",
        sa.Column("enrollment_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("lesson_id", sa.Uuid(), nullable=True),
        sa.Column("exercise_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "NOT_STARTED",
                "WORKING",
                "WAITING_HELP",
                "COMPLETED",
                "IDLE",
                name="activitystatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("completed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("progress_pct", sa.Integer(), nullable=False),
        sa.Column("answered_count", sa.Integer(), nullable=False),
        sa.Column("live_epoch", sa.BigInteger(), nullable=False),
        sa.Column("live_counter", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_student_session_activity_content_centre"),
        ),
        sa.CheckConstraint("progress_pct BETWEEN 0 AND 100", name=op.f("ck_student_session_activity_progress")),
        sa.ForeignKeyConstraint(
            ["centre_id", "attempt_id"],
            ["exercise_attempt.centre_id", "exercise_attempt.id"],
            name=op.f("fk_student_session_activity_centre_id_attempt_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "enrollment_id"],
            ["student_session_enrollment.centre_id", "student_session_enrollment.id"],
            name=op.f("fk_student_session_activity_centre_id_enrollment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_student_session_activity_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "exercise_id"],
            ["exercise.centre_id", "exercise.id"],
            name=op.f("fk_student_session_activity_content_centre_id_exercise_id"),
        ),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "lesson_id"],
            ["lesson.centre_id", "lesson.id"],
            name=op.f("fk_student_session_activity_content_centre_id_lesson_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_student_session_activity")),
    )
    op.create_index(
        op.f("ix_student_session_activity_centre_id"), "student_session_activity", ["centre_id"], unique=False
    )
    op.create_index(
        op.f("ix_student_session_activity_centre_id_attempt_id"),
        "student_session_activity",
        ["centre_id", "attempt_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_student_session_activity_centre_id_enrollment_id_created_at"),
        "student_session_activity",
        ["centre_id", "enrollment_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_student_session_activity_content_centre_id_exercise_id"),
        "student_session_activity",
        ["content_centre_id", "exercise_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_student_session_activity_content_centre_id_lesson_id"),
        "student_session_activity",
        ["content_centre_id", "lesson_id"],
        unique=False,
    )
    op.create_index(op.f("ix_student_session_activity_status"), "student_session_activity", ["status"], unique=False)
    _secure()


def downgrade() -> None:
    raise RuntimeError("there is nothing before the baseline: drop the database instead")


_CONTENT = ("course", "grade_level", "content_unit", "lesson", "exercise", "assessment_rubric")
"""Readable in the franchise's rows too, written only with the row's centre in the context (C03)."""

_OF_A_PERSON = ("centre_member", "user_role")
"""A person's own rows are visible before any centre is chosen: they say which centres there are."""

_OF_A_CENTRE = (
    "centre_room",
    "centre_closure",
    "guardian_link",
    "audit_log",
    "subject_assessment",
    "academic_profile_log",
    "session_template",
    "standing_booking",
    "tutoring_session",
    "student_session_enrollment",
    "session_log_head",
    "session_step_in",
    "session_event",
    "exercise_attempt",
    "student_session_activity",
    "lesson_completion",
    "content_assignment",
    "attendance_record",
    "presence_interval",
    "help_request",
    "session_message",
    "tutor_note",
    "contact_interval",
)

_OWN = "user_id = (SELECT app_user_id())"
_VISIBLE_PERSON = f"""id = (SELECT app_user_id()) OR EXISTS (
    SELECT FROM centre_member WHERE centre_member.user_id = app_user.id AND centre_member.{IN_CONTEXT})"""

_FRANCHISE = """
INSERT INTO centre (id, name, slug, timezone, settings, is_active, created_at, updated_at)
VALUES ('00000000-0000-0000-0000-000000000000', 'Franchise', 'franchise', 'UTC', '{}', true, now(), now())
"""

_FUNCTIONS = """
CREATE FUNCTION app_centres() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_to_array(nullif(current_setting('app.centre_ids', true), ''), ','), '{}')::uuid[] $$;
CREATE FUNCTION app_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;
"""


def _secure() -> None:
    """Row-level security on every tenant table, for the owner too (FORCE)."""
    op.execute(_FRANCHISE)
    op.execute(_FUNCTIONS)
    for table in _OF_A_CENTRE:
        wall_off(table)
    for table in _CONTENT:
        wall_off_content(table)
    for table in _OF_A_PERSON:
        wall_off(table, reads=f"{IN_CONTEXT} OR {_OWN}")
    wall_off("app_user", reads=_VISIBLE_PERSON, writes=_VISIBLE_PERSON, inserts="cardinality(app_centres()) > 0")
