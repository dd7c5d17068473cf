"""The demo's rubrics for essays, and the reviews that its assessors have done; newer work waits in the queue."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.assessment.models import AssessmentReview
from core_service.assessment.queries.papers import paper_of
from core_service.assessment.rules.scoring import CriterionScore, Paper
from core_service.assessment.rules.states import ReviewDecision
from core_service.assessment.service.claims import claim_work
from core_service.assessment.service.reviews import Entry, Verdict, submit_review
from core_service.assessment.service.rubrics import NewRubric, create_rubric
from core_service.catalogue.models import AssessmentRubric, ContentUnit, Exercise, GradeLevel, Lesson
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.db import FRANCHISE_ID
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus
from seed.demo.centres import KnownCentre

_WAITS: Final = timedelta(days=2)
_STILL_WAITING: Final = 6
"""The newest pieces stay in the queue, so that there is something to mark on any day of the week."""
_FEEDBACK: Final = (
    "You tell it so that I can see it. Read it aloud once more: where do you breathe? There goes a full stop."
)


def _criterion(name: str, description: str, points: int, best: str) -> dict[str, object]:
    levels = [{"points": points, "description": best}, {"points": points // 2, "description": "In parts"}]
    return {"name": name, "description": description, "maxPoints": points, "levels": levels}


_ESSAY: Final = (
    _criterion("Ideas", "Is there something to tell, and does it stay with it?", 4, "One clear thought, well told"),
    _criterion("Order", "Beginning, middle and end", 3, "Each part leads to the next"),
    _criterion("Language", "Words, sentences and spelling", 3, "Chosen with care, hardly a mistake"),
)


def write_rubrics(db: Session, author: Actor) -> None:
    """One for essays in every course and level that has some. Needs the franchise's scope."""
    wanted = (
        sa.select(ContentUnit.course_id, GradeLevel.level, GradeLevel.id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .join(Lesson, Lesson.unit_id == ContentUnit.id)
        .join(Exercise, Exercise.lesson_id == Lesson.id)
        .where(ContentUnit.centre_id == FRANCHISE_ID, Exercise.exercise_type == ExerciseType.LONG_ANSWER)
        .distinct()
    )
    held = sa.select(AssessmentRubric.course_id, AssessmentRubric.grade_level_id).where(
        AssessmentRubric.centre_id == FRANCHISE_ID, AssessmentRubric.exercise_type == ExerciseType.LONG_ANSWER
    )
    written = {tuple(row) for row in db.execute(held)}
    for course_id, level, level_id in db.execute(wanted).all():
        if (course_id, level_id) not in written:
            new = NewRubric(
                course_id=course_id,
                level=level,
                exercise_type=ExerciseType.LONG_ANSWER,
                name="Essay",
                criteria=[dict(each) for each in _ESSAY],
            )
            create_rubric(db, author, centre_id=FRANCHISE_ID, new=new)


def review_old_work(db: Session, centre: KnownCentre, *, now: datetime, say: Callable[[str], None]) -> None:
    """Marks what is older than two days, but for the newest few, unless anything was ever reviewed. Needs the scope."""
    reviewed = sa.select(AssessmentReview.id).where(AssessmentReview.centre_id == centre.id)
    if db.scalar(reviewed.limit(1)) is not None:
        return
    role = centre.cast.assessing_role
    assessor = centre.actor(centre.cast.account_of(role), role)
    waiting = sa.select(ExerciseAttempt).where(
        ExerciseAttempt.centre_id == centre.id,
        ExerciseAttempt.status == AttemptStatus.UNDER_REVIEW,
    )
    found = db.scalars(waiting.order_by(ExerciseAttempt.submitted_at)).all()
    attempts = [each for each in found[:-_STILL_WAITING] if each.submitted_at and each.submitted_at < now - _WAITS]
    for attempt in attempts:
        review = claim_work(db, assessor, attempt_id=attempt.id, now=now)
        entry = _entry(paper_of(db, review, attempt))
        verdict = Verdict(decision=ReviewDecision.COMPLETE)
        submit_review(db, assessor, attempt_id=attempt.id, entry=entry, verdict=verdict, now=now)
    if attempts:
        say(f"{centre.cast.name}: {len(attempts)} pieces of work were reviewed")


def _entry(paper: Paper) -> Entry:
    """Good work, but for the last criterion."""
    if not paper.criteria:
        return Entry(overall=round(paper.max_score * 0.9), feedback=_FEEDBACK)
    full = [CriterionScore(each.name, each.max_points) for each in paper.criteria]
    last = CriterionScore(full[-1].name, max(paper.criteria[-1].max_points - 1, 0), "Nearly.")
    return Entry(criteria=(*full[:-1], last), feedback=_FEEDBACK)
