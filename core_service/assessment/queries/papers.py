"""What an assessor marks: the paper with its rubric, and what has been entered so far (R181)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from core_service.assessment.models import AssessmentReview
from core_service.assessment.queries.rubrics import criteria_of
from core_service.assessment.rules.scoring import CriterionScore, Marks, Paper, given_points
from core_service.catalogue.models import AssessmentRubric
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.attempts import content_of
from core_service.work.rules.questions import questions_of


def rubric_of(db: Session, review: AssessmentReview) -> AssessmentRubric | None:
    """The rubric that the review was begun with."""
    return db.get(AssessmentRubric, review.rubric_id) if review.rubric_id else None


def paper_of(db: Session, review: AssessmentReview, attempt: ExerciseAttempt) -> Paper:
    """Objective questions arrive scored."""
    content = content_of(db, attempt)
    questions = questions_of(content.questions, content.expected_answers)
    return Paper(
        questions=questions,
        given=given_points(questions, attempt.answers),
        criteria=criteria_of(rubric_of(db, review)),
        max_score=attempt.max_score,
    )


def marks_of(review: AssessmentReview) -> Marks:
    """What is saved; the overall score is an entry only until the review is complete."""
    return Marks(
        criteria=tuple(_criterion(each) for each in review.criteria_scores),
        questions=_points(review.question_scores),
        overall=review.overall_score,
    )


def _criterion(stored: Mapping[str, Any]) -> CriterionScore:
    return CriterionScore(stored["criterionName"], stored["score"], stored.get("comment"))


def _points(stored: Sequence[Mapping[str, Any]]) -> dict[int, float]:
    return {each["questionIndex"]: each["score"] for each in stored}
