"""The life of one `make run`: engines, migrations, services, demo data; then waiting; then all back down in order."""

import asyncio
import os
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from core_service.launcher import checks, engines, plan
from core_service.launcher.data_folder import DataFolder
from core_service.launcher.errors import LaunchError
from core_service.launcher.processes import ProcessSpec, Supervisor, describe_exit, run_to_end
from core_service.launcher.server_account import account_for_postgres
from core_service.launcher.settings import LauncherSettings
from core_service.launcher.terminal import Terminal

_ENGINE_SECONDS = 120.0  # recovery after a power cut takes its time
_SERVICE_SECONDS = 90.0
_SEED_EVERY_SECONDS = 3600.0
_STOP_ORDER = (("core", "hub", "worker"), ("ingest",), ("valkey", "postgres"))  # ingest reads what the hub says last
Result = TypeVar("Result")
DEMO_LOGINS = """\
Demo logins, all with the password learn-together:
  tutor@riverside.example        teaches the lesson that is on now
  student1@riverside.example     to student15@riverside.example
  supervisor@, admin@, assessor@, parent@, superadmin@riverside.example
  tutor@hillcrest.example        a second centre, which sees nothing of the first"""


@dataclass(frozen=True, slots=True)
class Run:
    """What every step needs. `environment` is that of the processes; `held_open` keeps the data folder theirs."""

    settings: LauncherSettings
    folder: DataFolder
    terminal: Terminal
    environment: Mapping[str, str]
    supervisor: Supervisor
    held_open: tuple[int, ...]


def prepared_run(settings: LauncherSettings, environment: Mapping[str, str], terminal: Terminal) -> Run:
    """Check what can be checked and take the data folder. Raises LaunchError or SettingsError."""
    checks.check_settings(settings)
    folder = DataFolder(settings.aetherlearn_home)
    folder.create()
    held_open = (folder.claim(lambda: terminal.announce("Waiting for what an earlier run left to end…")),)
    whole = plan.process_environment(settings, folder, environment)
    return Run(settings, folder, terminal, whole, Supervisor(terminal.say, held_open), held_open)


async def run_everything(run: Run) -> None:
    """Run all processes until cancelled. Raises LaunchError if one cannot start or keeps dying."""
    checks.check_port("CORE_PORT", run.settings.core_host, run.settings.core_port)
    checks.check_port("HUB_PORT", run.settings.hub_host, run.settings.hub_port)
    await while_supervised(run, _start_and_stay(run))


async def run_beside_engines(run: Run, *command: str) -> int:
    """Run one command with the servers it needs, migrated; returns its exit code."""
    return await while_supervised(run, _start_engines_and_call(run, command))


async def call(environment: Mapping[str, str], *command: str) -> int:
    """Run one command in this terminal; returns its exit code."""
    process = await asyncio.create_subprocess_exec(*command, env=environment)
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def while_supervised(run: Run, work: Coroutine[Any, Any, Result]) -> Result:
    """The outcome of `work`, or the failure of a process; either way all processes are stopped, in order."""
    task = asyncio.create_task(work)
    failure = run.supervisor.failure
    either: set[asyncio.Future[Any]] = {task, failure}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if failure.done():
            failure.result()
        return await task
    finally:
        run.folder.announce_stop()
        run.folder.forget_environment()
        task.cancel()
        await asyncio.wait({task})
        for names in _STOP_ORDER:
            await run.supervisor.stop(*names)
        run.folder.clear_sockets()


async def _start_and_stay(run: Run) -> None:
    await start_engines(run)
    await migrate(run)
    run.terminal.announce("Starting core and hub…")
    for spec in plan.in_front(run.settings, run.environment):
        await run.supervisor.start(spec)
    run.folder.remember_environment(run.environment)
    await seed_demo_data(run)
    for name, url in plan.readiness(run.settings).items():
        await until(f"The {name}", checks.responds, url, _SERVICE_SECONDS)
    for spec in plan.behind(run.environment):  # last, so that people wait for two processes less
        await run.supervisor.start(spec)
    run.terminal.announce(welcome(run.settings))
    while True:
        await asyncio.sleep(_SEED_EVERY_SECONDS)  # so that the demo tutor always has a lesson that is on now
        await seed_demo_data(run)


async def _start_engines_and_call(run: Run, command: tuple[str, ...]) -> int:
    await start_engines(run)
    await migrate(run)
    return await call(run.environment, *command)


async def start_engines(run: Run) -> None:
    """The embedded servers where no others are given; all answer when this returns. Raises LaunchError."""
    run.terminal.announce("Starting PostgreSQL and Valkey…")
    if run.settings.database_url is None:
        await _start_postgres(run)
    else:
        for name in ("DATABASE_URL", "MIGRATION_DATABASE_URL"):
            checks.check_postgres(name, run.environment[name])
    if run.settings.redis_url is None:
        await run.supervisor.start(engines.valkey_spec(run.folder, os.environ))
        await until("Valkey", engines.redis_answers, run.environment["REDIS_URL"], _ENGINE_SECONDS)
    else:
        checks.check_redis(run.settings.redis_url)


async def _start_postgres(run: Run) -> None:
    folder = run.folder
    account = account_for_postgres(engines.postgres_binaries(), folder.home)
    await asyncio.to_thread(engines.prepare_postgres, folder, account)
    await run.supervisor.start(engines.postgres_spec(folder, account, os.environ))
    url = engines.embedded_postgres_url(folder, engines.SUPERUSER, "postgres")
    await until("PostgreSQL", engines.postgres_answers, url, _ENGINE_SECONDS)
    await asyncio.to_thread(engines.create_roles_and_database, folder)


async def until(name: str, answers: Callable[[str], bool], url: str, patience_seconds: float) -> None:
    """Ask again and again until the server at `url` answers. Raises LaunchError when patience ends."""
    deadline = time.monotonic() + patience_seconds
    while not await asyncio.to_thread(answers, url):
        if time.monotonic() > deadline:
            raise LaunchError(f"{name} was not ready within {patience_seconds:g} s; the lines above may say why.")
        await asyncio.sleep(0.05)


async def migrate(run: Run) -> None:
    """Raises LaunchError if it fails."""
    run.terminal.announce("Bringing the database's schema up to date…")
    await _complete(run, plan.migrations(run.environment), "The migrations failed")


async def seed_demo_data(run: Run) -> None:
    """Raises LaunchError if it fails: without a lesson that is on now, a demo shows nothing."""
    if run.settings.has_demo_data:
        run.terminal.announce("Bringing the demo data up to date…")
        await _complete(run, plan.demo_seed(run.environment), "The demo data could not be made")


async def _complete(run: Run, spec: ProcessSpec, problem: str) -> None:
    if code := await run_to_end(spec, run.terminal.say, run.held_open):
        raise LaunchError(f"{problem} ({describe_exit(code)}); the lines above say why.")


def welcome(settings: LauncherSettings) -> str:
    """What to do now."""
    lines = ["", f"AetherLearn is ready: {plan.page_address(settings)}"]
    if settings.has_demo_data:
        lines.append(DEMO_LOGINS)
    return "\n".join([*lines, "Ctrl-C stops everything; the data stays.", ""])
