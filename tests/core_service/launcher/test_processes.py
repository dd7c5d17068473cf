"""Processes: their output, their restarts, and the end of a loop of crashes."""

import asyncio
import os
import sys
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest

from core_service.launcher.errors import LaunchError
from core_service.launcher.processes import Child, ProcessSpec, Supervisor, restart_delay, run_to_end

Result = TypeVar("Result")


class Printed(list[tuple[str, str]]):
    """What was said, and by whom; can be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self._changed = asyncio.Event()

    def say(self, name: str, line: str) -> None:
        """As the terminal's."""
        self.append((name, line))
        self._changed.set()

    def lines(self, name: str) -> list[str]:
        """One process's."""
        return [line for speaker, line in self if speaker == name]

    async def until(self, name: str, count: int) -> None:
        """Return when the process has said so many lines."""
        while len(self.lines(name)) < count:
            self._changed.clear()
            await self._changed.wait()


def spec(program: str, name: str = "probe", **options: Any) -> ProcessSpec:  # options are ProcessSpec's own
    """A process that runs a line of Python."""
    return ProcessSpec(name, (sys.executable, "-c", program), os.environ, Path.cwd(), **options)


def within_seconds(work: Coroutine[Any, Any, Result], seconds: float = 20) -> Result:
    """Run to the end, but not for ever."""
    return asyncio.run(asyncio.wait_for(work, seconds))


@pytest.mark.parametrize(
    ("deaths", "now", "delay"),
    [
        ([100.0], 100.0, 0.5),
        ([100.0, 101.0], 101.0, 1.0),
        ([100.0, 101.0, 102.0, 103.0], 103.0, 4.0),
        ([100.0, 101.0, 102.0, 103.0, 104.0], 104.0, None),
        ([1.0, 2.0, 3.0, 4.0, 100.0], 100.0, 0.5),
    ],
)
def test_pauses_double_until_five_deaths_within_a_minute(deaths: list[float], now: float, delay: float | None) -> None:
    """Deaths of long ago are forgotten."""
    assert restart_delay(deaths, now) == delay


def test_output_of_both_kinds_is_printed_line_by_line() -> None:
    """With the process's name, the last line too if nothing ends it."""
    printed = Printed()
    program = "import sys; print('one'); sys.stdout.flush(); sys.stderr.write('two')"
    assert within_seconds(run_to_end(spec(program), printed.say)) == 0
    assert printed == [("probe", "one"), ("probe", "two")]


def test_an_endless_line_is_cut_instead_of_kept() -> None:
    """A process that prints no line ends must not fill our memory."""
    printed = Printed()
    within_seconds(run_to_end(spec("print('x' * 300_000, end='')"), printed.say))
    assert sum(len(line) for line in printed.lines("probe")) == 300_000
    assert max(len(line) for line in printed.lines("probe")) <= 2 * 65536


def test_hushed_lines_are_not_printed() -> None:
    """A server's small talk at each start hides what matters."""
    printed = Printed()
    within_seconds(run_to_end(spec("print('ready to exit'); print('error')", hushed=("ready to exit",)), printed.say))
    assert printed.lines("probe") == ["error"]


def test_a_process_that_dies_is_started_again_and_this_is_said() -> None:
    """One crash of a worker stops nobody's lesson."""

    async def scenario() -> list[str]:
        printed = Printed()
        supervisor = Supervisor(printed.say, delay=lambda deaths, now: 0.0)
        await supervisor.start(spec("print('up', flush=True); raise SystemExit(3)"))
        await printed.until("probe", 3)
        await supervisor.stop("probe")
        return printed.lines("probe")

    assert within_seconds(scenario())[:3] == ["up", "ended unexpectedly (exit code 3); starting it again in 0 s", "up"]


def test_a_loop_of_crashes_is_a_failure_that_names_the_process() -> None:
    """Everything is stopped then, by whoever waits for the failure."""

    def give_up_after_two(deaths: Sequence[float], _now: float) -> float | None:
        return None if len(deaths) == 2 else 0.0

    async def scenario() -> None:
        supervisor = Supervisor(lambda *_: None, delay=give_up_after_two)
        await supervisor.start(spec("raise SystemExit(4)"))
        try:
            await supervisor.failure
        finally:
            await supervisor.stop("probe")

    with pytest.raises(LaunchError, match=r"^probe ended 2 times within a minute, last with exit code 4\."):
        within_seconds(scenario())


def test_a_stopped_process_is_not_started_again() -> None:
    """Stopping waits for its end; a process never started is no error."""

    async def scenario() -> Printed:
        printed = Printed()
        supervisor = Supervisor(printed.say, delay=lambda deaths, now: 0.0)
        await supervisor.start(spec("import time; print('up', flush=True); time.sleep(60)"))
        await printed.until("probe", 1)
        await supervisor.stop("probe", "never started")
        await asyncio.sleep(0)
        return printed

    assert within_seconds(scenario()).lines("probe") == ["up"]


def test_a_descriptor_is_held_open_by_the_process_until_it_ends() -> None:
    """So the lock on the data folder outlives a killed launcher for exactly as long as its servers do."""

    async def scenario() -> tuple[bytes, bytes]:
        read_end, write_end = os.pipe()
        os.set_blocking(read_end, False)
        child = await Child.start(spec("import time; time.sleep(60)"), lambda *_: None, held_open=(write_end,))
        os.close(write_end)
        try:
            during = os.read(read_end, 1)
        except BlockingIOError:
            during = b"held"
        await child.stop()
        return during, os.read(read_end, 1)

    assert within_seconds(scenario()) == (b"held", b"")
