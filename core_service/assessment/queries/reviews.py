"""One review as its assessor works with it: answers beside criteria, and what is recommended (R181, R182)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.assessment.models import AssessmentReview, ProgressRecommendation
from core_service.assessment.queries.papers import rubric_of
from core_service.assessment.queries.progress import open_recommendations
from core_service.assessment.rules.scoring import given_points
from core_service.catalogue.models import AssessmentRubric, ContentUnit, Course, Exercise, GradeLevel, Lesson
from core_service.catalogue.queries import ExerciseView, stored_exercise, view_of
from core_service.foundation.errors import NotFound
from core_service.identity.models import AppUser
from core_service.identity.rules import FORMER_MEMBER
from core_service.learners.rules import Learner
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.attempts import content_of
from core_service.work.rules.questions import questions_of


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review with all that its page shows; `given` are the points by question that the core gave."""

    review: AssessmentReview
    attempt: ExerciseAttempt
    exercise: ExerciseView
    student: AppUser
    assessor_name: str
    course: Course
    level: GradeLevel
    rubric: AssessmentRubric | None
    given: Mapping[int, float]
    recommendations: Sequence[ProgressRecommendation]

    @property
    def given_scores(self) -> list[dict[str, Any]]:
        """In the form in which scores are sent."""
        return [{"questionIndex": index, "score": score} for index, score in sorted(self.given.items())]


def review_by_id(db: Session, actor: Actor, review_id: UUID) -> ReviewView:
    """Raises NotFound."""
    review = db.get(AssessmentReview, review_id)
    if review is None:
        raise NotFound("review")
    return review_view(db, actor, review)


def review_view(db: Session, actor: Actor, review: AssessmentReview) -> ReviewView:
    """One that is known to exist."""
    attempt = db.get_one(ExerciseAttempt, review.exercise_attempt_id)
    exercise, content = stored_exercise(db, attempt.exercise_id), content_of(db, attempt)
    course, level = db.execute(
        sa.select(Course, GradeLevel)
        .join(ContentUnit, ContentUnit.course_id == Course.id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .join(Lesson, Lesson.unit_id == ContentUnit.id)
        .join(Exercise, Exercise.lesson_id == Lesson.id)
        .where(Exercise.id == exercise.id)
    ).one()
    assessor = db.scalar(sa.select(AppUser.name).where(AppUser.id == review.assessor_id))
    learner = Learner(review.centre_id, review.student_id, course.id)
    return ReviewView(
        review=review,
        attempt=attempt,
        exercise=view_of(db, actor, exercise, content),
        student=db.get_one(AppUser, review.student_id),
        assessor_name=assessor or FORMER_MEMBER,
        course=course,
        level=level,
        rubric=rubric_of(db, review),
        given=given_points(questions_of(content.questions, content.expected_answers), attempt.answers),
        recommendations=open_recommendations(db, learner),
    )
