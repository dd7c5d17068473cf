"""Starts processes for one test, waits until they answer, and ends exactly those."""

import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

REPOSITORY = Path(__file__).parents[2]
_START_SECONDS = 120.0  # the machine may be busy with other tests


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str], log: Path, folder: Path = REPOSITORY
) -> Iterator["subprocess.Popen[bytes]"]:
    """The process, until the block ends; what it says goes to `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, env=dict(environment), cwd=folder, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until(is_true: Callable[[], bool], log: Path) -> None:
    """Return once it is true; fail with the process's own words if that takes too long."""
    deadline = time.monotonic() + _START_SECONDS
    while not is_true():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)


def answers(url: str) -> bool:
    """Whether a GET is answered with 200."""
    try:
        return httpx.get(url, verify=False).status_code == 200
    except httpx.TransportError:
        return False
