"""The ledger: each claim is settled to what it is worth now, by further rows alone, once however often (C25)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core_service.rewards.models import RewardStanding, XpCredit
from core_service.rewards.rules.points import Claim, deltas
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Worth:
    """What a claim is worth, when it was earned, and in which course (its id and its centre's)."""

    points: int
    earned_at: datetime
    course: tuple[UUID, UUID] | None = None


def hold_standing(db: Session, *, centre_id: UUID, student_id: UUID, now: datetime) -> RewardStanding:
    """The student's row, made when it is first needed, locked: one change of their ledger at a time."""
    fresh = {"points": 0, "streak": 0, "longest_streak": 0, "created_at": now, "updated_at": now}
    new = insert(RewardStanding).values(id=new_id(), centre_id=centre_id, student_id=student_id, **fresh)
    db.execute(new.on_conflict_do_nothing())
    own = sa.select(RewardStanding).where(
        RewardStanding.centre_id == centre_id, RewardStanding.student_id == student_id
    )
    return db.scalars(own.with_for_update().execution_options(populate_existing=True)).one()


def settle(
    db: Session,
    standing: RewardStanding,
    wanted: Mapping[Claim, Worth],
    credited: Mapping[Claim, tuple[int, int]],
    *,
    now: datetime,
) -> int:
    """Adds what is owed for these claims, and takes back what is credited and not wanted; returns the change."""
    owed = deltas(
        {claim: worth.points for claim, worth in wanted.items()},
        {claim: points for claim, (points, _) in credited.items()},
    )
    earned_at = {claim: wanted[claim].earned_at if claim in wanted else now for claim in owed}
    for claim in sorted(owed, key=lambda each: (earned_at[each], each)):
        worth, points = wanted.get(claim), owed[claim]
        _, revision = credited.get(claim, (0, 0))
        course_id, course_centre = worth.course if worth and worth.course else (None, standing.centre_id)
        db.add(
            XpCredit(
                id=new_id(),
                created_at=now,
                centre_id=standing.centre_id,
                content_centre_id=course_centre,
                student_id=standing.student_id,
                reason=claim[0],
                about=claim[1],
                revision=revision,
                points=points,
                course_id=course_id,
                earned_at=earned_at[claim],
            )
        )
    change = sum(owed.values())
    if change:
        standing.points += change
        standing.updated_at = now
    db.flush()
    return change
