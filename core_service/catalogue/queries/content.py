"""One exercise or lesson as its reader may see it, and the exercise picker."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.catalogue.models import (
    ContentUnit,
    Course,
    Exercise,
    ExerciseRevision,
    GradeLevel,
    KeptContent,
    Lesson,
)
from core_service.catalogue.rules import ContentType, ExerciseType, estimated_minutes, shown_questions
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.errors import Invalid, NotFound
from core_service.foundation.paging import Cursor
from core_service.identity.models import CentreMember

READS_ANSWERS = (
    Permission.CONTENT_ASSIGN,
    Permission.ASSESSMENT_REVIEW,
    Permission.RUBRIC_MANAGE,
    Permission.CENTRE_MANAGE,
)
"""Whoever holds one of these sees expected answers; students never do."""


@dataclass(frozen=True, slots=True)
class ExerciseSummary:
    """An exercise as lists show it."""

    id: UUID
    title: str
    exercise_type: ExerciseType
    difficulty: int
    level: int
    course_id: UUID
    lesson_id: UUID
    lesson_title: str
    unit_title: str
    question_count: int
    max_score: int
    time_limit: int | None
    is_active: bool
    centre_id: UUID
    lesson_type: ContentType
    lesson_mins: int | None

    @property
    def estimated_mins(self) -> int:
        """In whole minutes."""
        return estimated_minutes(self.exercise_type, self.question_count, self.time_limit)


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """What staff see beside the questions."""

    expected_answers: list[Any]
    explanation: str | None


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """An exercise with its questions; `key` is None for a student."""

    summary: ExerciseSummary
    instructions: str | None
    questions: list[dict[str, Any]]
    key: AnswerKey | None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson with what it says and its active exercises."""

    lesson: Lesson
    unit: ContentUnit
    level: int
    exercises: Sequence[ExerciseSummary]


@dataclass(frozen=True, slots=True)
class PickerQuery:
    """What a tutor looks for."""

    course_id: UUID | None = None
    level: int | None = None
    words: str | None = None
    student_id: UUID | None = None
    lesson_id: UUID | None = None
    include_inactive: bool = False


def _summaries() -> sa.Select[Any]:
    return (
        sa.select(
            Exercise.id,
            Exercise.title,
            Exercise.exercise_type,
            Exercise.difficulty,
            GradeLevel.level,
            ContentUnit.course_id,
            Exercise.lesson_id,
            Lesson.title.label("lesson_title"),
            ContentUnit.title.label("unit_title"),
            sa.func.jsonb_array_length(Exercise.questions).label("question_count"),
            Exercise.max_score,
            Exercise.time_limit,
            Exercise.is_active,
            Exercise.centre_id,
            Lesson.content_type,
            Lesson.estimated_mins,
        )
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .join(Course, Course.id == ContentUnit.course_id)
    )


def _is_active() -> sa.ColumnElement[bool]:
    return sa.and_(Exercise.is_active, Lesson.is_active, ContentUnit.is_active, Course.is_active)


def _curriculum_order() -> sa.Tuple:
    return sa.tuple_(
        ContentUnit.course_id,
        GradeLevel.level,
        ContentUnit.sequence_order,
        Lesson.sequence_order,
        Exercise.sequence_order,
        Exercise.id,
    )


def summaries_of(db: Session, exercise_ids: Iterable[UUID]) -> dict[UUID, ExerciseSummary]:
    """Summaries by id, of active and inactive exercises."""
    rows = db.execute(_summaries().where(Exercise.id.in_(set(exercise_ids))))
    return {row.id: ExerciseSummary(*row) for row in rows}


def exercises_to_pick(
    db: Session, wanted: PickerQuery, *, cursor: Cursor | None, limit: int
) -> Sequence[tuple[ExerciseSummary, Cursor]]:
    """`limit` + 1 exercises in the order of the curriculum, each with the cursor that goes on after it."""
    found = _summaries().add_columns(Exercise.created_at)
    if not wanted.include_inactive:
        found = found.where(_is_active())
    if wanted.lesson_id is not None:
        found = found.where(Exercise.lesson_id == wanted.lesson_id)
    if wanted.course_id is not None:
        found = found.where(ContentUnit.course_id == wanted.course_id)
    if wanted.level is not None:
        found = found.where(GradeLevel.level == wanted.level)
    if wanted.words:
        texts = (Exercise.title, Lesson.title, ContentUnit.title)
        found = found.where(sa.or_(*(text.icontains(wanted.words, autoescape=True) for text in texts)))
    if wanted.student_id is not None:
        found = found.where(Exercise.centre_id.in_([FRANCHISE_ID, *_centres_of(db, wanted.student_id)]))
    if cursor is not None:
        found = found.where(_curriculum_order() > _place_of(db, cursor))
    rows = db.execute(found.order_by(*_curriculum_order().clauses).limit(limit + 1))
    return [(ExerciseSummary(*row[:-1]), Cursor(row.created_at, row.id)) for row in rows]


