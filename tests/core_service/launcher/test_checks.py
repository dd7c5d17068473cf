"""What is checked before a start, and the sentence for each finding."""

import socket
from collections.abc import Iterator, Mapping

import pytest

from core_service.launcher.checks import (
    address_for_others,
    check_port,
    check_postgres,
    check_redis,
    check_settings,
    responds,
)
from core_service.launcher.errors import LaunchError
from core_service.launcher.settings import LauncherSettings


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port that something listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def test_a_busy_port_is_named_with_the_variable_that_helps(busy_port: int) -> None:
    """One sentence, before anything is started."""
    with pytest.raises(
        LaunchError, match=rf"^Port {busy_port} on 127\.0\.0\.1 cannot be used .*set HUB_PORT to a free"
    ):
        check_port("HUB_PORT", "127.0.0.1", busy_port)


def test_a_free_port_passes_and_stays_free(free_port: int) -> None:
    """The check itself must not take it."""
    check_port("CORE_PORT", "127.0.0.1", free_port)
    check_port("CORE_PORT", "127.0.0.1", free_port)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.7"])
def test_a_host_that_is_not_ours_is_refused(host: str, free_port: int) -> None:
    """A name that leads nowhere, and an address of another machine."""
    with pytest.raises(LaunchError):
        check_port("CORE_PORT", host, free_port)


def test_an_unreachable_postgres_is_named_without_its_password(free_port: int) -> None:
    """The password stays out of terminals and logs."""
    url = f"postgresql+psycopg://app:hush-hush@127.0.0.1:{free_port}/lessons"
    with pytest.raises(LaunchError, match=rf"^DATABASE_URL: PostgreSQL at 127\.0\.0\.1:{free_port} ") as caught:
        check_postgres("DATABASE_URL", url)
    assert "hush-hush" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unreachable_redis_is_named(free_port: int) -> None:
    """As the database is."""
    with pytest.raises(LaunchError, match=rf"^REDIS_URL: Redis at 127\.0\.0\.1:{free_port} "):
        check_redis(f"redis://:hush-hush@127.0.0.1:{free_port}/0")


OWN_POSTGRES = {"DATABASE_URL": "postgresql://app@db/lessons", "MIGRATION_DATABASE_URL": "postgresql://own@db/lessons"}


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DATABASE_URL": OWN_POSTGRES["DATABASE_URL"]}, r"^MIGRATION_DATABASE_URL is not set"),
        ({"MIGRATION_DATABASE_URL": OWN_POSTGRES["MIGRATION_DATABASE_URL"]}, r"^DATABASE_URL is not set"),
        ({"CORE_PORT": "9000", "HUB_PORT": "9000"}, r"^CORE_PORT and HUB_PORT are the same"),
        ({"TLS_CERT": "/c.pem", "TLS_KEY": "/k.pem"}, r"^CORE_URL is not set"),
    ],
)
def test_settings_that_do_not_fit_together_are_refused(environment: Mapping[str, str], sentence: str) -> None:
    """Each is right by itself."""
    with pytest.raises(LaunchError, match=sentence):
        check_settings(LauncherSettings.from_environment(environment))


def test_settings_that_fit_pass() -> None:
    """Nothing set, and servers of your own."""
    check_settings(LauncherSettings.from_environment({}))
    check_settings(LauncherSettings.from_environment(OWN_POSTGRES))


def test_nothing_responds_where_nothing_listens(free_port: int) -> None:
    """Readiness is asked for until it comes."""
    assert not responds(f"http://127.0.0.1:{free_port}/readyz")


def test_others_reach_us_by_a_real_address() -> None:
    """A tablet can do nothing with 0.0.0.0."""
    assert address_for_others("school.example") == "school.example"
    assert address_for_others("0.0.0.0") not in {"0.0.0.0", ""}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, True), ({"ENVIRONMENT": "production"}, False), ({"ENVIRONMENT": "production", "DEMO_DATA": "on"}, True)],
)
def test_production_has_no_demo_people_unless_asked(environment: Mapping[str, str], expected: bool) -> None:
    """Their password stands in README."""
    assert LauncherSettings.from_environment(environment).has_demo_data is expected
