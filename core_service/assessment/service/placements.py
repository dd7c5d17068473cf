"""Placement: the first level of a student in a course, by an assessor's word (C34)."""

from datetime import datetime

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.assessment.errors import AlreadyPlaced
from core_service.assessment.queries.progress import open_recommendations
from core_service.assessment.rules.states import AdviceDecision, RecommendationKind
from core_service.assessment.service.profiles import set_profile
from core_service.assessment.service.recommendations import Decision, decide
from core_service.learners.queries import working_level
from core_service.learners.rules import Learner
from core_service.learners.service import ProfileEdit, hold_profile


def place_student(db: Session, actor: Actor, *, learner: Learner, edit: ProfileEdit, now: datetime) -> None:
    """Sets the first level, and with it decides the suggestion that the placement exercises led to, if there is one.

    Raises PermissionMissing, AlreadyPlaced, and what `change_profile` raises.
    """
    actor.demand(Permission.ACADEMIC_PROFILE_UPDATE, learner.centre_id)
    hold_profile(db, learner)
    level = working_level(db, learner)
    if level is not None:
        raise AlreadyPlaced(level.level)
    found = (each for each in open_recommendations(db, learner) if each.kind is RecommendationKind.PLACEMENT)
    suggestion = next(found, None)
    if suggestion is None:
        set_profile(db, actor, learner=learner, edit=edit, now=now)
        return
    is_confirmed = suggestion.to_level == edit.level
    word = Decision(
        decision=AdviceDecision.CONFIRM if is_confirmed else AdviceDecision.ADJUST,
        new_level=edit.level,
        reason=edit.reason,
        metrics=edit.metrics,
    )
    decide(db, actor, recommendation_id=suggestion.id, word=word, now=now)
