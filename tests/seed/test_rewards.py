"""The demo's points, badges, boards and notifications agree with the rules, and a second run adds none."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core_service.centres.models import Centre
from core_service.foundation.db import DataScope
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.notifications.models import Notification
from core_service.notifications.service.telling import LETTER
from core_service.rewards.models import BadgeAward, BoardMembership, RewardStanding, XpCredit
from core_service.rewards.rules.points import XpReason
from seed.demo.build import build_demo


def rows(run: Runtime, statement: sa.Executable) -> Sequence[Sequence[Any]]:
    """What the statement finds in all centres."""
    with run.database.open() as db:
        centres = frozenset(db.scalars(sa.select(Centre.id)))
    with run.database.open(DataScope(centres)) as db:
        return db.execute(statement).all()


def test_standings_are_what_the_ledger_comes_to(demo: Runtime) -> None:
    """For every student, who all have come and mastered something."""
    summed = rows(
        demo,
        sa.select(RewardStanding.points, sa.func.sum(XpCredit.points))
        .join(
            XpCredit,
            sa.and_(XpCredit.student_id == RewardStanding.student_id, XpCredit.centre_id == RewardStanding.centre_id),
        )
        .group_by(RewardStanding.id),
    )
    assert len(summed) == 16
    assert all(row[0] == row[1] > 100 for row in summed)
    reasons = {row[0] for row in rows(demo, sa.select(XpCredit.reason).distinct())}
    assert reasons >= {XpReason.ATTENDANCE, XpReason.COMPLETION, XpReason.STREAK}


def test_some_have_badges_and_are_on_boards(demo: Runtime) -> None:
    """Not everybody has asked to be."""
    assert len(rows(demo, sa.select(BadgeAward.badge).distinct())) >= 4
    assert 5 < len(rows(demo, sa.select(BoardMembership.id))) < 16


def test_parents_and_students_were_told_and_no_letters_wait(demo: Runtime) -> None:
    """What is old was read; nobody gets letters about what is long over."""
    assert rows(demo, sa.select(Notification.kind).distinct())
    long_ago = demo.clock.now() - sa.func.make_interval(0, 0, 0, 1)
    waiting = sa.select(PendingJob.id).where(
        PendingJob.name == LETTER, PendingJob.done_at.is_(None), PendingJob.due_at < long_ago
    )
    assert rows(demo, waiting) == []


def test_second_run_adds_nothing(demo: Runtime) -> None:
    """Neither points nor badges nor words."""
    tables = (XpCredit, BadgeAward, BoardMembership, Notification)

    def counted() -> list[int]:
        return [rows(demo, sa.select(sa.func.count()).select_from(table))[0][0] for table in tables]

    before = counted()
    build_demo(demo, lambda words: None)
    assert counted() == before
