"""`python -m core_service.launcher` runs AetherLearn; `… with -- COMMAND` runs a command in its environment.

Without a run that goes on, `with` brings the servers up for the command alone; `beside` refuses then.

`--end-with-parent` is make's: a killed make cannot tell us to stop, but it is no longer our parent.
"""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from core_service.launcher.data_folder import DataFolder
from core_service.launcher.errors import LaunchError
from core_service.launcher.run import call, prepared_run, run_beside_engines, run_everything
from core_service.launcher.settings import LauncherSettings
from core_service.launcher.terminal import Terminal
from shared.settings import SettingsError

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PARENT_CHECK_SECONDS = 0.5


def main(arguments: list[str]) -> int:
    """The exit code: 0 after a wanted stop, 1 with one sentence after anything else, a command's own after `with`."""
    options = parsed(arguments)
    terminal = Terminal(sys.stderr if options.command else sys.stdout)
    try:
        settings = LauncherSettings.from_environment(os.environ)
        if options.command:
            return asyncio.run(run_command(settings, terminal, options))
        return asyncio.run(run_all(settings, terminal, options.end_with_parent))
    except (LaunchError, SettingsError) as problem:
        terminal.announce(str(problem))
        return 1
    except KeyboardInterrupt:
        return 0


def parsed(arguments: list[str]) -> argparse.Namespace:
    """`command` is empty for a run of everything."""
    parser = argparse.ArgumentParser(prog="python -m core_service.launcher", description=__doc__)
    parser.add_argument("--end-with-parent", action="store_true")
    parser.set_defaults(command=[])
    actions = parser.add_subparsers()
    for name in ("with", "beside"):
        action = actions.add_parser(name)
        action.add_argument("command", nargs="+")
        action.set_defaults(needs_run=name == "beside")
    return parser.parse_args(arguments)


async def run_all(settings: LauncherSettings, terminal: Terminal, end_with_parent: bool) -> int:
    """Everything, until it is stopped."""
    run = prepared_run(settings, os.environ, terminal)
    return await until_stopped(run_everything(run), terminal, end_with_parent)


async def run_command(settings: LauncherSettings, terminal: Terminal, options: argparse.Namespace) -> int:
    """In the environment of the run that goes on now, else beside engines that run for it alone."""
    command: list[str] = options.command
    running = DataFolder(settings.aetherlearn_home).remembered_environment()
    if running is not None:
        return await until_stopped(call(os.environ | running, *command), terminal, end_with_parent=False)
    if options.needs_run:
        raise LaunchError(f"AetherLearn does not run on {settings.aetherlearn_home}: start it with `make run` first.")
    run = prepared_run(settings, os.environ, terminal)
    return await until_stopped(run_beside_engines(run, *command), terminal, end_with_parent=False)


async def until_stopped(work: Coroutine[Any, Any, int | None], terminal: Terminal, end_with_parent: bool) -> int:
    """The work's outcome, or 0 if a signal or the parent's end stopped it first."""
    task = asyncio.create_task(work)

    def stop() -> None:
        if not task.cancelling():
            terminal.announce("Stopping…")
            task.cancel()

    for number in _STOP_SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, stop)
    watch = asyncio.create_task(_call_when_orphaned(stop)) if end_with_parent else None
    try:
        return await task or 0
    except asyncio.CancelledError:
        return 0
    finally:
        if watch:
            watch.cancel()


async def _call_when_orphaned(stop: Callable[[], None]) -> None:
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110 - no event tells of a parent's end
        await asyncio.sleep(_PARENT_CHECK_SECONDS)
    stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
