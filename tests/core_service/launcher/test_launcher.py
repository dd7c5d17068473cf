"""The launcher as a person meets it: its commands, its exit codes, and what a kill leaves."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core_service.launcher.data_folder import DataFolder
from core_service.launcher.engines import command_line

_PATIENCE_SECONDS = 30
WAITING = "import sys; print('working', flush=True); sys.stdin.read()"
NOT_OURS = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """That of a first look: nothing set but the data folder."""
    given = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    return given | {"AETHERLEARN_HOME": str(tmp_path / "home")}


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Start]:
    """Starts the launcher with arguments; ends it after the test."""
    started: list[subprocess.Popen[str]] = []

    def starting(*arguments: str, **variables: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "core_service.launcher", *arguments]
        process = subprocess.Popen(
            command,
            env=environment | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield starting
    for process in started:
        process.terminate()
        process.communicate(timeout=_PATIENCE_SECONDS)


def processes_on(folder: DataFolder) -> list[int]:
    """Every process that was started with the folder's name."""
    numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in numbers if str(folder.home) in command_line(pid)]


def test_a_command_finds_migrated_servers_and_its_exit_code_comes_back(start: Start) -> None:
    """`with` brings the engines up for a command when nothing runs; standard output is the command's alone."""
    program = (
        "import os, psycopg, redis; redis.Redis.from_url(os.environ['REDIS_URL']).ping();"
        "url = os.environ['DATABASE_URL'].replace('+psycopg', '');"
        "print(psycopg.connect(url).execute('SELECT count(*) FROM tutoring_session').fetchone()); raise SystemExit(5)"
    )
    output, said = start("with", "--", sys.executable, "-c", program).communicate(timeout=_PATIENCE_SECONDS)
    assert output == "(0,)\n", said


def test_a_killed_launcher_leaves_no_server_and_the_next_waits_for_the_last_of_them(
    start: Start, tmp_path: Path
) -> None:
    """kill -9 lets nobody clean up; the lifelines do. Nobody has to count to ten before the next start."""
    folder = DataFolder(tmp_path / "home")
    killed = start("with", "--", sys.executable, "-c", WAITING)
    assert killed.stdout
    assert killed.stdout.readline() == "working\n"
    assert processes_on(folder)
    killed.send_signal(signal.SIGKILL)
    after = start("with", "--", "echo", "again")
    assert after.communicate(timeout=_PATIENCE_SECONDS)[0] == "again\n"
    assert not processes_on(folder)


def test_a_command_beside_nothing_is_refused(start: Start) -> None:
    """`make demo` has no class to show without `make run`."""
    process = start("beside", "--", "echo", "shown")
    output, said = process.communicate(timeout=_PATIENCE_SECONDS)
    assert (process.returncode, output) == (1, "")
    assert "start it with `make run` first" in said


def test_two_launchers_do_not_share_a_data_folder(start: Start) -> None:
    """The second says so and touches nothing."""
    first = start("with", "--", sys.executable, "-c", WAITING)
    assert first.stdout
    assert first.stdout.readline() == "working\n"
    second = start()
    output, _ = second.communicate(timeout=_PATIENCE_SECONDS)
    assert second.returncode == 1
    assert "already runs on the data folder" in output


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"CORE_PORT": "eighty"}, "CORE_PORT must be a whole number from 1 to 65535."),
        ({"DATABASE_URL": "mysql://db/lessons"}, "DATABASE_URL must"),
        ({"DATABASE_URL": "postgresql://app@127.0.0.1:1/lessons"}, "MIGRATION_DATABASE_URL is not set"),
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "REDIS_URL: Redis at 127.0.0.1:1 does not let us in"),
        ({"ALLOWED_ORIGINS": "school.example"}, "ALLOWED_ORIGINS must"),
        ({"AETHERLEARN_HOME": "/proc/none"}, "set AETHERLEARN_HOME"),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_a_failure(start: Start, variables: dict[str, str], sentence: str) -> None:
    """No traceback, and exit code 1."""
    process = start(**{**free_ports(), **variables})
    output, errors = process.communicate(timeout=_PATIENCE_SECONDS)
    assert process.returncode == 1
    assert sentence in output
    assert "Traceback" not in output + errors


def test_a_busy_port_is_one_sentence_and_a_failure(start: Start) -> None:
    """Before any server is started."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        process = start(CORE_PORT=str(port))
        output, _ = process.communicate(timeout=_PATIENCE_SECONDS)
    assert process.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in output


def free_ports() -> dict[str, str]:
    """Two ports that were free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as core, socket.create_server(("127.0.0.1", 0)) as hub:
        return {"CORE_PORT": str(core.getsockname()[1]), "HUB_PORT": str(hub.getsockname()[1])}
