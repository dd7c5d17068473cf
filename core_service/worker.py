"""The worker: runs what transactions have promised, and sweeps up what was promised or lost (ARCHITECTURE 5).

One process, one queue: the main thread is an RQ worker that runs jobs itself, a second thread looks every second for
jobs that are due. Jobs that somebody else runs, or has done, are left alone; a failed one is tried again later.
"""

import logging
import os
import signal
import sys
import threading
from collections.abc import Mapping
from functools import cache
from types import FrameType
from uuid import UUID

import redis
import rq
import rq.serializers
import structlog

from core_service.foundation.jobs import QUEUE, RedisJobQueue
from core_service.foundation.mail import post_for
from core_service.foundation.metrics import JobFigures, PoolFigures, WaitingJobs, own_registry, serve_figures
from core_service.foundation.runtime import Runtime, connect
from core_service.job_runs import carry_out
from core_service.known_jobs import Job, all_jobs, file_jobs
from core_service.sweep import Sweep
from core_service.tables import load_tables
from shared.logs import configure_logging
from shared.settings import CoreSettings

_RECONNECT_SECONDS = 2.0

_log = structlog.get_logger(__name__)


def run_pending_job(job_id: str) -> None:
    """What RQ calls."""
    carry_out(_connected(), UUID(job_id), _measured_jobs())


@cache
def _connected() -> Runtime:
    load_tables()
    return connect(CoreSettings.from_environment(os.environ))


@cache
def _measured_jobs() -> Mapping[str, Job]:
    """All jobs, counted and timed where figures are asked for; the first call begins to serve them."""
    run = _connected()
    jobs = all_jobs(post_for(run.settings.mail_url, run.settings.mail_from), run.settings.public_url)
    jobs = {**jobs, **file_jobs(run)}
    if not run.settings.metrics_port:
        return jobs
    registry = own_registry()
    figures = JobFigures(registry)
    WaitingJobs(registry, run.database.engine, run.clock)
    PoolFigures(registry).watch(run.database.engine, run.database.most_connections)
    serve_figures(registry, run.settings.core_host, run.settings.metrics_port)
    return {name: figures.measured(name)(job) for name, job in jobs.items()}


class Worker(rq.SimpleWorker):
    """RQ's worker without forks, which would copy the sweep's thread and the pool; knows if it was told to stop."""

    was_told_to_stop = False

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """The first SIGTERM or SIGINT: finish the job at hand."""
        self.was_told_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]


def main() -> int:
    """The process; its exit code is 0 only if it was told to stop."""
    run = _connected()
    configure_logging("worker", run.settings.environment, run.settings.log_level)
    logging.getLogger("rq.worker").setLevel(logging.WARNING)
    known = frozenset(_measured_jobs())
    run.database.refuse_unsafe_role()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda _signal, _frame: sys.exit(0))
    stop = threading.Event()
    look = Sweep(run, RedisJobQueue(run.redis), known).until
    sweep = threading.Thread(target=look, args=(stop,), name="sweep", daemon=True)
    sweep.start()
    _log.info("worker runs")
    try:
        return 0 if _work(run.settings.redis_url) else 1
    finally:
        stop.set()
        sweep.join(timeout=5)
        _log.info("worker stops")


def _work(redis_url: str) -> bool:
    """Runs jobs until it is told to stop; False if RQ gave up by itself."""
    while True:
        client = redis.Redis.from_url(redis_url)
        try:
            worker = Worker([QUEUE], connection=client, serializer=rq.serializers.JSONSerializer)
            worker.work(logging_level="WARNING")
        except redis.RedisError as error:
            _log.warning("the worker waits for Redis", error=str(error))
            threading.Event().wait(_RECONNECT_SECONDS)
        else:
            return worker.was_told_to_stop


if __name__ == "__main__":
    # RQ imports this module by its name: the runtime is made there, once
    from core_service.worker import main as work_until_stopped

    sys.exit(work_until_stopped())
