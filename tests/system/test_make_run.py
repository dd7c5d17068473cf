"""`make run` as a whole: everything comes up, survives the death of a part, and goes down without a trace."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from core_service.launcher.engines import command_line

_PATIENCE_SECONDS = 90
NOT_OURS = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL", "CORE_URL", "PUBLIC_HUB_URL", "ALLOWED_ORIGINS")
LOGIN = {"email": "tutor@riverside.example", "password": "learn-together", "transport": "bearer"}


class Launched:
    """A launcher with all its processes; `lines` is what it has printed."""

    def __init__(self, home: Path, core_port: int, hub_port: int) -> None:
        given = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        ours = {"AETHERLEARN_HOME": str(home), "CORE_PORT": str(core_port), "HUB_PORT": str(hub_port)}
        self.home, self.ports = home, (core_port, hub_port)
        self.core_url, self.hub_url = (f"http://127.0.0.1:{port}" for port in self.ports)
        self.lines: list[str] = []
        self._changed = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "core_service.launcher"],
            env=given | ours,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._changed:
                self.lines.append(line.rstrip())
                self._changed.notify_all()

    def until(self, pattern: str) -> None:
        """Wait for a line."""
        with self._changed:
            found = self._changed.wait_for(
                lambda: any(re.search(pattern, line) for line in self.lines), timeout=_PATIENCE_SECONDS
            )
        assert found, "\n".join(self.lines)

    def processes(self) -> dict[int, str]:
        """Every process that runs on the data folder or below this launcher, with its command line."""
        numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
        marked = {pid: command_line(pid) for pid in numbers if self._is_ours(pid)}
        return {pid: line for pid, line in marked.items() if line}

    def _is_ours(self, pid: int) -> bool:
        if str(self.home) in command_line(pid):
            return True
        try:
            return f"AETHERLEARN_HOME={self.home}\0".encode() in Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            return False

    def end(self, signal_number: signal.Signals) -> int:
        """Send a signal and wait for the launcher's own end."""
        self.process.send_signal(signal_number)
        code = self.process.wait(_PATIENCE_SECONDS)
        self._reading.join(_PATIENCE_SECONDS)
        return code


Launch = Callable[[], Launched]


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Launch]:
    """Starts launchers on one data folder and one pair of ports."""
    with socket.create_server(("127.0.0.1", 0)) as core, socket.create_server(("127.0.0.1", 0)) as hub:
        ports = core.getsockname()[1], hub.getsockname()[1]
    launched: list[Launched] = []

    def launching() -> Launched:
        launched.append(Launched(tmp_path / "home", *ports))
        return launched[-1]

    yield launching
    for launcher in launched:
        if launcher.process.poll() is None:
            launcher.end(signal.SIGTERM)


def test_everything_runs_survives_kills_and_stops(launch: Launch) -> None:
    """One scenario, since each start costs seconds: sign in; the hub dies; the launcher dies; Ctrl-C."""
    first = launch()
    first.until(r"AetherLearn is ready: http://127\.0\.0\.1:")
    assert httpx.post(f"{first.core_url}/api/auth/login", json=LOGIN).status_code == 200
    assert httpx.get(f"{first.hub_url}/healthz").status_code == 200

    os.kill(pid_of(first, "-m realtime_hub.main"), signal.SIGKILL)
    first.until(r"hub +│ ended unexpectedly \(signal 9\); starting it again")
    wait_until(lambda: answers(f"{first.hub_url}/readyz"))

    first.end(signal.SIGKILL)
    second = launch()
    second.until(r"AetherLearn is ready")
    assert httpx.post(f"{second.core_url}/api/auth/login", json=LOGIN).status_code == 200

    assert second.end(signal.SIGINT) == 0
    assert second.processes() == {}
    for port in second.ports:
        socket.create_server(("127.0.0.1", port)).close()


def pid_of(launched: Launched, part: str) -> int:
    """The process itself, not the lifeline in front of it."""
    return next(
        pid for pid, line in launched.processes().items() if line.strip().endswith(part) and "lifeline.py" not in line
    )


def answers(url: str) -> bool:
    """Whether it says that it is ready."""
    try:
        return httpx.get(url).status_code == 200
    except httpx.TransportError:
        return False


def wait_until(is_true: Callable[[], bool]) -> None:
    """Ask until it is so: another process decides when."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.1)
