"""The content hierarchy course, level, unit, lesson, exercise, and rubrics (R010, R046 to R050, R054, C03, C04)."""

from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core_service.catalogue.rules import ContentType, ExerciseType
from core_service.foundation.db import FRANCHISE_ID, Base, Created, OfCentre, Stored, addressable, centre_key


class Course(Stored, OfCentre, Base):
    """A subject as a centre, or the franchise for all centres, teaches it (R046, C03)."""

    __tablename__ = "course"
    __table_args__ = (addressable(), sa.UniqueConstraint("centre_id", "slug"))

    name: Mapped[str] = mapped_column(sa.String(120))
    slug: Mapped[str] = mapped_column(sa.String(60))
    description: Mapped[str | None]
    subject_area: Mapped[str] = mapped_column(sa.String(60))
    is_active: Mapped[bool] = mapped_column(default=True)


class GradeLevel(Stored, OfCentre, Base):
    """A level of work, the same scale for all centres (R047): always a row of the franchise."""

    __tablename__ = "grade_level"
    __table_args__ = (addressable(), sa.CheckConstraint(f"centre_id = '{FRANCHISE_ID}'", name="franchise"))

    level: Mapped[int] = mapped_column(unique=True)
    label: Mapped[str] = mapped_column(sa.String(40))


class ContentUnit(Stored, OfCentre, Base):
    """A stretch of a course at one level (R048)."""

    __tablename__ = "content_unit"
    __table_args__ = (
        addressable(),
        centre_key("course_id", "course", ondelete="CASCADE"),
        sa.UniqueConstraint("course_id", "grade_level_id", "sequence_order"),
    )

    course_id: Mapped[UUID]
    grade_level_id: Mapped[UUID] = mapped_column(sa.ForeignKey("grade_level.id"), index=True)
    sequence_order: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(160))
    description: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(default=True)


class Lesson(Stored, OfCentre, Base):
    """A reading or a set of exercises within a unit (R049)."""

    __tablename__ = "lesson"
    __table_args__ = (
        addressable(),
        centre_key("unit_id", "content_unit", ondelete="CASCADE"),
        sa.UniqueConstraint("unit_id", "sequence_order"),
    )

    unit_id: Mapped[UUID]
    sequence_order: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(160))
    content_type: Mapped[ContentType]
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    estimated_mins: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(default=True)


class ExerciseContent:
    """What a student works on and is graded by: what an attempt keeps as it was when it was begun."""

    exercise_type: Mapped[ExerciseType]
    instructions: Mapped[str | None]
    questions: Mapped[list[Any]]
    expected_answers: Mapped[list[Any] | None]
    explanation: Mapped[str | None]
    max_score: Mapped[int]
    time_limit: Mapped[int | None]
    """Minutes from the start of an attempt (R165)."""


CONTENT_FIELDS = (
    "exercise_type",
    "instructions",
    "questions",
    "expected_answers",
    "explanation",
    "max_score",
    "time_limit",
)
"""The names of `ExerciseContent`: a change of one makes a new revision."""


class Exercise(Stored, OfCentre, ExerciseContent, Base):
    """Questions with their expected answers, which never leave for a student (R050, R073)."""

    __tablename__ = "exercise"
    __table_args__ = (
        addressable(),
        centre_key("lesson_id", "lesson", ondelete="CASCADE"),
        sa.UniqueConstraint("lesson_id", "sequence_order"),
        sa.CheckConstraint("difficulty BETWEEN 1 AND 5", name="difficulty"),
        sa.CheckConstraint("max_score > 0", name="max_score"),
        sa.CheckConstraint("time_limit > 0", name="time_limit"),
    )

    lesson_id: Mapped[UUID]
    sequence_order: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(160))
    difficulty: Mapped[int] = mapped_column(default=1)
    is_auto_gradable: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    """Counts changes of the content; earlier contents are in `ExerciseRevision`."""


class ExerciseRevision(Created, OfCentre, ExerciseContent, Base):
    """An exercise's content as it was before a change: attempts that were begun with it go on with it."""

    __tablename__ = "exercise_revision"
    __table_args__ = (
        centre_key("exercise_id", "exercise", ondelete="CASCADE"),
        sa.UniqueConstraint("centre_id", "exercise_id", "number"),
    )

    exercise_id: Mapped[UUID]
    number: Mapped[int]
    title: Mapped[str | None] = mapped_column(sa.String(160))
    """As it was then; None for what was kept before titles were."""


KeptContent: TypeAlias = Exercise | ExerciseRevision
"""An exercise as it is now or was before; its content is `ExerciseContent` in both."""


class AssessmentRubric(Stored, OfCentre, Base):
    """How subjective work of one course, level and type is scored (R054); a centre's own wins (C55)."""

    __tablename__ = "assessment_rubric"
    __table_args__ = (
        addressable(),
        sa.ForeignKeyConstraint(["content_centre_id", "course_id"], ["course.centre_id", "course.id"]),
        sa.UniqueConstraint("centre_id", "course_id", "grade_level_id", "exercise_type"),
        sa.CheckConstraint(f"content_centre_id IN (centre_id, '{FRANCHISE_ID}')", name="content_centre"),
    )

    content_centre_id: Mapped[UUID]
    course_id: Mapped[UUID]
    grade_level_id: Mapped[UUID] = mapped_column(sa.ForeignKey("grade_level.id"), index=True)
    exercise_type: Mapped[ExerciseType]
    name: Mapped[str] = mapped_column(sa.String(160))
    criteria: Mapped[list[Any]]
    max_score: Mapped[int]
    is_active: Mapped[bool] = mapped_column(default=True)
