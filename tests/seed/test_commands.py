"""`python -m seed` as it is called by the launcher and by hand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared.settings import CoreSettings
from tests.engines import TestRun, fresh_database, postgres_server

WITHOUT_SERVERS = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}


def seed(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """One run of the command."""
    command = [sys.executable, "-m", "seed", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("arguments", [("demo",), ("large",), ("load", "--rooms", "1")])
def test_without_a_database_it_says_so(arguments: tuple[str, ...]) -> None:
    """One clear sentence and a non-zero exit."""
    result = seed(*arguments, environment=WITHOUT_SERVERS)
    assert result.returncode == 1
    assert "DATABASE_URL" in result.stderr
    assert "Traceback" not in result.stderr


def test_rooms_are_counted() -> None:
    """No lesson, or far too many, is refused before anything is written."""
    for rooms in ("0", "5000"):
        assert seed("load", "--rooms", rooms, environment=WITHOUT_SERVERS).returncode == 2


def test_the_app_role_is_enough(test_run: TestRun, worker_id: str, settings: CoreSettings, tmp_path: Path) -> None:
    """Seeding needs no rights beyond the app's; it happens in a database of its own, since it is committed."""
    database = fresh_database(postgres_server(test_run, os.environ), f"{worker_id}_commands")
    environment = WITHOUT_SERVERS | {
        "DATABASE_URL": database.url,
        "REDIS_URL": settings.redis_url,
        "TICKET_PRIVATE_KEY": settings.ticket_private_key,
        "TICKET_PUBLIC_KEYS": "\n".join(settings.ticket_public_keys),
        "SERVICE_KEY": settings.service_key,
    }
    result = seed("load", "--rooms", "1", "--credentials", str(tmp_path / "load.json"), environment=environment)
    assert result.returncode == 0, result.stderr
    assert "1 running lessons" in result.stdout
