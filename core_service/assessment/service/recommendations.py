"""Recommendations decided by assessors, and proposed by tutors, who never set a level themselves (R182, C21, C49)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.assessment.errors import AlreadyDecided
from core_service.assessment.models import ProgressRecommendation
from core_service.assessment.queries.progress import content_centre_of
from core_service.assessment.rules.states import AdviceDecision, RecommendationKind, RecommendationStatus
from core_service.assessment.service.profiles import set_profile, withdraw_open
from core_service.audit.service import record_row
from core_service.catalogue.models import GradeLevel
from core_service.foundation.errors import Invalid, NotFound
from core_service.learners.queries import working_level
from core_service.learners.rules import Learner, ProfileMetric
from core_service.learners.service import ProfileEdit, confirm_unit, hold_profile
from shared.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an assessor says to a recommendation; `new_level` belongs to ADJUST, `metrics` to a level."""

    decision: AdviceDecision
    new_level: int | None = None
    reason: str | None = None
    metrics: Mapping[ProfileMetric, float] = field(default_factory=dict)
    review_id: UUID | None = None


def decide(
    db: Session, actor: Actor, *, recommendation_id: UUID, word: Decision, now: datetime
) -> ProgressRecommendation:
    """Confirms, adjusts or declines; only confirming and adjusting change anything else.

    Raises NotFound, PermissionMissing, AlreadyDecided, Invalid for an adjustment that says no level, or of a unit.
    """
    found = db.get(ProgressRecommendation, recommendation_id)
    if found is None:
        raise NotFound("recommendation")
    actor.demand(Permission.ACADEMIC_PROFILE_UPDATE, found.centre_id)
    hold_profile(db, Learner(found.centre_id, found.student_id, found.course_id))
    db.refresh(found)
    if found.status is not RecommendationStatus.OPEN:
        raise AlreadyDecided(found.status)
    level = _level_to_set(found, word)
    found.status = _outcome(word.decision)
    found.decided_by_id, found.decided_at, found.decided_level = actor.user_id, now, level
    found.decision_reason, found.review_id = word.reason, word.review_id
    db.flush()
    _record(db, actor, Permission.ACADEMIC_PROFILE_UPDATE, f"RECOMMENDATION_{word.decision.name}", found)
    if word.decision is not AdviceDecision.DECLINE:
        _carry_out(db, actor, found, level, word, now=now)
    return found


def _level_to_set(found: ProgressRecommendation, word: Decision) -> int | None:
    match word.decision:
        case AdviceDecision.CONFIRM:
            return found.to_level
        case AdviceDecision.DECLINE:
            return None
        case AdviceDecision.ADJUST:
            if found.kind is RecommendationKind.UNIT_MASTERED:
                raise Invalid.field("decision", "a unit is confirmed or declined")
            if word.new_level is None:
                raise Invalid.field("newLevel", "is what an adjustment says")
            return word.new_level
        case _:
            assert_never(word.decision)


def _outcome(decision: AdviceDecision) -> RecommendationStatus:
    outcomes = {
        AdviceDecision.CONFIRM: RecommendationStatus.CONFIRMED,
        AdviceDecision.ADJUST: RecommendationStatus.ADJUSTED,
        AdviceDecision.DECLINE: RecommendationStatus.DECLINED,
    }
    return outcomes[decision]


def _carry_out(
    db: Session, actor: Actor, found: ProgressRecommendation, level: int | None, word: Decision, *, now: datetime
) -> None:
    if found.unit_id is not None:
        confirm_unit(db, actor, centre_id=found.centre_id, student_id=found.student_id, unit_id=found.unit_id, now=now)
        return
    is_proposal = found.kind is RecommendationKind.PROPOSAL and word.decision is AdviceDecision.CONFIRM
    edit = ProfileEdit(
        level=level,
        metrics=word.metrics,
        reason=word.reason or found.words,
        is_proposal=is_proposal,
        review_id=word.review_id,
    )
    learner = Learner(found.centre_id, found.student_id, found.course_id)
    set_profile(db, actor, learner=learner, edit=edit, now=now)


def propose_level(
    db: Session, actor: Actor, *, learner: Learner, new_level: int, reason: str, now: datetime
) -> ProgressRecommendation:
    """A tutor's proposal for a student whom they teach; it replaces an open one. Raises Invalid for no such level."""
    actor.demand(Permission.CONTENT_ASSIGN, learner.centre_id)
    if db.scalar(sa.select(GradeLevel.id).where(GradeLevel.level == new_level)) is None:
        raise Invalid.field("newLevel", "is no level that there is")
    hold_profile(db, learner)
    level = working_level(db, learner)
    if level is not None and level.level == new_level:
        raise Invalid.field("newLevel", "is the level at which the student works")
    withdraw_open(db, learner, [RecommendationKind.PROPOSAL], now=now)
    made = ProgressRecommendation(
        id=new_id(),
        created_at=now,
        centre_id=learner.centre_id,
        content_centre_id=content_centre_of(db, learner.course_id),
        student_id=learner.student_id,
        course_id=learner.course_id,
        kind=RecommendationKind.PROPOSAL,
        unit_id=None,
        from_level=level.level if level else None,
        to_level=new_level,
        words=reason,
        evidence=[],
        status=RecommendationStatus.OPEN,
        proposed_by_id=actor.user_id,
    )
    db.add(made)
    db.flush()
    _record(db, actor, Permission.CONTENT_ASSIGN, "LEVEL_PROPOSE", made)
    return made


def _record(db: Session, actor: Actor, permission: Permission, action: str, found: ProgressRecommendation) -> None:
    record_row(
        db,
        actor,
        permission,
        action,
        found,
        after={"status": found.status, "kind": found.kind, "level": found.decided_level or found.to_level},
        details={"studentId": found.student_id, "courseId": found.course_id, "reviewId": found.review_id},
    )
