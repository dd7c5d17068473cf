"""Real servers for tests: one PostgreSQL for a whole test run, a database and a Valkey for each of its workers.

They start when the first test asks. The process that the person started holds a pipe open; when it ends, however
it ends, so do they. With DATABASE_URL and MIGRATION_DATABASE_URL (whose role may create databases), and with
REDIS_URL, servers of your own are used.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis
import sqlalchemy as sa
from psycopg import sql

from core_service.launcher import engines
from core_service.launcher.data_folder import DataFolder
from core_service.launcher.processes import ProcessSpec, lifeline_command
from core_service.launcher.server_account import account_for_postgres
from core_service.launcher.settings import CLONE

_FOLDER_VARIABLE = "AETHERLEARN_TEST_FOLDER"
_START_SECONDS = 60.0
_NOTHING_NEEDS_TO_LAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


@dataclass(frozen=True, slots=True)
class TestDatabase:
    """A migrated database of this worker's own, as SQLAlchemy's addresses: as the app, and as the tables' owner."""

    __test__ = False

    url: str
    migration_url: str


class TestRun:
    """What the workers of one test run share: a folder, and a pipe that tells the servers when to end."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pipe = os.open(folder / "lifeline", os.O_RDWR)
        self._servers = os.open(folder / "servers.lock", os.O_RDWR | os.O_CREAT)

    @classmethod
    def begin(cls) -> "TestRun":
        """For the process that the person started; workers inherit its environment."""
        folder = Path(tempfile.mkdtemp(prefix="aetherlearn-test-"))
        os.mkfifo(folder / "lifeline")
        os.environ[_FOLDER_VARIABLE] = str(folder)
        return cls(folder)

    @classmethod
    def joined(cls) -> "TestRun":
        """For a worker."""
        return cls(Path(os.environ[_FOLDER_VARIABLE]))

    def end(self) -> None:
        """Let go of the servers, and clear up once they have ended."""
        self.leave()
        with (self.folder / "servers.lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(self.folder, ignore_errors=True)
        os.environ.pop(_FOLDER_VARIABLE, None)

    def leave(self) -> None:
        """A worker is done."""
        os.close(self._pipe)
        os.close(self._servers)

    def start(self, spec: ProcessSpec) -> None:
        """Start a server that ends with the test run."""
        fcntl.flock(self._servers, fcntl.LOCK_SH)
        pipe, log = (self.folder / "lifeline").open("rb", buffering=0), (spec.folder / f"{spec.name}.log").open("ab")
        with pipe, log:
            subprocess.Popen(
                lifeline_command(spec),
                stdin=pipe,
                stdout=log,
                stderr=log,
                env=dict(spec.environment),
                cwd=spec.folder,
                start_new_session=True,
                pass_fds=(self._servers,),
            )

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One worker at a time."""
        with (self.folder / "start.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """Three roles on one server: one that may create databases, the owner of tables, the app."""

    admin_url: str
    owner_url: str
    app_url: str
    template: str = "test_template"
    """The database of which each test database is a copy: migrating takes seconds, copying a tenth of one."""


def postgres_server(run: TestRun, environment: Mapping[str, str]) -> PostgresServer:
    """The one that the environment names, else ours; made ready by the first worker that comes."""
    is_ready = run.folder / "postgres-ready"
    with run.alone():
        server = _given_server(environment) or _own_server(run)
        if not is_ready.exists():
            _migrated(server, server.template)
            is_ready.touch()
    return server


def _given_server(environment: Mapping[str, str]) -> PostgresServer | None:
    if environment.get("DATABASE_URL") and environment.get("MIGRATION_DATABASE_URL"):
        owner_url = environment["MIGRATION_DATABASE_URL"]
        return PostgresServer(owner_url, owner_url, environment["DATABASE_URL"])
    return None


def _own_server(run: TestRun) -> PostgresServer:
    folder = DataFolder(run.folder / "pg")
    if not folder.postgres.exists():
        _start_postgres(run, folder)
    urls = (engines.embedded_postgres_url(folder, role) for role in (engines.SUPERUSER, engines.OWNER, engines.APP))
    return PostgresServer(*urls)


def _start_postgres(run: TestRun, folder: DataFolder) -> None:
    folder.create()
    account = account_for_postgres(engines.postgres_binaries(), folder.home)
    engines.prepare_postgres(folder, account)
    run.start(engines.postgres_spec(folder, account, os.environ, _NOTHING_NEEDS_TO_LAST))
    url = engines.embedded_postgres_url(folder, engines.SUPERUSER, "postgres")
    wait_for(lambda: engines.postgres_answers(url), folder.home / "postgres.log")
    engines.create_roles_and_database(folder)


def fresh_database(server: PostgresServer, worker: str) -> TestDatabase:
    """An empty database of this worker's own, at the newest revision."""
    return _created(server, f"test_{worker}", template=server.template)


def _migrated(server: PostgresServer, name: str) -> None:
    """A database brought to the newest revision by the product's own command."""
    database = _created(server, name, template="template1")
    environment = os.environ | {"DATABASE_URL": database.url, "MIGRATION_DATABASE_URL": database.migration_url}
    command = (sys.executable, "-m", "core_service.cli", "migrate")
    migrated = subprocess.run(command, env=environment, cwd=CLONE, capture_output=True, text=True, check=False)
    assert migrated.returncode == 0, migrated.stdout + migrated.stderr


def _created(server: PostgresServer, name: str, *, template: str) -> TestDatabase:
    with psycopg.connect(engines.libpq_url(server.admin_url), autocommit=True) as admin:
        owner = sql.Identifier(sa.make_url(server.owner_url).username or "")
        names = {"name": sql.Identifier(name), "owner": owner, "template": sql.Identifier(template)}
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**names))
        admin.execute(sql.SQL("CREATE DATABASE {name} OWNER {owner} TEMPLATE {template}").format(**names))
    return TestDatabase(_on(server.app_url, name), _on(server.owner_url, name))


def _on(url: str, database: str) -> str:
    return sa.make_url(url).set(database=database).render_as_string(hide_password=False)


def redis_address(run: TestRun, environment: Mapping[str, str], worker: str) -> str:
    """An empty Redis of this worker's own: a database of the server that the environment names, else a Valkey."""
    if given := environment.get("REDIS_URL"):
        url = urlsplit(given)._replace(path=f"/{_number_of(worker)}").geturl()
        with redis.Redis.from_url(url) as server:
            server.flushdb()
        return url
    folder = DataFolder(run.folder / worker)
    folder.create()
    run.start(engines.valkey_spec(folder, os.environ))
    url = engines.embedded_redis_url(folder)
    wait_for(lambda: engines.redis_answers(url), folder.home / "valkey.log")
    return url


def _number_of(worker: str) -> int:
    return 1 + int("".join(filter(str.isdigit, worker)) or 0)


def wait_for(is_true: Callable[[], bool], log: Path) -> None:
    """Return once it is true; fail with what the server wrote if it takes too long."""
    deadline = time.monotonic() + _START_SECONDS
    while not is_true():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.02)
