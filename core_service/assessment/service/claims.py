"""Claims: a piece of work is one assessor's at a time, for fifteen minutes from their last move (R180, C50)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import RelationMissing
from core_service.access.rules import Permission
from core_service.assessment.errors import AlreadyReviewed, ClaimedByAnother, NothingToReview, Reserved
from core_service.assessment.models import AssessmentReview
from core_service.assessment.queries.rubrics import rubric_for
from core_service.assessment.rules.claims import CLAIM_HOLDS_FOR, is_held, reserved_until
from core_service.assessment.rules.states import AssessmentStatus
from core_service.audit.service import record_row
from core_service.foundation.errors import NotFound
from core_service.identity.models import AppUser
from core_service.identity.rules import FORMER_MEMBER
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus
from core_service.work.service.places import hold_exercise
from shared.ids import new_id

REVIEWABLE = frozenset({AttemptStatus.UNDER_REVIEW, AttemptStatus.SUBMITTED, AttemptStatus.AUTO_GRADED})


def claim_work(db: Session, actor: Actor, *, attempt_id: UUID, now: datetime) -> AssessmentReview:
    """Makes the work the actor's for the next minutes; again, it is theirs for longer.

    Raises NotFound, PermissionMissing, AlreadyReviewed, NothingToReview, ClaimedByAnother, Reserved.
    """
    attempt = attempt_to_review(db, actor, attempt_id)
    return take_claim(db, actor, attempt, now=now)


def attempt_to_review(db: Session, actor: Actor, attempt_id: UUID) -> ExerciseAttempt:
    """An attempt in a centre in which the actor reviews. Raises NotFound, PermissionMissing."""
    attempt = db.get(ExerciseAttempt, attempt_id)
    if attempt is None:
        raise NotFound("attempt")
    actor.demand(Permission.ASSESSMENT_REVIEW, attempt.centre_id)
    if attempt.student_id == actor.user_id:
        raise RelationMissing("Nobody reviews their own work.")
    return attempt


def take_claim(db: Session, actor: Actor, attempt: ExerciseAttempt, *, now: datetime) -> AssessmentReview:
    """The same for an attempt that has been found; holds the student's exercise until the end of the transaction."""
    hold_exercise(db, attempt.student_id, attempt.exercise_id)
    db.refresh(attempt)
    review = _review_of(db, attempt)
    if attempt.status is AttemptStatus.GRADED or (review and review.status is AssessmentStatus.COMPLETED):
        raise AlreadyReviewed
    if attempt.status not in REVIEWABLE:
        raise NothingToReview
    if review is not None and review.assessor_id != actor.user_id:
        _refuse_if_anothers(db, review, attempt, now=now)
    if review is None:
        review = _new_review(db, actor, attempt)
    is_new_claim = review.assessor_id != actor.user_id or not is_held(review.claimed_until, now)
    review.assessor_id, review.status = actor.user_id, AssessmentStatus.IN_REVIEW
    review.claimed_until = now + CLAIM_HOLDS_FOR
    db.flush()
    if is_new_claim:
        record_review(db, actor, "REVIEW_CLAIM", review, after={"attemptId": attempt.id})
    return review


def _review_of(db: Session, attempt: ExerciseAttempt) -> AssessmentReview | None:
    found = sa.select(AssessmentReview).where(
        AssessmentReview.centre_id == attempt.centre_id, AssessmentReview.exercise_attempt_id == attempt.id
    )
    return db.scalar(found.execution_options(populate_existing=True))


def _refuse_if_anothers(db: Session, review: AssessmentReview, attempt: ExerciseAttempt, *, now: datetime) -> None:
    name = db.scalar(sa.select(AppUser.name).where(AppUser.id == review.assessor_id)) or FORMER_MEMBER
    if review.claimed_until is not None and is_held(review.claimed_until, now):
        raise ClaimedByAnother(name, review.claimed_until)
    until = reserved_until(review.returned_at, attempt.submitted_at)
    if until is not None and is_held(until, now):
        raise Reserved(name, until)


def _new_review(db: Session, actor: Actor, attempt: ExerciseAttempt) -> AssessmentReview:
    rubric = rubric_for(db, centre_id=attempt.centre_id, exercise_id=attempt.exercise_id)
    review = AssessmentReview(
        id=new_id(),
        centre_id=attempt.centre_id,
        student_id=attempt.student_id,
        exercise_attempt_id=attempt.id,
        assessor_id=actor.user_id,
        rubric_centre_id=rubric.centre_id if rubric else None,
        rubric_id=rubric.id if rubric else None,
        criteria_scores=[],
        question_scores=[],
        claimed_until=None,
    )
    db.add(review)
    return review


def release_claim(db: Session, actor: Actor, *, review_id: UUID) -> AssessmentReview:
    """Lets go of one's own claim; what was entered stays. Released already, nothing changes.

    Raises NotFound, RelationMissing for another's.
    """
    review = db.get(AssessmentReview, review_id)
    if review is None:
        raise NotFound("review")
    attempt = attempt_to_review(db, actor, review.exercise_attempt_id)
    hold_exercise(db, attempt.student_id, attempt.exercise_id)
    db.refresh(review)
    if review.assessor_id != actor.user_id:
        raise RelationMissing("Only who holds the claim lets go of it.")
    if review.status is AssessmentStatus.IN_REVIEW:
        review.status = AssessmentStatus.RETURNED if review.returned_at else AssessmentStatus.PENDING
        review.claimed_until = None
        db.flush()
        record_review(db, actor, "REVIEW_RELEASE", review)
    return review


def record_review(
    db: Session, actor: Actor, action: str, review: AssessmentReview, *, after: dict[str, object] | None = None
) -> None:
    """The audit row of an act of reviewing."""
    record_row(
        db,
        actor,
        Permission.ASSESSMENT_REVIEW,
        action,
        review,
        after={"status": review.status, **(after or {})},
        details={"studentId": review.student_id},
    )
