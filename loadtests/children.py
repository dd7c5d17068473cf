"""Servers that a measurement starts beside itself; they end when it ends, however that comes about.

Each runs behind the launcher's lifeline script, called by its path: load tests import nothing of the core.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from loadtests.figures import PROJECT

OTHER_SERVERS = (
    *("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL", "CORE_URL", "PUBLIC_HUB_URL", "ALLOWED_ORIGINS"),
    *("TICKET_PRIVATE_KEY", "TICKET_PUBLIC_KEYS", "SERVICE_KEY", "METRICS_PORT"),
)
"""What would make the launcher use servers and keys that are not this measurement's own."""

_LIFELINE = PROJECT / "core_service" / "launcher" / "lifeline.py"
_START_SECONDS = 60.0


class NotMeasured(Exception):
    """The measurement could not be made; the words say why."""


def free_port() -> int:
    """One that nothing listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def may_pin(*cores: int) -> bool:
    """Whether processes can be put on these cores."""
    return hasattr(os, "sched_setaffinity") and os.sched_getaffinity(0).issuperset(cores)


@contextmanager
def on_core(core: int | None) -> Iterator[None]:
    """Processes started inside run on this core alone, and so does this one; None leaves it to the system."""
    if core is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def child(
    *command: str, environment: Mapping[str, str], log: Path, core: int | None = None
) -> Iterator[psutil.Process]:
    """A process of ours, to be asked what it uses; told to stop at the end, killed 10 s later."""
    with log.open("ab") as output, on_core(core):
        lifeline = subprocess.Popen(
            (sys.executable, "-I", "-S", str(_LIFELINE), "SIGTERM", "10", *command),
            cwd=PROJECT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
        )
    assert lifeline.stdin is not None
    try:
        yield _behind(lifeline, log)
    finally:
        lifeline.stdin.close()
        lifeline.wait()


def _behind(lifeline: "subprocess.Popen[bytes]", log: Path) -> psutil.Process:
    found: list[psutil.Process] = []

    def has_begun() -> bool:
        found[:] = psutil.Process(lifeline.pid).children()
        return bool(found)

    wait_until(has_begun, "a server could not be started", log)
    return found[0]


def wait_until(is_true: Callable[[], bool], otherwise: str, log: Path) -> None:
    """Return once it is true. Raises NotMeasured, with the end of the log, when it takes too long."""
    deadline = time.monotonic() + _START_SECONDS
    try:
        while not is_true():
            if time.monotonic() > deadline:
                raise NotMeasured(otherwise)
            time.sleep(0.02)
    except NotMeasured as problem:
        raise NotMeasured(f"{problem}\n{log.read_text(errors='replace')[-3000:]}") from None


def answers(port: int, path: str, by: psutil.Process) -> bool:
    """Whether the server on `port` answers with 200. Raises NotMeasured when its process has ended."""
    if not by.is_running() or by.status() == psutil.STATUS_ZOMBIE:
        raise NotMeasured("a server ended as soon as it was started; its log says why")
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def cpu_seconds(process: psutil.Process) -> float:
    """Processor time that it has used so far, in the kernel too."""
    used = process.cpu_times()
    return float(used.user + used.system)


def core_busy_seconds(core: int | None) -> float:
    """Processor time that anybody has used on a core so far; of all cores where none is named."""
    times = [psutil.cpu_times()] if core is None else [psutil.cpu_times(percpu=True)[core]]
    return float(sum(sum(each) - each.idle - getattr(each, "iowait", 0.0) for each in times))
