"""Which processes make up AetherLearn on one machine, and the environment that they share."""

import sys
from collections.abc import Mapping

from core_service.launcher.checks import address_for_others
from core_service.launcher.data_folder import DataFolder
from core_service.launcher.engines import APP, OWNER, embedded_postgres_url, embedded_redis_url
from core_service.launcher.processes import ProcessSpec
from core_service.launcher.settings import CLONE, LauncherSettings
from shared.settings import CoreSettings, HubSettings, MigrationSettings, with_public_addresses

_HUB_DRAIN_SECONDS = "1"  # nobody is handed over on one machine, and Ctrl-C is waited for
_NOT_FOR_THE_HUB = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "TICKET_PRIVATE_KEY")
_NOT_FOR_THE_APP = ("MIGRATION_DATABASE_URL",)


def process_environment(
    settings: LauncherSettings, folder: DataFolder, environment: Mapping[str, str]
) -> dict[str, str]:
    """The whole environment of migrations, core, hub, worker and ingest. Raises SettingsError."""
    private_key, public_key = folder.ticket_keys()
    others_host = address_for_others(settings.core_host)
    ours = {
        "AETHERLEARN_HOME": str(folder.home),
        "DATABASE_URL": settings.database_url or embedded_postgres_url(folder, APP),
        "MIGRATION_DATABASE_URL": settings.migration_database_url or embedded_postgres_url(folder, OWNER),
        "REDIS_URL": settings.redis_url or embedded_redis_url(folder),
        "PYTHONUNBUFFERED": "1",
    }
    defaults = {
        "TICKET_PRIVATE_KEY": private_key,
        "TICKET_PUBLIC_KEYS": public_key,
        "SERVICE_KEY": folder.service_key(),
        "DRAIN_SECONDS": _HUB_DRAIN_SECONDS,
    }
    given = {name: value for name, value in environment.items() if value.strip()}
    hosts = {"CORE_HOST": others_host, "HUB_HOST": address_for_others(settings.hub_host)}
    public = with_public_addresses(given | hosts)
    addresses = {name: public[name] for name in ("PUBLIC_URL", "PUBLIC_HUB_URL", "ALLOWED_ORIGINS", "CORE_URL")}
    whole = defaults | addresses | given | ours
    for settings_class in (CoreSettings, HubSettings, MigrationSettings):
        settings_class.from_environment(whole)
    return whole


def without(environment: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """The environment less what a process has no business to know."""
    return {name: value for name, value in environment.items() if name not in names}


def module(name: str, environment: Mapping[str, str], *arguments: str) -> ProcessSpec:
    """A process that runs a module with these arguments."""
    command = (sys.executable, "-m", *arguments)
    return ProcessSpec(name, command, environment, CLONE)


def migrations(environment: Mapping[str, str]) -> ProcessSpec:
    """Brings the database's schema up to date, as its owner."""
    return module("migrate", environment, "core_service.cli", "migrate")


def demo_seed(environment: Mapping[str, str]) -> ProcessSpec:
    """Makes or refreshes the demo data."""
    return module("seed", without(environment, _NOT_FOR_THE_APP), "seed", "demo")


def in_front(settings: LauncherSettings, environment: Mapping[str, str]) -> tuple[ProcessSpec, ...]:
    """Core and hub: what a browser talks to."""
    tls = ("--certfile", str(settings.tls_cert), "--keyfile", str(settings.tls_key)) if settings.tls_cert else ()
    gunicorn = (
        *("gunicorn", "core_service.wsgi:app", "--bind", f"{settings.core_host}:{settings.core_port}", *tls),
        *("--workers", str(settings.core_workers), "--threads", str(settings.core_threads)),
        *("--graceful-timeout", "5", "--keep-alive", "30"),
        *("--log-level", "warning", "--no-control-socket", "--config", "python:core_service.foundation.gunicorn_hooks"),
    )
    return (
        module("core", without(environment, _NOT_FOR_THE_APP), *gunicorn),
        module("hub", without(environment, _NOT_FOR_THE_HUB), "realtime_hub.main"),
    )


def behind(environment: Mapping[str, str]) -> tuple[ProcessSpec, ...]:
    """Worker and ingest: what they have to do waits for them."""
    app = without(environment, _NOT_FOR_THE_APP)
    return (
        module("worker", with_metrics_port(app, 1), "core_service.worker"),
        module("ingest", with_metrics_port(app, 2), "core_service.ingest"),
    )


def with_metrics_port(environment: Mapping[str, str], places_on: int) -> dict[str, str]:
    """On one machine each process answers `/metrics` on a port of its own, counted from the core's."""
    port = int(environment.get("METRICS_PORT", "").strip() or 0)
    return dict(environment) | ({"METRICS_PORT": str(port + places_on)} if port else {})


def readiness(settings: LauncherSettings) -> dict[str, str]:
    """Where core and hub say that they are ready."""
    scheme = "https" if settings.tls_cert else "http"
    places = {"core": (settings.core_host, settings.core_port), "hub": (settings.hub_host, settings.hub_port)}
    paths = {"core": "/api/health", "hub": "/readyz"}
    return {name: f"{scheme}://{_local(host)}:{port}{paths[name]}" for name, (host, port) in places.items()}


def _local(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host


def page_address(settings: LauncherSettings) -> str:
    """What to type into a browser."""
    scheme = "https" if settings.tls_cert else "http"
    return f"{scheme}://{address_for_others(settings.core_host)}:{settings.core_port}"
