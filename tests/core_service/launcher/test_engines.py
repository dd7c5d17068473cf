"""The embedded PostgreSQL: its cluster, its roles, and what a crash leaves."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from core_service.launcher import engines
from core_service.launcher.data_folder import DataFolder
from core_service.launcher.errors import LaunchError
from core_service.launcher.processes import lifeline_command
from core_service.launcher.server_account import ServerAccount, account_for_postgres
from tests.engines import wait_for


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    """A fresh one."""
    made = DataFolder(tmp_path / "home with a space")
    made.create()
    yield made
    made.clear_sockets()


def account(folder: DataFolder) -> ServerAccount:
    """The one that this machine allows."""
    return account_for_postgres(engines.postgres_binaries(), folder.home)


@contextmanager
def running(folder: DataFolder) -> Iterator[None]:
    """A server on the folder's cluster."""
    engines.prepare_postgres(folder, account(folder))
    spec = engines.postgres_spec(folder, account(folder), os.environ)
    log = folder.home / "postgres.log"
    with (
        log.open("ab") as output,
        subprocess.Popen(lifeline_command(spec), stdin=subprocess.PIPE, stdout=output, stderr=output) as process,
    ):
        wait_for(lambda: engines.postgres_answers(superuser_url(folder, "postgres")), log)
        yield
        process.communicate()


def superuser_url(folder: DataFolder, database: str) -> str:
    """SQLAlchemy's spelling."""
    return engines.embedded_postgres_url(folder, engines.SUPERUSER, database)


def test_the_data_and_the_roles_outlive_a_stop(folder: DataFolder) -> None:
    """The second start finds cluster, roles and database, and makes nothing anew."""
    with running(folder):
        engines.create_roles_and_database(folder)
        with psycopg.connect(engines.libpq_url(superuser_url(folder, engines.DATABASE))) as db:
            db.execute("CREATE TABLE kept (word text)")
            db.execute("INSERT INTO kept VALUES ('née')")
    with running(folder):
        engines.create_roles_and_database(folder)
        with psycopg.connect(engines.libpq_url(superuser_url(folder, engines.DATABASE))) as db:
            assert db.execute("SELECT word FROM kept").fetchall() == [("née",)]
            roles = db.execute("SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles")
            ours = {row[0]: row[1:] for row in roles if row[0].startswith("aetherlearn")}
    assert ours == {engines.OWNER: (False,) * 4, engines.APP: (False,) * 4}


def test_a_reused_process_number_does_not_keep_the_server_from_starting(folder: DataFolder) -> None:
    """After a power cut the number in postmaster.pid may be any process's, here our own."""
    with running(folder):
        pid_file = folder.postgres / "postmaster.pid"
        left = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *left[1:]]) + "\n")
    with running(folder):
        assert engines.postgres_answers(superuser_url(folder, "postgres"))


def test_a_server_that_lost_its_lifeline_is_stopped_before_the_next_starts(folder: DataFolder) -> None:
    """Even someone who kills the lifeline can start again."""
    engines.prepare_postgres(folder, account(folder))
    spec = engines.postgres_spec(folder, account(folder), os.environ)
    with subprocess.Popen(spec.command, stderr=subprocess.DEVNULL) as orphan:
        wait_for(lambda: engines.postgres_answers(superuser_url(folder, "postgres")), folder.postgres / "PG_VERSION")
        engines.prepare_postgres(folder, account(folder))
        assert orphan.wait(10) == 0


def test_a_cluster_of_another_version_is_refused(folder: DataFolder) -> None:
    """PostgreSQL's own message would not say what to do."""
    folder.postgres.mkdir()
    (folder.postgres / "PG_VERSION").write_text("16\n")
    with pytest.raises(LaunchError, match=r"holds data of PostgreSQL 16"):
        engines.prepare_postgres(folder, ServerAccount())


def test_a_half_made_cluster_is_made_again(folder: DataFolder) -> None:
    """Ctrl-C during the first start."""
    (folder.home / "postgres.new").mkdir()
    (folder.home / "postgres.new" / "PG_VERSION").write_text("18\n")
    with running(folder):
        assert engines.postgres_answers(superuser_url(folder, "postgres"))
