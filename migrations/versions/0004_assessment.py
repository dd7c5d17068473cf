"""Assessment: reviews, recommendations, units that are confirmed as mastered; additive only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.walls import wall_off

revision = "0004_assessment"
down_revision = "0003_catch_up"
branch_labels = None
depends_on = None

_TABLES = ("unit_mastery", "progress_recommendation", "assessment_review")


def upgrade() -> None:
    op.create_table(
        "unit_mastery",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_unit_mastery_content_centre"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_unit_mastery_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_unit_mastery_centre_id")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["app_user.id"], name=op.f("fk_unit_mastery_confirmed_by_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "unit_id"],
            ["content_unit.centre_id", "content_unit.id"],
            name=op.f("fk_unit_mastery_content_centre_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_mastery")),
        sa.UniqueConstraint(
            "centre_id", "student_id", "unit_id", name=op.f("uq_unit_mastery_centre_id_student_id_unit_id")
        ),
    )
    op.create_index(op.f("ix_unit_mastery_centre_id"), "unit_mastery", ["centre_id"], unique=False)
    op.create_index(op.f("ix_unit_mastery_confirmed_by_id"), "unit_mastery", ["confirmed_by_id"], unique=False)
    op.create_index(
        op.f("ix_unit_mastery_content_centre_id_unit_id"),
        "unit_mastery",
        ["content_centre_id", "unit_id"],
        unique=False,
    )
    op.create_table(
        "assessment_review",
        sa.Column("assessor_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_attempt_id", sa.Uuid(), nullable=False),
        sa.Column("rubric_centre_id", sa.Uuid(), nullable=True),
        sa.Column("rubric_id", sa.Uuid(), nullable=True),
        sa.Column("criteria_scores", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("question_scores", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("overall_score", sa.Double(), nullable=True),
        sa.Column("max_score", sa.Double(), nullable=True),
        sa.Column("feedback", sa.String(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "PENDING", "IN_REVIEW", "COMPLETED", "RETURNED", name="assessmentstatus", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("claimed_until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("returned_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("reviewed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "rubric_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_assessment_review_rubric_centre"),
        ),
        sa.ForeignKeyConstraint(["assessor_id"], ["app_user.id"], name=op.f("fk_assessment_review_assessor_id")),
        sa.ForeignKeyConstraint(
            ["centre_id", "exercise_attempt_id"],
            ["exercise_attempt.centre_id", "exercise_attempt.id"],
            name=op.f("fk_assessment_review_centre_id_exercise_attempt_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_assessment_review_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_assessment_review_centre_id")),
        sa.ForeignKeyConstraint(
            ["rubric_centre_id", "rubric_id"],
            ["assessment_rubric.centre_id", "assessment_rubric.id"],
            name=op.f("fk_assessment_review_rubric_centre_id_rubric_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_review")),
        sa.UniqueConstraint(
            "centre_id", "exercise_attempt_id", name=op.f("uq_assessment_review_centre_id_exercise_attempt_id")
        ),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_assessment_review_centre_id_id")),
    )
    op.create_index(op.f("ix_assessment_review_assessor_id"), "assessment_review", ["assessor_id"], unique=False)
    op.create_index(op.f("ix_assessment_review_centre_id"), "assessment_review", ["centre_id"], unique=False)
    op.create_index(
        op.f("ix_assessment_review_centre_id_assessor_id_status"),
        "assessment_review",
        ["centre_id", "assessor_id", "status"],
        unique=False,
    )
    op.create_index(
        op.f("ix_assessment_review_centre_id_status_reviewed_at"),
        "assessment_review",
        ["centre_id", "status", "reviewed_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_assessment_review_centre_id_student_id"),
        "assessment_review",
        ["centre_id", "student_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_assessment_review_rubric_centre_id_rubric_id"),
        "assessment_review",
        ["rubric_centre_id", "rubric_id"],
        unique=False,
    )
    op.create_table(
        "progress_recommendation",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "UNIT_MASTERED",
                "LEVEL_UP",
                "LEVEL_DOWN",
                "PLACEMENT",
                "PROPOSAL",
                name="recommendationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("from_level", sa.Integer(), nullable=True),
        sa.Column("to_level", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "OPEN",
                "CONFIRMED",
                "ADJUSTED",
                "DECLINED",
                "WITHDRAWN",
                name="recommendationstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("decided_level", sa.Integer(), nullable=True),
        sa.Column("decision_reason", sa.String(), nullable=True),
        sa.Column("review_id", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("content_centre_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "content_centre_id IN (centre_id, '00000000-0000-0000-0000-000000000000')",
            name=op.f("ck_progress_recommendation_content_centre"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "review_id"],
            ["assessment_review.centre_id", "assessment_review.id"],
            name=op.f("fk_progress_recommendation_centre_id_review_id"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id", "student_id"],
            ["centre_member.centre_id", "centre_member.user_id"],
            name=op.f("fk_progress_recommendation_centre_id_student_id"),
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_progress_recommendation_centre_id")),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "course_id"],
            ["course.centre_id", "course.id"],
            name=op.f("fk_progress_recommendation_content_centre_id_course_id"),
        ),
        sa.ForeignKeyConstraint(
            ["content_centre_id", "unit_id"],
            ["content_unit.centre_id", "content_unit.id"],
            name=op.f("fk_progress_recommendation_content_centre_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["app_user.id"], name=op.f("fk_progress_recommendation_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["app_user.id"], name=op.f("fk_progress_recommendation_proposed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_recommendation")),
        sa.UniqueConstraint("centre_id", "id", name=op.f("uq_progress_recommendation_centre_id_id")),
    )
    op.create_index(
        op.f("ix_progress_recommendation_centre_id"), "progress_recommendation", ["centre_id"], unique=False
    )
    op.create_index(
        op.f("ix_progress_recommendation_centre_id_review_id"),
        "progress_recommendation",
        ["centre_id", "review_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_progress_recommendation_centre_id_status_created_at_id"),
        "progress_recommendation",
        ["centre_id", "status", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_progress_recommendation_centre_id_student_id_course_id"),
        "progress_recommendation",
        ["centre_id", "student_id", "course_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_progress_recommendation_content_centre_id_course_id"),
        "progress_recommendation",
        ["content_centre_id", "course_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_progress_recommendation_content_centre_id_unit_id"),
        "progress_recommendation",
        ["content_centre_id", "unit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_progress_recommendation_decided_by_id"), "progress_recommendation", ["decided_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_progress_recommendation_proposed_by_id"), "progress_recommendation", ["proposed_by_id"], unique=False
    )
    op.create_index(
        "uq_progress_recommendation_open",
        "progress_recommendation",
        [
            "centre_id",
            "student_id",
            "course_id",
            "kind",
            sa.literal_column("coalesce(unit_id, '00000000-0000-0000-0000-000000000000')"),
        ],
        unique=True,
        postgresql_where=sa.text("status = 'OPEN'"),
    )
    op.create_index(
        op.f("ix_academic_profile_log_centre_id_assessment_review_id"),
        "academic_profile_log",
        ["centre_id", "assessment_review_id"],
        unique=False,
    )
    op.create_foreign_key(
        op.f("fk_academic_profile_log_centre_id_assessment_review_id"),
        "academic_profile_log",
        "assessment_review",
        ["centre_id", "assessment_review_id"],
        ["centre_id", "id"],
    )
    op.create_index(
        "ix_student_session_enrollment_unplaced",
        "student_session_enrollment",
        ["centre_id", "student_id", "course_id"],
        unique=False,
        postgresql_where=sa.text("assessed_level_id IS NULL"),
    )

    for table in _TABLES:
        wall_off(table)


def downgrade() -> None:
    op.drop_index("ix_student_session_enrollment_unplaced", "student_session_enrollment")
    op.drop_constraint(
        "fk_academic_profile_log_centre_id_assessment_review_id", "academic_profile_log", type_="foreignkey"
    )
    op.drop_index("ix_academic_profile_log_centre_id_assessment_review_id", "academic_profile_log")
    for table in _TABLES:
        op.drop_table(table)
