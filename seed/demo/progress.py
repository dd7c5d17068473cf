"""What the demo's last lessons have shown of levels: recommended by the system, decided in part by an assessor."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.assessment.models import ProgressRecommendation
from core_service.assessment.rules.states import AdviceDecision, RecommendationKind
from core_service.assessment.service.progress import look_at_progress
from core_service.assessment.service.recommendations import Decision, decide
from core_service.foundation.models import PendingJob
from core_service.learners.rules import Learner
from core_service.work.service.marking import LOOK_AT_PROGRESS
from seed.demo.centres import KnownCentre

_DECIDED_AFTER = timedelta(hours=2)
_DECISIONS = (
    Decision(decision=AdviceDecision.CONFIRM),
    Decision(decision=AdviceDecision.DECLINE, reason="One more piece of it first, without any help."),
)
"""On the oldest recommendations, one each; whatever is left waits."""


def look_at_last_lessons(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """As the worker would have, once for each student and course. Needs the centre's scope.

    Where something was ever recommended, the worker does it.
    """
    known = sa.select(ProgressRecommendation.id).where(ProgressRecommendation.centre_id == centre.id)
    if db.scalar(known.limit(1)) is not None:
        return
    waiting = sa.select(PendingJob).where(
        PendingJob.centre_id == centre.id, PendingJob.name == LOOK_AT_PROGRESS, PendingJob.done_at.is_(None)
    )
    newest: dict[tuple[str, str], datetime] = {}
    for job in db.scalars(waiting.order_by(PendingJob.due_at).with_for_update(skip_locked=True)):
        newest[job.arguments["studentId"], job.arguments["courseId"]] = job.done_at = job.due_at
    for student in centre.cast.students:
        for slug, _ in student.levels:
            learner = Learner(centre.id, centre.people[student.account], centre.courses[slug])
            if at := newest.get((str(learner.student_id), str(learner.course_id))):
                look_at_progress(db, learner, now=at)
    _decide_some(db, centre)


def _decide_some(db: Session, centre: KnownCentre) -> None:
    places = {centre.people[student.account]: place for place, student in enumerate(centre.cast.students)}
    made = sa.select(ProgressRecommendation).where(
        ProgressRecommendation.centre_id == centre.id, ProgressRecommendation.kind == RecommendationKind.UNIT_MASTERED
    )
    found = sorted(db.scalars(made), key=lambda each: (each.created_at, places[each.student_id]))
    role = centre.cast.assessing_role
    assessor = centre.actor(centre.cast.account_of(role), role)
    if len(found) > len(_DECISIONS):
        for each, word in zip(found, _DECISIONS, strict=False):
            decide(db, assessor, recommendation_id=each.id, word=word, now=each.created_at + _DECIDED_AFTER)
