"""Starts processes behind their lifelines, prints what they say, and starts those again that die."""

import asyncio
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core_service.launcher.errors import LaunchError

LIFELINE = Path(__file__).with_name("lifeline.py")
Say = Callable[[str, str], None]
_LONGEST_LINE = 64 * 1024
_DEATHS_OF_A_LOOP = 5
_LOOP_SECONDS = 60.0
_LONGEST_DELAY = 8.0


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """How to run one process; `environment` is the whole of it, `hushed` marks lines that tell a person nothing."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    stop_signal: str = "SIGTERM"
    patience_seconds: int = 10
    hushed: tuple[str, ...] = ()


def restart_delay(deaths: Sequence[float], now: float) -> float | None:
    """Seconds to wait before the next start after these deaths; None if it dies over and over again."""
    recent = sum(1 for death in deaths if now - death < _LOOP_SECONDS)
    if recent >= _DEATHS_OF_A_LOOP:
        return None
    return float(min(_LONGEST_DELAY, 0.5 * 2 ** (recent - 1)))


class Child:
    """One process behind its lifeline."""

    def __init__(self, process: asyncio.subprocess.Process, lifeline: int, printing: "asyncio.Task[None]") -> None:
        self._process = process
        self._lifeline: int | None = lifeline
        self._printing = printing

    @classmethod
    async def start(cls, spec: ProcessSpec, say: Say, held_open: Sequence[int] = ()) -> "Child":
        """`held_open` are descriptors that stay open until the process has ended, such as a lock's."""
        read_end, lifeline = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *lifeline_command(spec),
                stdin=read_end,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                env=dict(spec.environment),
                cwd=spec.folder,
                start_new_session=True,
                pass_fds=held_open,
            )
        except BaseException:
            os.close(lifeline)
            raise
        finally:
            os.close(read_end)
        assert process.stdout is not None
        return cls(process, lifeline, asyncio.create_task(_print_lines(process.stdout, spec, say)))

    async def wait(self) -> int:
        """Its exit code, once it has ended and all it said is printed."""
        code = await self._process.wait()
        await asyncio.wait({self._printing})
        return code

    async def stop(self) -> int:
        """Let go of the lifeline and wait for the end; harmless if it has ended already."""
        if self._lifeline is not None:
            os.close(self._lifeline)
            self._lifeline = None
        return await self.wait()


def lifeline_command(spec: ProcessSpec) -> tuple[str, ...]:
    """The command line that runs `spec` for as long as its standard input stays open."""
    script = (sys.executable, "-I", "-S", str(LIFELINE))
    return (*script, spec.stop_signal, str(spec.patience_seconds), *spec.command)


async def _print_lines(output: asyncio.StreamReader, spec: ProcessSpec, say: Say) -> None:
    waiting = b""
    while chunk := await output.read(_LONGEST_LINE):
        *lines, waiting = (waiting + chunk).split(b"\n")
        if len(waiting) > _LONGEST_LINE:
            lines, waiting = [*lines, waiting], b""
        _print(lines, spec, say)
    if waiting:
        _print([waiting], spec, say)


def _print(lines: Sequence[bytes], spec: ProcessSpec, say: Say) -> None:
    for line in (raw.decode(errors="replace").rstrip() for raw in lines):
        if not any(part in line for part in spec.hushed):
            say(spec.name, line)


async def run_to_end(spec: ProcessSpec, say: Say, held_open: Sequence[int] = ()) -> int:
    """Run a process that ends by itself; returns its exit code."""
    child = await Child.start(spec, say, held_open)
    try:
        return await child.wait()
    finally:
        await child.stop()


@dataclass
class Supervisor:
    """Keeps processes running until they are stopped; `failure` raises LaunchError for one that cannot be kept."""

    say: Say
    held_open: Sequence[int] = ()
    delay: Callable[[Sequence[float], float], float | None] = restart_delay
    failure: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    _children: dict[str, Child] = field(default_factory=dict)
    _watches: "dict[str, asyncio.Task[None]]" = field(default_factory=dict)

    async def start(self, spec: ProcessSpec) -> None:
        """Start it and keep it running."""
        self._children[spec.name] = await Child.start(spec, self.say, self.held_open)
        self._watches[spec.name] = asyncio.create_task(self._watch(spec))

    async def stop(self, *names: str) -> None:
        """Stop these together and wait until all have ended; unknown names are those never started."""
        for name in names:
            if watch := self._watches.pop(name, None):
                watch.cancel()
        children = [self._children.pop(name) for name in names if name in self._children]
        await asyncio.gather(*(child.stop() for child in children))

    async def _watch(self, spec: ProcessSpec) -> None:
        deaths: list[float] = []
        while True:
            code = await self._children[spec.name].wait()
            deaths.append(time.monotonic())
            pause = self.delay(deaths, deaths[-1])
            if pause is None:
                self._give_up(spec.name, len(deaths), code)
                return
            self.say(spec.name, f"ended unexpectedly ({describe_exit(code)}); starting it again in {pause:g} s")
            await self._children[spec.name].stop()
            await asyncio.sleep(pause)
            self._children[spec.name] = await Child.start(spec, self.say, self.held_open)

    def _give_up(self, name: str, deaths: int, code: int) -> None:
        if not self.failure.done():
            sentence = f"{name} ended {deaths} times within a minute, last with {describe_exit(code)}."
            self.failure.set_exception(LaunchError(f"{sentence} Its lines above say why."))


def describe_exit(code: int) -> str:
    """An exit code in words: lifelines report signal n as 128 + n."""
    return f"signal {code - 128}" if code > 128 else f"exit code {code}"
