"""Awards the badges that a student has earned since the last look; the student is told of each."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core_service.centres.queries import settings_of_centre
from core_service.foundation.jobs import Promise, schedule_each
from core_service.rewards.models import BadgeAward, RewardStanding
from core_service.rewards.queries.efforts import badge_counts
from core_service.rewards.rules.badges import BADGES, Badge, earned
from shared.ids import new_id

TELL_BADGE = "notifications.badge_earned"
"""Promised for each step of a badge; `{studentId, badge, step, words}`."""


def award_badges(db: Session, standing: RewardStanding, *, now: datetime) -> None:
    """For a held standing; a badge that is there already stays as it is."""
    own = sa.select(BadgeAward.badge, BadgeAward.step).where(
        BadgeAward.centre_id == standing.centre_id, BadgeAward.student_id == standing.student_id
    )
    threshold = settings_of_centre(db, standing.centre_id).mastery_threshold
    counts = badge_counts(
        db, standing.centre_id, standing.student_id, longest_streak=standing.longest_streak, threshold=threshold
    )
    new = sorted(earned(counts) - {(badge, step) for badge, step in db.execute(own)})
    if not new:
        return
    shared = {"centre_id": standing.centre_id, "student_id": standing.student_id}
    rows = [
        shared | {"id": new_id(), "badge": badge, "step": step, "awarded_at": now, "created_at": now}
        for badge, step in new
    ]
    db.execute(insert(BadgeAward).values(rows).on_conflict_do_nothing())
    promises = [
        Promise(now, f"{standing.student_id} {badge} {step}", _told(standing, badge, step)) for badge, step in new
    ]
    schedule_each(db, TELL_BADGE, centre_id=standing.centre_id, promises=promises)


def _told(standing: RewardStanding, badge: Badge, step: int) -> dict[str, object]:
    rule = BADGES[badge]
    named = rule.name if step == 1 else f"{rule.name} {step}"
    words = f"{rule.words}: {rule.steps[step - 1]}"
    return {"studentId": str(standing.student_id), "badge": named, "step": step, "words": words}
