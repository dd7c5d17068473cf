"""How gunicorn reads requests, and what its master does for the figures of its web processes.

gunicorn takes this module as its configuration: `--config python:` and the module's name. The web processes keep their
figures in files of one folder; the master adds them up and serves them, so that each answer is the whole core's,
whichever process a request went to.
"""

import os
import shutil
import tempfile
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker
from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from core_service.foundation.metrics import serve_figures, share_figures
from shared.settings import CoreSettings

worker_class = "core_service.foundation.web_process.WebProcess"
limit_request_line = 8190
"""Bytes of an address with its query, the most that gunicorn can be set to: no query of the document is longer."""


def on_starting(server: Arbiter) -> None:
    """Before the first web process: the folder that all of them inherit, if figures are asked for."""
    server.figures_folder = None
    if CoreSettings.from_environment(os.environ).metrics_port:
        server.figures_folder = Path(tempfile.mkdtemp(prefix="aetherlearn-metrics-"))
        share_figures(server.figures_folder)


def when_ready(server: Arbiter) -> None:
    """Serve the sums from a thread of the master."""
    if server.figures_folder:
        settings = CoreSettings.from_environment(os.environ)
        registry = CollectorRegistry()
        MultiProcessCollector(registry, str(server.figures_folder))  # type: ignore[no-untyped-call]
        serve_figures(registry, settings.core_host, settings.metrics_port)


def child_exit(server: Arbiter, worker: Worker) -> None:
    """A web process that has ended has no requests running and no connections open; its counts stay."""
    if server.figures_folder:
        mark_process_dead(worker.pid, str(server.figures_folder))  # type: ignore[no-untyped-call]


def on_exit(server: Arbiter) -> None:
    """Leave nothing behind."""
    if server.figures_folder:
        shutil.rmtree(server.figures_folder, ignore_errors=True)
