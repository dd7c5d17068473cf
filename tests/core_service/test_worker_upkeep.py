"""What the worker does by the clock: hourly promises, and what is forgotten after its time."""

from datetime import timedelta

import sqlalchemy as sa

from core_service.foundation.db import FRANCHISE_ID, NOTHING, DataScope
from core_service.foundation.models import IdempotencyKey, PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.jobs import forget_logins
from core_service.identity.models import Login
from core_service.known_jobs import FORGET_ANSWERS, forget_answers
from core_service.sweep import Sweep
from shared.clock import FixedClock
from tests.core_service.committed import run as run, settings_of_its_own as settings_of_its_own
from tests.core_service.conftest import NOW, World
from tests.core_service.running_jobs import KNOWN, KeptQueue


def test_hourly_jobs_are_promised_once_an_hour(run: Runtime, clock: FixedClock) -> None:
    """However many workers sweep."""
    clock.move_to(NOW + timedelta(days=400))
    for _ in range(2):
        Sweep(run, KeptQueue(), KNOWN).once()
    clock.advance(hours=1)
    Sweep(run, KeptQueue(), KNOWN).once()
    with run.database.open() as db:
        hours = db.scalars(
            sa.select(PendingJob.due_at).where(PendingJob.name == FORGET_ANSWERS).order_by(PendingJob.due_at.desc())
        ).all()
    assert [hours[0] - hours[1], hours[0]] == [timedelta(hours=1), clock.now().replace(minute=0)]
    assert hours.count(hours[1]) == 1


def test_answers_are_forgotten_after_a_day(run: Runtime, world: World) -> None:
    """Not before."""
    user_id = world.riverside.tutor.id
    with run.database.transaction(DataScope(frozenset({FRANCHISE_ID}), user_id)) as db:
        for hours in (23, 25):
            made_at = NOW - timedelta(hours=hours)
            stored = {"body_hash": b"", "status": 200, "response": "{}", "created_at": made_at}
            db.add(IdempotencyKey(user_id=user_id, key=f"{hours} hours", **stored))
        db.flush()
        forget_answers(db, {}, now=NOW)
        kept = db.scalars(sa.select(IdempotencyKey.key).where(IdempotencyKey.user_id == user_id)).all()
    assert kept == ["23 hours"]


def test_logins_are_forgotten_a_month_after_their_end(run: Runtime, world: World) -> None:
    """Those that hold, or ended lately, stay."""
    people = world.riverside
    with run.database.transaction(NOTHING) as db:
        db.get_one(Login, people.tutor.login_id).ended_at = NOW - timedelta(days=31)
        db.get_one(Login, people.tutor2.login_id).ended_at = NOW - timedelta(days=29)
        db.get_one(Login, people.admin.login_id).expires_at = NOW - timedelta(days=31)
        db.flush()
        forget_logins(db, {}, now=NOW)
        logins = [people.tutor.login_id, people.tutor2.login_id, people.admin.login_id, people.assessor.login_id]
        kept = set(db.scalars(sa.select(Login.id).where(Login.id.in_(logins))))
    assert kept == {people.tutor2.login_id, people.assessor.login_id}
