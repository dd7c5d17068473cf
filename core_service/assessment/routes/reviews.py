"""The queue, claims and reviews (R091, R092, R180 to R182)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.assessment.errors import UploadUnknown
from core_service.assessment.queries import queue, reviews
from core_service.assessment.rules.scoring import CriterionScore
from core_service.assessment.schemas.reviews import (
    ClaimRequest,
    EntryRequest,
    QueuePage,
    QueueQuery,
    ReviewRequest,
    ReviewSchema,
)
from core_service.assessment.service import claims, reviews as changes
from core_service.foundation.errors import FieldError, Invalid
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime
from core_service.learners.rules import ProfileMetric

blueprint = Blueprint("assessment", __name__, url_prefix="/api/assessment", description="The queue and reviews")


@blueprint.get("/queue")
@requires(Permission.ASSESSMENT_QUEUE_VIEW)
@blueprint.arguments(QueueQuery, location="query")
@blueprint.response(200, QueuePage)
def waiting(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Work that waits for an assessor: the caller's own resubmissions first, then oldest first."""
    limit, cursor = wanted.pop("limit"), queue.queue_cursor(wanted.pop("cursor"))
    asked = queue.QueueFilter(is_available=wanted.pop("available"), **wanted)
    found = queue.waiting_work(db, actor, asked, cursor=cursor, now=runtime().clock.now(), limit=limit)
    shown = found[:limit]
    return {"items": shown, "next_cursor": shown[-1].cursor.text() if len(found) > limit else None}


@blueprint.post("/claim")
@requires(Permission.ASSESSMENT_REVIEW)
@blueprint.arguments(ClaimRequest)
@blueprint.response(200, ReviewSchema)
def claim(db: Session, actor: Actor, wanted: dict[str, Any]) -> reviews.ReviewView:
    """Take a piece of work for fifteen minutes; again, for longer."""
    if wanted["upload_id"] is not None:
        raise UploadUnknown
    review = claims.claim_work(db, actor, attempt_id=wanted["attempt_id"], now=runtime().clock.now())
    return reviews.review_view(db, actor, review)


@blueprint.post("/review")
@requires(Permission.ASSESSMENT_REVIEW)
@blueprint.arguments(ReviewRequest)
@blueprint.response(200, ReviewSchema)
def review(db: Session, actor: Actor, wanted: dict[str, Any]) -> reviews.ReviewView:
    """Complete a review, which grades the work, or return it to the student."""
    if wanted["upload_id"] is not None:
        raise UploadUnknown
    attempt_id = wanted["attempt_id"] or changes.attempt_of_review(db, wanted["review_id"])
    advice = changes.LevelAdvice(**wanted["advice"]) if wanted["advice"] else None
    verdict = changes.Verdict(decision=wanted["decision"], advice=advice, metrics=metrics_of(wanted["metrics"]))
    done = changes.submit_review(
        db, actor, attempt_id=attempt_id, entry=_entry(wanted), verdict=verdict, now=runtime().clock.now()
    )
    return reviews.review_view(db, actor, done)


@blueprint.get("/reviews/<uuid:review_id>")
@requires(Permission.ASSESSMENT_QUEUE_VIEW)
@blueprint.response(200, ReviewSchema)
def show(db: Session, actor: Actor, review_id: UUID) -> reviews.ReviewView:
    """One review with the work and its rubric."""
    return reviews.review_by_id(db, actor, review_id)


@blueprint.put("/reviews/<uuid:review_id>/draft")
@requires(Permission.ASSESSMENT_REVIEW)
@blueprint.arguments(EntryRequest)
@blueprint.response(200, ReviewSchema)
def draft(db: Session, actor: Actor, wanted: dict[str, Any], review_id: UUID) -> reviews.ReviewView:
    """Keep unfinished marks; the claim is renewed."""
    saved = changes.save_draft(db, actor, review_id=review_id, entry=_entry(wanted), now=runtime().clock.now())
    return reviews.review_view(db, actor, saved)


@blueprint.post("/reviews/<uuid:review_id>/release")
@requires(Permission.ASSESSMENT_REVIEW)
@blueprint.response(200, ReviewSchema)
def release(db: Session, actor: Actor, review_id: UUID) -> reviews.ReviewView:
    """Let go of a claim; what was entered stays."""
    return reviews.review_view(db, actor, claims.release_claim(db, actor, review_id=review_id))


def _entry(wanted: Mapping[str, Any]) -> changes.Entry:
    criteria, scores = wanted["criteria_scores"], wanted["scores"]
    return changes.Entry(
        criteria=None if criteria is None else tuple(_criterion(each) for each in criteria),
        questions=None if scores is None else _by_question(scores),
        overall=wanted["overall_score"],
        feedback=wanted["feedback"],
    )


def _criterion(given: Mapping[str, Any]) -> CriterionScore:
    return CriterionScore(given["criterion_name"], given["score"], given["comment"])


def _by_question(scores: list[Mapping[str, Any]]) -> dict[int, float]:
    given: dict[int, float] = {}
    for place, each in enumerate(scores):
        index = each["question_index"]
        if index in given:
            problem = FieldError(f"scores.{place}.questionIndex", f"question {index} is scored twice")
            raise Invalid("A question is scored twice.", errors=[problem])
        given[index] = each["score"]
    return given


def metrics_of(given: Mapping[str, float] | None) -> dict[ProfileMetric, float]:
    """By metric, as sent under the metrics' own names."""
    return {ProfileMetric(name.upper()): value for name, value in (given or {}).items()}
