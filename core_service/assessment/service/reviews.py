"""Reviews: drafts that outlive their claim, completion and return (R092, R181, R182, R186, C20, C50)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.assessment.models import AssessmentReview
from core_service.assessment.queries.papers import marks_of, paper_of
from core_service.assessment.queries.progress import open_recommendations
from core_service.assessment.rules.scoring import CriterionScore, Marks, Paper, mark_problems, marked_answers, result_of
from core_service.assessment.rules.states import AdviceDecision, AssessmentStatus, RecommendationKind, ReviewDecision
from core_service.assessment.service.claims import attempt_to_review, record_review, take_claim
from core_service.assessment.service.profiles import set_profile
from core_service.assessment.service.recommendations import Decision, decide
from core_service.foundation.errors import Invalid, NotFound
from core_service.foundation.jobs import schedule
from core_service.learners.rules import Learner, ProfileMetric
from core_service.learners.service import ProfileEdit
from core_service.work.models import ExerciseAttempt
from core_service.work.service.marking import course_of, give_back, grade_by_hand
from core_service.work.service.places import Place, place_of

REVIEW_RETURNED = "notifications.review_returned"
"""Promised for each return; its arguments are `{reviewId}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an assessor enters: None leaves what was saved before, a list replaces it."""

    criteria: tuple[CriterionScore, ...] | None = None
    questions: Mapping[int, float] | None = None
    overall: float | None = None
    feedback: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelAdvice:
    """The assessor's word about the level, with the review that led to it."""

    decision: AdviceDecision
    recommendation_id: UUID | None = None
    new_level: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a review ends; advice and metrics belong to a completion."""

    decision: ReviewDecision
    advice: LevelAdvice | None = None
    metrics: Mapping[ProfileMetric, float] = field(default_factory=dict)


def attempt_of_review(db: Session, review_id: UUID) -> UUID:
    """The attempt that a review is about. Raises NotFound."""
    review = db.get(AssessmentReview, review_id)
    if review is None:
        raise NotFound("review")
    return review.exercise_attempt_id


def save_draft(db: Session, actor: Actor, *, review_id: UUID, entry: Entry, now: datetime) -> AssessmentReview:
    """Keeps unfinished marks and renews the claim. Raises what `claim_work` raises, Invalid for impossible marks."""
    attempt = attempt_to_review(db, actor, attempt_of_review(db, review_id))
    review = take_claim(db, actor, attempt, now=now)
    paper = paper_of(db, review, attempt)
    _enter(review, paper, entry)
    db.flush()
    record_review(db, actor, "REVIEW_DRAFT", review)
    return review


def _enter(review: AssessmentReview, paper: Paper, entry: Entry) -> Marks:
    """Takes over what was entered; an overall score that is not repeated gives way to newly entered questions."""
    saved = marks_of(review)
    marks = Marks(
        criteria=saved.criteria if entry.criteria is None else entry.criteria,
        questions=saved.questions if entry.questions is None else entry.questions,
        overall=entry.overall if entry.overall is not None or entry.questions is not None else saved.overall,
    )
    if problems := list(mark_problems(paper, marks)):
        raise Invalid("Some marks are not possible.", errors=problems)
    most = {each.name: each.max_points for each in paper.criteria}
    review.criteria_scores = [
        {"criterionName": each.name, "score": each.score, "maxScore": most[each.name], "comment": each.comment}
        for each in marks.criteria
    ]
    review.question_scores = [
        {"questionIndex": index, "score": score} for index, score in sorted((marks.questions or {}).items())
    ]
    review.overall_score = marks.overall
    review.feedback = review.feedback if entry.feedback is None else entry.feedback
    return marks


def submit_review(
    db: Session, actor: Actor, *, attempt_id: UUID, entry: Entry, verdict: Verdict, now: datetime
) -> AssessmentReview:
    """Completes the review, which grades the attempt, or gives the work back; it need not have been claimed.

    Raises what `claim_work`, `result_of`, `give_back` and `decide` raise; Invalid for a return without words.
    """
    attempt = attempt_to_review(db, actor, attempt_id)
    place = place_of(db, attempt)
    review = take_claim(db, actor, attempt, now=now)
    paper = paper_of(db, review, attempt)
    marks = _enter(review, paper, entry)
    if verdict.decision is ReviewDecision.RETURN:
        _return(db, actor, review, attempt, verdict, now=now)
    else:
        _complete(db, actor, review, attempt, place, paper, marks, now=now)
        _change_profile(db, actor, review, attempt, verdict, now=now)
    return review


def _return(
    db: Session, actor: Actor, review: AssessmentReview, attempt: ExerciseAttempt, verdict: Verdict, *, now: datetime
) -> None:
    """What was given question by question is forgotten: the answers will be others."""
    if verdict.advice is not None or verdict.metrics:
        raise Invalid.field("decision", "advice and metrics belong to a review that is completed")
    if not (review.feedback or "").strip():
        raise Invalid.field("feedback", "tells the student what to put right")
    give_back(db, attempt=attempt, feedback=review.feedback or "")
    review.question_scores, review.overall_score = [], None
    review.status, review.returned_at, review.claimed_until = AssessmentStatus.RETURNED, now, None
    db.flush()
    arguments = {"reviewId": str(review.id)}
    schedule(db, REVIEW_RETURNED, centre_id=review.centre_id, due_at=now, key=str(review.id), arguments=arguments)
    record_review(db, actor, "REVIEW_RETURN", review, after={"attemptId": attempt.id})


def _complete(
    db: Session,
    actor: Actor,
    review: AssessmentReview,
    attempt: ExerciseAttempt,
    place: Place,
    paper: Paper,
    marks: Marks,
    *,
    now: datetime,
) -> None:
    result = result_of(paper, marks)
    review.overall_score, review.max_score = result.overall_score, result.max_score
    review.status, review.reviewed_at, review.claimed_until = AssessmentStatus.COMPLETED, now, None
    grade_by_hand(
        db,
        attempt=attempt,
        place=place,
        score=result.of(attempt.max_score),
        answers=marked_answers(paper, attempt.answers, marks),
        feedback=review.feedback,
        now=now,
    )
    after: dict[str, object] = {"attemptId": attempt.id, "score": attempt.score, "maxScore": attempt.max_score}
    record_review(db, actor, "REVIEW_COMPLETE", review, after=after)


def _change_profile(
    db: Session, actor: Actor, review: AssessmentReview, attempt: ExerciseAttempt, verdict: Verdict, *, now: datetime
) -> None:
    """The level first, so that a placement may bring its metrics along (R188)."""
    learner = Learner(attempt.centre_id, attempt.student_id, course_of(db, attempt.exercise_id))
    if verdict.advice is not None:
        _follow_advice(db, actor, review, learner, verdict.advice, now=now)
    if verdict.metrics:
        edit = ProfileEdit(metrics=verdict.metrics, reason="Assessment review", review_id=review.id)
        set_profile(db, actor, learner=learner, edit=edit, now=now)


def _follow_advice(
    db: Session, actor: Actor, review: AssessmentReview, learner: Learner, advice: LevelAdvice, *, now: datetime
) -> None:
    recommended = advice.recommendation_id or _only_open_level(db, learner)
    if recommended is not None:
        word = Decision(decision=advice.decision, new_level=advice.new_level, reason=advice.reason, review_id=review.id)
        found = decide(db, actor, recommendation_id=recommended, word=word, now=now)
        if (found.student_id, found.course_id) != (learner.student_id, learner.course_id):
            raise Invalid.field("advice.recommendationId", "is about another student or course")
    elif advice.decision is AdviceDecision.ADJUST and advice.new_level is not None:
        edit = ProfileEdit(level=advice.new_level, reason=advice.reason, review_id=review.id)
        set_profile(db, actor, learner=learner, edit=edit, now=now)
    else:
        raise Invalid.field("advice.recommendationId", "names which open recommendation is meant")


def _only_open_level(db: Session, learner: Learner) -> UUID | None:
    """The open recommendation about the level, if there is exactly one."""
    found = [each.id for each in open_recommendations(db, learner) if each.kind is not RecommendationKind.UNIT_MASTERED]
    return found[0] if len(found) == 1 else None
