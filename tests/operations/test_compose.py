"""The compose file: every process gets the settings it reads, and no more of the network than it needs."""

import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from shared.settings import CoreSettings, HubSettings, MigrationSettings
from tests.operations.compose import compose_file, variables_in
from tests.operations.running import REPOSITORY

_MAKE_SECRETS = REPOSITORY / "docker" / "make-secrets.sh"
APP = ("core", "worker", "ingest")
HUBS = ("hub1", "hub2")


@pytest.fixture(scope="module")
def secrets_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What make-secrets.sh writes."""
    folder = tmp_path_factory.mktemp("secrets")
    subprocess.run((str(_MAKE_SECRETS), "learn.example.org", str(folder)), check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def services(secrets_folder: Path) -> dict[str, dict[str, Any]]:
    """All services, with those secrets."""
    found: dict[str, dict[str, Any]] = compose_file(variables_in(secrets_folder / ".env"))["services"]
    return found


def test_secrets_are_made_once_and_are_not_for_others(secrets_folder: Path) -> None:
    """A second run would lock the database's own users out."""
    before = (secrets_folder / ".env").read_text()
    subprocess.run((str(_MAKE_SECRETS), "other.example.org", str(secrets_folder)), check=True, capture_output=True)
    assert (secrets_folder / ".env").read_text() == before
    assert (secrets_folder / ".env").stat().st_mode & 0o077 == 0
    ignored = (REPOSITORY / "docker" / ".gitignore").read_text().split()
    assert {"/.env", "/certificates/"} <= set(ignored)


@pytest.mark.parametrize("is_root", [True, False])
def test_the_certificates_key_is_for_nginx_alone(is_root: bool) -> None:
    """Whoever makes the secrets: nginx's user owns the key, nobody else reads it; one that lay open is closed."""
    if is_root and os.geteuid() != 0:
        pytest.skip("only root can give files to nginx's own user")
    somebody: dict[str, Any] = (
        {} if is_root or os.geteuid() != 0 else {"user": 65534, "group": 65534, "extra_groups": []}
    )
    with tempfile.TemporaryDirectory() as name:
        folder, key = Path(name), Path(name, "certificates", "tls.key")
        if somebody:
            os.chown(folder, 65534, 65534)
        for _ in range(2):
            script = _MAKE_SECRETS.read_bytes()
            run = ("sh", "-s", "learn.example.org", name)
            subprocess.run(run, input=script, check=True, capture_output=True, **somebody)
            nginx = compose_file(variables_in(folder / ".env"))["services"]["nginx"]
            assert f"{key.stat().st_uid}:{key.stat().st_gid}" == nginx["user"]
            assert [path.stat().st_mode & 0o077 for path in (key, key.parent)] == [0, 0]
            assert f"uid={key.stat().st_uid}," in nginx["tmpfs"][0]
            key.chmod(0o644)
            os.chown(key, *((0, 0) if is_root else (-1, -1)))


@pytest.mark.parametrize("name", APP)
def test_the_cores_processes_can_read_their_settings(services: dict[str, dict[str, Any]], name: str) -> None:
    """Keys survive the one line that an .env file has for them; the proxy in front is trusted."""
    settings = CoreSettings.from_environment(services[name]["environment"])
    assert settings.trusted_proxies == 1
    assert settings.public_hub_url == "wss://learn.example.org"
    key_of_private = load_pem_private_key(settings.ticket_private_key.encode(), None).public_key()
    assert key_of_private == load_pem_public_key(settings.ticket_public_keys[0].encode())
    assert "MIGRATION_DATABASE_URL" not in services[name]["environment"]


@pytest.mark.parametrize("name", HUBS)
def test_hubs_can_read_their_settings_and_get_neither_database_nor_private_key(
    services: dict[str, dict[str, Any]], name: str
) -> None:
    """A hub that is taken over can neither read records nor sign tickets."""
    settings = HubSettings.from_environment(services[name]["environment"])
    assert settings.allowed_origins == ("https://learn.example.org",)
    assert not {"DATABASE_URL", "TICKET_PRIVATE_KEY"} & set(services[name]["environment"])
    assert int(services[name]["stop_grace_period"].rstrip("s")) > settings.drain_seconds


def test_the_migration_alone_knows_the_owners_password(services: dict[str, dict[str, Any]]) -> None:
    """Besides the server, which makes the role."""
    settings = MigrationSettings.from_environment(services["migrate"]["environment"])
    password = re.search(r"aetherlearn_owner:(.+)@", settings.migration_database_url)
    assert password
    knowing = {name for name, service in services.items() if password.group(1) in str(service.get("environment"))}
    assert knowing == {"migrate", "postgres"}


def test_only_the_cores_processes_reach_postgresql(services: dict[str, dict[str, Any]]) -> None:
    """Hubs and nginx are on other networks."""
    on_it = {name for name, service in services.items() if "database" in service["networks"]}
    assert on_it == {*APP, "migrate", "postgres"}


def test_every_process_of_ours_is_without_root_rights(services: dict[str, dict[str, Any]]) -> None:
    """No capabilities, no way to get any, nothing to write to."""
    for name in (*APP, *HUBS, "migrate", "nginx", "redis"):
        assert services[name]["cap_drop"] == ["ALL"], name
        assert services[name]["read_only"] is True, name
        assert "no-new-privileges:true" in services[name]["security_opt"], name


def test_images_are_pinned_and_names_resolve(secrets_folder: Path) -> None:
    """Networks, volumes, dependencies, and files that are mounted."""
    whole = compose_file(variables_in(secrets_folder / ".env"))
    for name, service in whole["services"].items():
        assert re.search(r":(\d+\.\d+(\.\d+)?-[a-z]+|local)$", service["image"]), name
        assert set(service["networks"]) <= set(whole["networks"]), name
        assert set(service.get("depends_on", ())) <= set(whole["services"]), name
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            is_known = source in whole["volumes"] or source == "./certificates"
            assert is_known or (REPOSITORY / "docker" / source).exists(), volume


def test_who_waits_for_health_waits_for_something_that_has_a_check(services: dict[str, dict[str, Any]]) -> None:
    """Docker refuses to start what waits for the health of a service without a check."""
    for service in services.values():
        for name, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in services[name] or "build" in services[name], name


def test_redis_keeps_what_it_was_given(services: dict[str, dict[str, Any]]) -> None:
    """Jobs and reports survive a crash (with AOF none of fifty jobs was lost, without it all were)."""
    command = " ".join(services["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command
    assert "redis:/data" in services["redis"]["volumes"]


def test_nginx_knows_the_services_by_their_names(services: dict[str, dict[str, Any]]) -> None:
    """Each upstream is a service on nginx's network, on the port that it listens on."""
    upstreams = (REPOSITORY / "docker" / "nginx" / "upstreams.conf").read_text()
    found = dict(re.findall(r"server (\w+):(\d+) ", upstreams))
    assert found == {"core": "8000", "hub1": "8001", "hub2": "8001"}
    for name in found:
        assert set(services[name]["networks"]) & set(services["nginx"]["networks"])
