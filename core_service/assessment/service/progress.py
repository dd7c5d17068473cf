"""Looks at a student's progress after each graded attempt and recommends; only a person decides (R182, C21)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.assessment.models import ProgressRecommendation
from core_service.assessment.queries.progress import content_centre_of, declined, level_below, open_recommendations
from core_service.assessment.rules.advice import Advice, Levels, advice_of, evidence_of, is_news, placement_advice
from core_service.assessment.rules.states import RecommendationKind, RecommendationStatus
from core_service.audit.service import record_row
from core_service.catalogue.models import Exercise
from core_service.learners.rules import Learner
from core_service.learners.service import hold_profile
from core_service.work.queries.situation import situation_of
from core_service.work.rules.next_content import Situation
from core_service.work.rules.placement import placement_step
from shared.ids import new_id

_OF_THE_SYSTEM = frozenset(RecommendationKind) - {RecommendationKind.PROPOSAL}


def look_at_progress(db: Session, learner: Learner, *, now: datetime) -> None:
    """Makes what holds now an open recommendation, and withdraws what no longer does. Looking again changes nothing."""
    hold_profile(db, learner)
    situation = situation_of(db, learner, session_id=None)
    advice = {each.subject: each for each in _advice(db, learner, situation)}
    stored = {
        (each.kind, each.unit_id): each for each in open_recommendations(db, learner) if each.kind in _OF_THE_SYSTEM
    }
    for subject, gone in stored.items():
        if subject not in advice:
            gone.status, gone.decided_at = RecommendationStatus.WITHDRAWN, now
            _record(db, "RECOMMENDATION_WITHDRAW", gone)
    declined_at = declined(db, learner)
    titles = _titles(db, advice.values())
    for subject, each in advice.items():
        if subject in stored:
            _bring_up_to_date(stored[subject], each, titles)
        elif is_news(each, declined_at.get(subject), situation.policy):
            _add(db, learner, each, titles, now=now)
    db.flush()


def _advice(db: Session, learner: Learner, situation: Situation) -> list[Advice]:
    if situation.level is None:
        ground = situation.placement
        if ground is None or not ground.levels or not any(each.submitted_at for each in situation.tries):
            return []
        return [placement_advice(placement_step(ground, situation.tries, situation.policy), situation.tries)]
    levels = Levels(
        situation.level.level,
        situation.level.label,
        above=situation.next_level.level if situation.next_level else None,
        below=level_below(db, learner.course_id, situation.level.level),
    )
    units = {each.unit_id: each.unit_title for each in situation.level.lessons}
    found = situation.rule.findings(situation.course_so_far())
    return list(advice_of(found, levels, units, situation.policy))


def _titles(db: Session, advice: Iterable[Advice]) -> dict[UUID, str]:
    ids = {each.exercise_id for one in advice for each in one.evidence}
    return dict(db.execute(sa.select(Exercise.id, Exercise.title).where(Exercise.id.in_(ids))).all()) if ids else {}


def _bring_up_to_date(stored: ProgressRecommendation, advice: Advice, titles: Mapping[UUID, str]) -> None:
    stored.words, stored.to_level = advice.words, advice.to_level
    evidence = evidence_of(advice.evidence, titles)
    if stored.evidence != evidence:
        stored.evidence = evidence


def _add(db: Session, learner: Learner, advice: Advice, titles: Mapping[UUID, str], *, now: datetime) -> None:
    made = ProgressRecommendation(
        id=new_id(),
        created_at=now,
        centre_id=learner.centre_id,
        content_centre_id=content_centre_of(db, learner.course_id),
        student_id=learner.student_id,
        course_id=learner.course_id,
        kind=advice.kind,
        unit_id=advice.unit_id,
        from_level=advice.from_level,
        to_level=advice.to_level,
        words=advice.words,
        evidence=evidence_of(advice.evidence, titles),
    )
    db.add(made)
    _record(db, "RECOMMENDATION_MAKE", made)


def _record(db: Session, action: str, made: ProgressRecommendation) -> None:
    record_row(
        db,
        None,
        None,
        action,
        made,
        after={"kind": made.kind, "studentId": made.student_id, "courseId": made.course_id, "level": made.to_level},
    )
