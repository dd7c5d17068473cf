"""Stays as the hub reports them: by connection and version, whatever happens on the way (R153)."""

from datetime import timedelta
from itertools import permutations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core_service.attendance.models import PresenceInterval
from core_service.attendance.queries import times_present
from core_service.attendance.service import record_presence
from shared.events.reports import PresenceReport
from shared.events.values import CentreId, ConnectionId, SessionId, UserId, Version
from shared.ids import new_id
from tests.core_service.conftest import NOW, World

CONNECTION = ConnectionId(str(new_id()))


def stay(world: World, version: Version, seconds: int, *, has_left: bool = False) -> PresenceReport:
    """Of Riverside's first student, seen so many seconds after they joined, three minutes ago."""
    joined_at = NOW - timedelta(minutes=3)
    seen_at = joined_at + timedelta(seconds=seconds)
    return PresenceReport(
        session_id=SessionId(str(world.session_id)),
        centre_id=CentreId(str(world.riverside.id)),
        version=version,
        user_id=UserId(str(world.riverside.student1.id)),
        connection_id=CONNECTION,
        joined_at=joined_at,
        seen_at=seen_at,
        left_at=seen_at if has_left else None,
    )


def stored(db: Session) -> PresenceInterval:
    """The only one there is."""
    return db.scalars(sa.select(PresenceInterval).execution_options(populate_existing=True)).one()


def test_newest_report_stands_in_whatever_order(db: Session, world: World) -> None:
    """Across batches and within one; a newer epoch beats any counter."""
    reports = [stay(world, (1, 1), 0), stay(world, (1, 9), 30), stay(world, (2, 1), 60, has_left=True)]
    for order in permutations(reports):
        for report in order:
            record_presence(db, [report])
        assert stored(db).left_at == NOW - timedelta(minutes=2)
        db.execute(sa.delete(PresenceInterval))
        record_presence(db, order)
        assert stored(db).left_at == NOW - timedelta(minutes=2)
        db.execute(sa.delete(PresenceInterval))


def test_replayed_batch_changes_nothing(db: Session, world: World) -> None:
    """The same twice, and an older one after it."""
    record_presence(db, [stay(world, (1, 2), 30)])
    record_presence(db, [stay(world, (1, 2), 30)])
    record_presence(db, [stay(world, (1, 1), 0)])
    assert stored(db).seen_at == NOW - timedelta(seconds=150)


def test_no_reports_no_statement(db: Session) -> None:
    """An empty batch is fine."""
    record_presence(db, [])
    assert db.scalar(sa.select(sa.func.count()).select_from(PresenceInterval)) == 0


def test_clock_of_the_session(db: Session, world: World) -> None:
    """What the dashboard shows: present since the first stay."""
    record_presence(db, [stay(world, (1, 1), 170)])
    times = times_present(db, world.session_id, now=NOW)
    assert times[world.riverside.student1.id].since == NOW - timedelta(minutes=3)


def test_no_stay_reaches_into_another_centre(db: Session, world: World) -> None:
    """The composite key refuses a centre that is not the session's."""
    wrong = stay(world, (1, 1), 0)
    forged = PresenceReport(
        session_id=wrong.session_id,
        centre_id=CentreId(str(world.hillcrest.id)),
        version=wrong.version,
        user_id=wrong.user_id,
        connection_id=wrong.connection_id,
        joined_at=wrong.joined_at,
        seen_at=wrong.seen_at,
    )
    with pytest.raises(IntegrityError):
        record_presence(db, [forged])
