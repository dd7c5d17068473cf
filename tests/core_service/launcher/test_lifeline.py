"""A lifeline: the command behind it lives exactly as long as the pipe."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from core_service.launcher.processes import LIFELINE

OBEDIENT = "import time; print('up', flush=True); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
WITH_CHILD = (
    "import subprocess, sys, time; child = subprocess.Popen(['sleep', '60']);"
    "print(child.pid, flush=True); time.sleep(60)"
)


class Started:
    """A lifeline that has been started; `first_line` is what its command said first."""

    def __init__(self, program: str, patience_seconds: float = 5) -> None:
        command = [sys.executable, str(LIFELINE), "SIGTERM", str(patience_seconds), sys.executable, "-c", program]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdin
        assert self.process.stdout
        self.pipe = self.process.stdin
        self.output = self.process.stdout
        self.first_line = self.output.readline().strip()


@pytest.fixture
def started() -> Iterator[list[Started]]:
    """Ends what a test started."""
    lifelines: list[Started] = []
    yield lifelines
    for lifeline in lifelines:
        lifeline.pipe.close()
        lifeline.process.wait(10)
        lifeline.output.close()


def is_running(pid: int) -> bool:
    """Whether the process exists and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_command_is_asked_to_end_when_the_pipe_closes(started: list[Started]) -> None:
    """A killed launcher closes it, whatever killed it."""
    started.append(Started(OBEDIENT))
    started[0].pipe.close()
    assert started[0].process.wait(5) == 128 + 15


def test_a_command_that_does_not_listen_is_killed(started: list[Started]) -> None:
    """Its port has to be free for the next start."""
    started.append(Started(DEAF, patience_seconds=0.2))
    started[0].pipe.close()
    assert started[0].process.wait(5) == 128 + 9


def test_what_the_command_left_in_its_group_is_killed_with_it(started: list[Started]) -> None:
    """Workers of a server that was killed would keep its port."""
    started.append(Started(WITH_CHILD))
    grandchild = int(started[0].first_line)
    assert is_running(grandchild)
    started[0].pipe.close()
    started[0].process.wait(5)
    with suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
        psutil.Process(grandchild).wait(5)  # it is killed by then, but may still be on its way out
    assert not is_running(grandchild)


def test_the_exit_code_is_the_commands(started: list[Started]) -> None:
    """The launcher reports it."""
    started.append(Started("print('up', flush=True); raise SystemExit(7)"))
    assert started[0].process.wait(5) == 7
