"""Ingest as the process that it is: starts, writes what comes, is killed or told to stop, and loses nothing."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from core_service.attendance.models import PresenceInterval
from core_service.foundation.runtime import Runtime
from core_service.ingest import DEAD_STREAM, GROUP
from shared.events.reports import REPORT_FIELD, REPORTS_STREAM, PresenceReport, encoded_report
from shared.events.values import CentreId, ConnectionId, SessionId, UserId
from shared.ids import new_id
from shared.settings import CoreSettings
from tests.core_service.committed import process_environment, run as run, settings_of_its_own as settings_of_its_own
from tests.core_service.conftest import NOW, World

_PATIENCE_SECONDS = 30.0
_REPORTS = 600


@contextmanager
def ingest_process(settings: CoreSettings) -> Iterator["subprocess.Popen[bytes]"]:
    """The real one."""
    command = [sys.executable, "-m", "core_service.ingest"]
    process = subprocess.Popen(command, env=process_environment(settings), start_new_session=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(is_true: Callable[[], bool]) -> None:
    """Fails if it takes too long."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def report(run: Runtime, world: World, reports: int) -> None:
    """So many connections of one student."""
    with run.redis.pipeline() as pipeline:
        for _ in range(reports):
            stay = PresenceReport(
                session_id=SessionId(str(world.session_id)),
                centre_id=CentreId(str(world.riverside.id)),
                version=(1, 1),
                user_id=UserId(str(world.riverside.student1.id)),
                connection_id=ConnectionId(str(new_id())),
                joined_at=NOW,
                seen_at=NOW + timedelta(seconds=30),
            )
            pipeline.xadd(REPORTS_STREAM, {REPORT_FIELD: encoded_report(stay)})
        pipeline.execute()


def written(run: Runtime, world: World) -> int:
    """Stays in the database."""
    with run.database.open(world.everything) as db:
        return db.scalars(
            sa.select(sa.func.count())
            .select_from(PresenceInterval)
            .where(PresenceInterval.session_id == world.session_id)
        ).one()


def pretend_a_minute_has_passed(run: Runtime) -> None:
    """For what a dead consumer has read: it counts as an orphan after that time."""
    for consumer in run.redis.xinfo_consumers(REPORTS_STREAM, GROUP):
        name = consumer["name"]
        orphans = run.redis.xpending_range(REPORTS_STREAM, GROUP, "-", "+", _REPORTS, name)
        if orphans:
            ids: list[Any] = [each["message_id"] for each in orphans]  # redis-py wants a list of all that an id may be
            run.redis.xclaim(REPORTS_STREAM, GROUP, name, 0, ids, idle=61_000)


def test_told_to_stop(run: Runtime, world: World) -> None:
    """SIGTERM: what was read is written and acknowledged, then it ends with 0."""
    report(run, world, 3)
    with ingest_process(run.settings) as process:
        wait_for(lambda: written(run, world) == 3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=_PATIENCE_SECONDS) == 0
    assert run.redis.xpending(REPORTS_STREAM, GROUP)["pending"] == 0


def test_killed_in_the_middle(run: Runtime, world: World) -> None:
    """kill -9 while it works: whoever takes over writes the rest, every report once."""
    report(run, world, _REPORTS)
    with ingest_process(run.settings) as process:
        wait_for(lambda: written(run, world) > 0)
        process.kill()
    pretend_a_minute_has_passed(run)
    report(run, world, 1)
    with ingest_process(run.settings):
        wait_for(lambda: written(run, world) == _REPORTS + 1)
    assert run.redis.xlen(DEAD_STREAM) == 0
