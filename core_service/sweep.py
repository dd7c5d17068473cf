"""Looks for promises that are due, or were lost on their way, and hands them to the queue (ARCHITECTURE 5)."""

import threading
from collections.abc import Collection
from datetime import datetime

import sqlalchemy.exc
import structlog

from core_service.foundation.db import FRANCHISE_ID, NOTHING
from core_service.foundation.jobs import JobQueue, claim_due, schedule
from core_service.foundation.runtime import Runtime
from core_service.known_jobs import HOURLY

SWEEP_SECONDS = 1.0

_log = structlog.get_logger(__name__)


class Sweep:
    """Looks for what is due, and hands it to the queue; several share the work."""

    def __init__(self, run: Runtime, queue: JobQueue, known: Collection[str]) -> None:
        self._run = run
        self._queue = queue
        self._known = known
        self._promised_for: datetime | None = None

    def once(self) -> int:
        """How many jobs it enqueued."""
        now = self._run.clock.now()
        self._promise_hourly(now)
        with self._run.unit_of_work(NOTHING) as db:
            due = claim_due(db, self._known, now=now)
        for job_id in due:
            self._queue.enqueue(job_id)
        return len(due)

    def _promise_hourly(self, now: datetime) -> None:
        hour = now.replace(minute=0, second=0, microsecond=0)
        if self._promised_for == hour:
            return
        with self._run.unit_of_work(NOTHING) as db:
            for name in HOURLY:
                schedule(db, name, centre_id=FRANCHISE_ID, due_at=hour)
        self._promised_for = hour

    def until(self, stop: threading.Event) -> None:
        """Once a second; while the database is away it keeps looking."""
        while not stop.wait(SWEEP_SECONDS):
            try:
                self.once()
            except sqlalchemy.exc.OperationalError as error:
                _log.warning("the sweep waits", error=str(error)[:300])
            except Exception as error:  # noqa: BLE001 - a thread that ends unnoticed would leave every promise unkept
                _log.error("the sweep failed", exc_info=error)
