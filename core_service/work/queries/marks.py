"""How a draft would be marked as it stands: a dry run for the tutor's eyes, which changes nothing (UI 5, Panel)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import RelationMissing
from core_service.foundation.errors import NotFound
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.attempts import content_of
from core_service.work.queries.relations import demand_view
from core_service.work.rules.answers import is_blank, read_answers
from core_service.work.rules.grading import MarkedAnswer, grade
from core_service.work.rules.questions import questions_of


@dataclass(frozen=True, slots=True)
class DraftMarks:
    """The answers of one revision of a draft, each with its mark; questions without an answer are left out."""

    attempt_id: UUID
    revision: int
    answers: Sequence[MarkedAnswer]


def draft_marks(db: Session, actor: Actor, attempt_id: UUID) -> DraftMarks:
    """For staff who may look at the student's work, never for the student. Raises NotFound, RelationMissing."""
    attempt = db.get(ExerciseAttempt, attempt_id)
    if attempt is None:
        raise NotFound("attempt")
    if attempt.student_id == actor.user_id:
        raise RelationMissing("Marks of work that is not handed in are for those who teach the student.")
    demand_view(db, actor, student_id=attempt.student_id, centre_id=attempt.centre_id)
    content = content_of(db, attempt)
    questions = questions_of(content.questions, content.expected_answers)
    given = read_answers(questions, attempt.answers).answers
    marked = grade(content.exercise_type, questions, given, attempt.max_score).answers
    return DraftMarks(attempt.id, attempt.draft_revision, [each for each in marked if not is_blank(each.answer)])