def _centres_of(db: Session, student_id: UUID) -> Sequence[UUID]:
    """Raises NotFound for a person who belongs to none of the actor's centres."""
    centre_ids = db.scalars(sa.select(CentreMember.centre_id).where(CentreMember.user_id == student_id)).all()
    if not centre_ids:
        raise NotFound("student")
    return centre_ids


def _place_of(db: Session, cursor: Cursor) -> sa.Tuple:
    place = db.execute(
        sa.select(*_curriculum_order().clauses)
        .select_from(Exercise)
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .where(Exercise.id == cursor.id)
    ).one_or_none()
    if place is None:
        raise Invalid.field("cursor", "is not one that this list has given out")
    return sa.tuple_(*place)


def stored_exercise(db: Session, exercise_id: UUID) -> Exercise:
    """Active or not: running attempts go on. Raises NotFound for one that the actor's centres do not see."""
    exercise = db.get(Exercise, exercise_id)
    if exercise is None:
        raise NotFound("exercise")
    return exercise


def exercise_view(db: Session, actor: Actor, exercise_id: UUID) -> ExerciseView:
    """An exercise for whoever asks; a student gets only active ones. Raises NotFound."""
    exercise = stored_exercise(db, exercise_id)
    if not may_read_answers(actor, exercise) and not is_active_exercise(db, exercise_id):
        raise NotFound("exercise")
    return view_of(db, actor, exercise)


def view_of(db: Session, actor: Actor, exercise: Exercise, content: KeptContent | None = None) -> ExerciseView:
    """The same for an exercise that the actor is known to work on or look at; `content` of an earlier revision."""
    may_read = may_read_answers(actor, exercise)
    return _view_of(db, exercise, content or exercise, has_key=may_read)


def student_preview(db: Session, exercise_id: UUID) -> ExerciseView:
    """An exercise as a student sees it, active or not: without its key. Raises NotFound."""
    exercise = stored_exercise(db, exercise_id)
    return _view_of(db, exercise, exercise, has_key=False)


def _view_of(db: Session, exercise: Exercise, content: KeptContent, *, has_key: bool) -> ExerciseView:
    return ExerciseView(
        summary=summary_with(summaries_of(db, [exercise.id])[exercise.id], content),
        instructions=content.instructions,
        questions=shown_questions(content.questions),
        key=AnswerKey(content.expected_answers or [], content.explanation) if has_key else None,
        revision=exercise.revision,
    )


def summary_with(summary: ExerciseSummary, content: KeptContent) -> ExerciseSummary:
    """The summary of an exercise with what it was when an attempt was begun."""
    return replace(
        summary,
        title=content.title or summary.title,
        exercise_type=content.exercise_type,
        question_count=len(content.questions),
        max_score=content.max_score,
        time_limit=content.time_limit,
    )


def content_as_begun(db: Session, exercise_id: UUID, revision: int) -> KeptContent:
    """The content that an attempt was begun with, whatever has become of the exercise since. Raises NotFound."""
    exercise = stored_exercise(db, exercise_id)
    if exercise.revision == revision:
        return exercise
    earlier = db.scalar(
        sa.select(ExerciseRevision).where(
            ExerciseRevision.exercise_id == exercise_id, ExerciseRevision.number == revision
        )
    )
    return earlier or exercise


def may_read_answers(actor: Actor, exercise: Exercise) -> bool:
    """Whether the actor is staff where the exercise is used."""
    centres = actor.centres_with(*READS_ANSWERS)
    return bool(centres) and (exercise.centre_id == FRANCHISE_ID or exercise.centre_id in centres)


def is_active_exercise(db: Session, exercise_id: UUID) -> bool:
    """Whether it, its lesson, unit and course are all in use."""
    return db.execute(_summaries().where(Exercise.id == exercise_id, _is_active())).first() is not None


def lesson_view(db: Session, actor: Actor, lesson_id: UUID) -> LessonView:
    """A lesson; a student gets only active ones. Raises NotFound."""
    found = db.execute(
        sa.select(Lesson, ContentUnit, GradeLevel.level, Course.is_active)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .join(Course, Course.id == ContentUnit.course_id)
        .where(Lesson.id == lesson_id)
    ).one_or_none()
    if found is None:
        raise NotFound("lesson")
    lesson, unit, level, is_taught = found
    is_shown = lesson.is_active and unit.is_active and is_taught
    if not is_shown and not actor.centres_with(*READS_ANSWERS):
        raise NotFound("lesson")
    exercises = _summaries().where(Exercise.lesson_id == lesson_id, Exercise.is_active)
    rows = db.execute(exercises.order_by(Exercise.sequence_order))
    return LessonView(lesson, unit, level, [ExerciseSummary(*row) for row in rows])
