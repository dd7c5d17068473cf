"""What an attempt was begun with, as columns: an exercise that was rewritten since is listed as the student saw it.

A query that selects `ExerciseAttempt` and joins `Exercise` adds `.outerjoin(ExerciseRevision, begun_with())`.
"""

import sqlalchemy as sa

from core_service.catalogue.models import Exercise, ExerciseRevision
from core_service.catalogue.rules import ExerciseType
from core_service.work.models import ExerciseAttempt


def begun_with() -> sa.ColumnElement[bool]:
    """Finds the earlier content; there is none while the attempt's revision is still the exercise's own."""
    return sa.and_(
        ExerciseRevision.centre_id == ExerciseAttempt.content_centre_id,
        ExerciseRevision.exercise_id == ExerciseAttempt.exercise_id,
        ExerciseRevision.number == ExerciseAttempt.exercise_revision,
    )


def title_begun() -> sa.ColumnElement[str]:
    """The title at that time; a title alone makes no revision, so a misprint is put right everywhere."""
    return sa.func.coalesce(ExerciseRevision.title, Exercise.title)


def type_begun() -> sa.ColumnElement[ExerciseType]:
    """The type at that time."""
    return sa.func.coalesce(ExerciseRevision.exercise_type, Exercise.exercise_type)


def question_count_begun() -> sa.ColumnElement[int]:
    """How many questions it had; 0 where there is no exercise."""
    questions = sa.func.coalesce(ExerciseRevision.questions, Exercise.questions)
    return sa.func.coalesce(sa.func.jsonb_array_length(questions), 0)
