"""A whole AetherLearn for system and browser tests: the launcher with demo data, on ports and a folder of its own."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from core_service.launcher.settings import CLONE
from tests.ports import free_ports

_START_SECONDS = 300.0
_STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Stack:
    """Where it runs, and whose processes it is."""

    core_url: str
    hub_url: str
    home: Path
    log: Path
    launcher: psutil.Process

    def process(self, module: str) -> psutil.Process:
        """The running process of a module: `realtime_hub.main`. Fails if there is none."""
        for child in self.launcher.children(recursive=True):
            try:
                command = child.cmdline()
            except psutil.Error:
                continue
            if command[1:] == ["-m", module]:
                return child
        raise AssertionError(f"{module} does not run:\n{self.log.read_text()[-4000:]}")

    def kill(self, module: str) -> None:
        """As a power cut would; the launcher starts it again."""
        self.process(module).send_signal(signal.SIGKILL)


@contextmanager
def running_stack() -> Iterator[Stack]:
    """Started with fresh data, ready when this yields, stopped and cleared away afterwards."""
    core_port, hub_port = free_ports(2)
    with tempfile.TemporaryDirectory(prefix="aetherlearn-stack-") as folder:
        home, log = Path(folder) / "home", Path(folder) / "log"
        environment = os.environ | {
            "AETHERLEARN_HOME": str(home),
            "CORE_PORT": str(core_port),
            "HUB_PORT": str(hub_port),
            "CORE_WORKERS": "1",
        }
        with log.open("wb") as output:
            launcher = subprocess.Popen(
                (sys.executable, "-m", "core_service.launcher"),
                cwd=CLONE,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        core_url = f"http://127.0.0.1:{core_port}"
        try:
            _wait_until_ready(core_url, launcher, log)
            yield Stack(core_url, f"ws://127.0.0.1:{hub_port}", home, log, psutil.Process(launcher.pid))
        finally:
            launcher.send_signal(signal.SIGINT)
            launcher.wait(_STOP_SECONDS)


def _wait_until_ready(core_url: str, launcher: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while "Demo logins" not in log.read_text():
        assert launcher.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)
    assert httpx.get(f"{core_url}/api/health").status_code == 200
