"""What a student sees of their points and badges, and staff and parents of a child's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import Course, Exercise
from core_service.centres.queries import settings_of_centre
from core_service.rewards.models import BadgeAward, RewardStanding, XpCredit
from core_service.rewards.queries.efforts import badge_counts, newest_in_row
from core_service.rewards.rules.badges import BADGES, Badge, BadgeProgress, progress
from core_service.rewards.rules.points import PointsLevel, XpReason, points_level
from core_service.sessions.models import TutoringSession

_RECENT = 20
_SHOWN_OF_ROW = 4


@dataclass(frozen=True, slots=True)
class BadgeView:
    """A badge with its words."""

    progress: BadgeProgress
    name: str
    words: str
    steps: tuple[int, ...]
    awarded_at: datetime | None
    """When its newest step was earned."""


@dataclass(frozen=True, slots=True)
class CreditView:
    """A line of the ledger; `title` is the name of the session, exercise or course that it is about."""

    credit: XpCredit
    title: str


@dataclass(frozen=True, slots=True)
class Rewards:
    """All of one student at one centre."""

    centre_id: UUID
    student_id: UUID
    points: int
    level: PointsLevel
    streak: int
    newest_in_row: Sequence[datetime]
    """When the newest sessions of the streak began, oldest first."""
    longest_streak: int
    badges: Sequence[BadgeView]
    recent: Sequence[CreditView]


def rewards_of(db: Session, *, centre_id: UUID, student_id: UUID) -> Rewards:
    """In a fixed number of statements."""
    standing = db.scalar(
        sa.select(RewardStanding).where(RewardStanding.centre_id == centre_id, RewardStanding.student_id == student_id)
    )
    points, streak, longest = (standing.points, standing.streak, standing.longest_streak) if standing else (0, 0, 0)
    threshold = settings_of_centre(db, centre_id).mastery_threshold
    counts = badge_counts(db, centre_id, student_id, longest_streak=longest, threshold=threshold)
    return Rewards(
        centre_id=centre_id,
        student_id=student_id,
        points=points,
        level=points_level(points),
        streak=streak,
        newest_in_row=newest_in_row(db, centre_id, student_id, min(streak, _SHOWN_OF_ROW)),
        longest_streak=longest,
        badges=_badges(db, centre_id, student_id, counts),
        recent=_recent(db, centre_id, student_id),
    )


def _badges(db: Session, centre_id: UUID, student_id: UUID, counts: Mapping[Badge, int]) -> list[BadgeView]:
    found = sa.select(BadgeAward.badge, BadgeAward.step, BadgeAward.awarded_at).where(
        BadgeAward.centre_id == centre_id, BadgeAward.student_id == student_id
    )
    awards = {(badge, step): at for badge, step, at in db.execute(found)}
    return [
        BadgeView(each, rule.name, rule.words, rule.steps, awards.get((each.badge, each.step)))
        for each in progress(counts, frozenset(awards))
        for rule in [BADGES[each.badge]]
    ]


def _recent(db: Session, centre_id: UUID, student_id: UUID) -> list[CreditView]:
    found = sa.select(XpCredit).where(XpCredit.centre_id == centre_id, XpCredit.student_id == student_id)
    rows = db.scalars(found.order_by(XpCredit.created_at.desc(), XpCredit.id.desc()).limit(_RECENT)).all()
    titles = _titles(db, rows)
    return [CreditView(row, titles.get(_subject(row), "")) for row in rows]


def _subject(row: XpCredit) -> UUID:
    return UUID(row.about.partition(" ")[0])


def _titles(db: Session, rows: Sequence[XpCredit]) -> dict[UUID, str]:
    """Names of sessions, exercises and courses, in three statements."""
    titles: dict[UUID, str] = {}
    for reasons, id, name in (
        ((XpReason.ATTENDANCE, XpReason.STREAK), TutoringSession.id, TutoringSession.name),
        ((XpReason.COMPLETION,), Exercise.id, Exercise.title),
        ((XpReason.LEVEL,), Course.id, Course.name),
    ):
        ids = {_subject(row) for row in rows if row.reason in reasons}
        titles |= dict(db.execute(sa.select(id, name).where(id.in_(ids))).all())
    return titles
