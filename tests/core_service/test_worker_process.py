"""The real worker process beside Redis and PostgreSQL: it ends forgotten lessons, survives kills, pickles nothing."""

import json
import signal
import threading
import zlib
from datetime import timedelta
from uuid import UUID

import rq.serializers
import sqlalchemy as sa

from core_service.foundation.jobs import QUEUE, RedisJobQueue
from core_service.foundation.runtime import Runtime
from core_service.live.service.life_cycle import END_FORGOTTEN
from core_service.sessions.models import SessionEvent, SessionLogHead, TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.sweep import Sweep
from shared.clock import SystemClock
from tests.core_service.committed import run as run, settings_of_its_own as settings_of_its_own
from tests.core_service.conftest import World
from tests.core_service.running_jobs import (
    KNOWN,
    PATIENCE_SECONDS,
    KeptQueue,
    job_of,
    killed_worker,
    let_another_do,
    promise,
    wait_for,
    worker_process,
)


def promise_end(run: Runtime, world: World) -> UUID:
    """The session was left open, long ago by the machine's own clock."""
    with run.database.transaction(world.everything) as db:
        session = db.get_one(TutoringSession, world.session_id)
        begun = SystemClock().now() - timedelta(hours=9)
        session.scheduled_start, session.scheduled_end = begun, begun + timedelta(hours=1)
        session.actual_start = begun
    arguments = {"sessionId": str(world.session_id)}
    return promise(run, END_FORGOTTEN, world.riverside.id, key=str(world.session_id), arguments=arguments)


def events_of(run: Runtime, world: World) -> list[str]:
    """What the session's log says."""
    with run.database.open(world.everything) as db:
        found = sa.select(SessionEvent.event).where(SessionEvent.session_id == world.session_id)
        return [event["type"] for event in db.scalars(found)]


def test_promised_job_runs_in_the_real_process(run: Runtime, world: World) -> None:
    """Sweep, Redis, RQ, PostgreSQL: a forgotten session ends by itself. SIGTERM ends the process cleanly."""
    job_id = promise_end(run, world)
    with worker_process(run) as worker:
        wait_for(lambda: job_of(run, job_id).done_at is not None)
        assert events_of(run, world) == ["session:ended"]
        with run.database.open(world.everything) as db:
            assert db.get_one(TutoringSession, world.session_id).status is SessionStatus.COMPLETED
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=PATIENCE_SECONDS) == 0


def test_worker_killed_in_the_middle(run: Runtime, world: World) -> None:
    """kill -9 while it waits for the session: nothing half done; another worker does it, once."""
    job_id = promise_end(run, world)
    with run.database.transaction(world.everything) as holder:
        holder.execute(
            sa.update(SessionLogHead).where(SessionLogHead.session_id == world.session_id).values(last_seq=0)
        )
        with killed_worker(run, job_id):
            pass
    assert (events_of(run, world), job_of(run, job_id).done_at) == ([], None)
    let_another_do(run, job_id)
    assert events_of(run, world) == ["session:ended"]


def test_nothing_in_redis_is_pickled(run: Runtime, world: World) -> None:
    """A write to Redis must not be a way to run code: jobs are JSON with an id in it."""
    job_id = promise(run, "test", world.riverside.id)
    RedisJobQueue(run.redis).enqueue(job_id)
    queue = rq.Queue(QUEUE, connection=run.redis, serializer=rq.serializers.JSONSerializer)
    [job] = queue.get_jobs()
    assert list(job.args) == [str(job_id)]
    data = run.redis.hget(f"rq:job:{job.id}", "data")
    assert isinstance(data, bytes)
    assert json.loads(zlib.decompress(data))[2] == [str(job_id)]


class BrokenOnce(KeptQueue):
    """Fails for the first job, and says when it has taken another."""

    def __init__(self) -> None:
        super().__init__()
        self.has_failed, self.has_taken = threading.Event(), threading.Event()

    def enqueue(self, job_id: UUID) -> None:
        """As the class says."""
        if not self.has_failed.is_set():
            self.has_failed.set()
            raise RuntimeError("once")
        super().enqueue(job_id)
        self.has_taken.set()


def test_sweep_outlives_a_failure(run: Runtime, world: World) -> None:
    """Whatever goes wrong once, the next second looks again; it stops when it is told to."""
    queue = BrokenOnce()
    promise(run, "test", world.riverside.id)
    sweeping = threading.Thread(target=Sweep(run, queue, KNOWN).until, args=(queue.has_taken,))
    sweeping.start()
    assert queue.has_failed.wait(PATIENCE_SECONDS)
    second = promise(run, "test", world.hillcrest.id)
    sweeping.join(PATIENCE_SECONDS)
    assert not sweeping.is_alive()
    assert second in queue.ids
