"""An assessor's word about where a student stands, and what else it settles (R093, R184, C21, C33, C34)."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.assessment.models import ProgressRecommendation
from core_service.assessment.rules.states import RecommendationKind, RecommendationStatus
from core_service.learners.rules import Learner
from core_service.learners.service import ProfileChanged, ProfileEdit, change_profile, reopen_units
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import PLANNED


def set_profile(db: Session, actor: Actor, *, learner: Learner, edit: ProfileEdit, now: datetime) -> ProfileChanged:
    """Changes level and metrics. With a new level, open recommendations of the course are over.

    After a regression the confirmed units of that level and above are open again; a placement shows in the
    student's sessions that are not over. Raises what `change_profile` raises.
    """
    changed = change_profile(db, actor, learner=learner, edit=edit, now=now)
    if changed.level_before == changed.level_after:
        return changed
    withdraw_open(db, learner, RecommendationKind, now=now)
    if changed.level_before is None:
        _show_in_sessions(db, learner, changed)
    elif changed.level_after < changed.level_before:
        reopen_units(db, learner, from_level=changed.level_after, now=now)
    return changed


def withdraw_open(db: Session, learner: Learner, kinds: Iterable[RecommendationKind], *, now: datetime) -> None:
    """What else was decided, or is proposed, takes the place of the learner's open recommendations of these kinds."""
    db.execute(
        sa.update(ProgressRecommendation)
        .where(
            ProgressRecommendation.centre_id == learner.centre_id,
            ProgressRecommendation.student_id == learner.student_id,
            ProgressRecommendation.course_id == learner.course_id,
            ProgressRecommendation.kind.in_(list(kinds)),
            ProgressRecommendation.status == RecommendationStatus.OPEN,
        )
        .values(status=RecommendationStatus.WITHDRAWN, decided_at=now, updated_at=now)
        .execution_options(synchronize_session=False)
    )


def _show_in_sessions(db: Session, learner: Learner, changed: ProfileChanged) -> None:
    """A place that was given before the placement has no level to remember yet (C47)."""
    to_come = sa.select(TutoringSession.id).where(
        TutoringSession.centre_id == learner.centre_id,
        TutoringSession.status.in_(PLANNED),
    )
    db.execute(
        sa.update(StudentSessionEnrollment)
        .where(
            StudentSessionEnrollment.centre_id == learner.centre_id,
            StudentSessionEnrollment.student_id == learner.student_id,
            StudentSessionEnrollment.course_id == learner.course_id,
            StudentSessionEnrollment.assessed_level_id.is_(None),
            StudentSessionEnrollment.session_id.in_(to_come),
        )
        .values(assessed_level_id=changed.assessment.grade_level_id)
        .execution_options(synchronize_session=False)
    )
