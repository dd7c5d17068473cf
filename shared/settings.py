"""What the environment may say to the core and to the hub, read once and frozen, so that nothing reads it later.

Each field of a settings class is the variable of the same name in capitals. README's table is tested against
these classes.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from shared.setting_kinds import (
    Setting,
    SettingsError,
    folder_or_file,
    log_level,
    mail_url,
    media_url,
    origins,
    pem_key,
    pem_keys,
    postgres_url,
    read,
    secret,
    sender,
    text,
    url,
    whole_number,
)

__all__ = ["CoreSettings", "Environment", "HubLimits", "HubSettings", "MigrationSettings", "SettingsError"]

_EVERY_ADDRESS = frozenset({"0.0.0.0", "::", "[::]"})
_OWN_ADDRESSES = ("127.0.0.1", "localhost")


class Environment(StrEnum):
    """Production logs JSON and sends cookies over HTTPS alone."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


def environment_name(value: str) -> Environment:
    """`development` or `production`."""
    try:
        return Environment(value.lower())
    except ValueError:
        raise SettingsError("must be development or production") from None


Port = Annotated[int, Setting(whole_number(1, 65535), "port")]
EnvironmentName = Annotated[
    Environment,
    Setting(environment_name, "`production` logs JSON and marks cookies as HTTPS only; else `development`"),
]
LogLevel = Annotated[str, Setting(log_level, "DEBUG, INFO, WARNING or ERROR")]
RedisUrl = Annotated[str, Setting(url("redis", "rediss", "unix"), "Redis or Valkey; empty: the embedded Valkey")]
PublicKeys = Annotated[
    tuple[str, ...],
    Setting(pem_keys, "Ed25519 public keys that room tickets may be signed with, as PEM, one after the other"),
]
ServiceKey = Annotated[str, Setting(secret, "secret with which the hub calls the core, at least 32 characters")]
Origins = Annotated[
    tuple[str, ...],
    Setting(origins, "origins of pages that may connect to the hub, separated by commas"),
]
TlsFile = Annotated[Path | None, Setting(folder_or_file, "PEM file; with its partner core and hub speak HTTPS")]
Seconds = whole_number(1, 86_400)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreSettings:
    """The core's, the worker's and ingest's."""

    environment: EnvironmentName = Environment.DEVELOPMENT
    log_level: LogLevel = "INFO"
    database_url: Annotated[
        str, Setting(postgres_url, "PostgreSQL 15 or newer, as the app's role; empty: the embedded server")
    ]
    report_database_url: Annotated[
        str | None, Setting(postgres_url, "a read replica of it, as the same role; empty: the database itself")
    ] = None
    database_pool_size: Annotated[int, Setting(whole_number(1, 200), "connections a core process keeps")] = 8
    redis_url: RedisUrl
    core_host: Annotated[str, Setting(text, "address the core listens on")] = "127.0.0.1"
    core_port: Port = 8000
    metrics_port: Annotated[int, Setting(whole_number(0, 65535), "port of this process's /metrics; 0: none")] = 0
    trusted_proxies: Annotated[
        int, Setting(whole_number(0, 10), "proxies in front that add the caller's address to X-Forwarded-For")
    ] = 0
    public_hub_url: Annotated[str, Setting(url("ws", "wss"), "the hub as browsers reach it")]
    public_url: Annotated[str, Setting(url("http", "https"), "the pages as people reach them; letters link to it")]
    mail_url: Annotated[str, Setting(mail_url, "mail server as smtp:// or smtps://, or a folder for letters")]
    mail_from: Annotated[str, Setting(sender, "who letters come from")] = "AetherLearn <no-reply@localhost>"
    allowed_origins: Origins
    ticket_private_key: Annotated[str, Setting(pem_key, "Ed25519 key that signs room tickets, as PEM")]
    ticket_public_keys: PublicKeys
    service_key: ServiceKey
    quiet_seconds: Annotated[int, Setting(Seconds, "without input for so long, a student is shown as quiet")] = 120
    offline_seconds: Annotated[int, Setting(Seconds, "silent for so long, a student is shown as offline")] = 30
    web_folder: Annotated[Path, Setting(folder_or_file, "the built web app that the core serves")] = (
        Path(__file__).parent.parent / "core_service" / "web" / "dist"
    )
    media_url: Annotated[str, Setting(media_url, "folder of private files, or an S3-compatible bucket")]
    tls_cert: TlsFile = None
    tls_key: TlsFile = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "CoreSettings":
        """Raises SettingsError for the first variable that is missing or wrong."""
        return read(cls, with_public_addresses(environment))

    @property
    def has_secure_cookies(self) -> bool:
        """Whether cookies carry `Secure`: browsers drop those on a plain HTTP address."""
        return self.environment is Environment.PRODUCTION or self.tls_cert is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationSettings:
    """For migrations alone: the running app never holds the rights of the tables' owner."""

    migration_database_url: Annotated[
        str, Setting(postgres_url, "the same database as the owner of its tables, for migrations")
    ]
    database_url: Annotated[str, Setting(postgres_url, "as above; names the role that receives the app's rights")]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "MigrationSettings":
        """Raises SettingsError for the first variable that is missing or wrong."""
        return read(cls, environment)


@dataclass(frozen=True, slots=True, kw_only=True)
class HubLimits:
    """PROTOCOL, Limits: each can be set, these are its defaults."""

    message_bytes: Annotated[int, Setting(whole_number(1024, 2**24), "largest message")] = 64 * 1024
    messages_per_second: Annotated[int, Setting(whole_number(1, 10_000), "messages a connection may send")] = 30
    messages_burst: Annotated[int, Setting(whole_number(1, 10_000), "messages it may send at once")] = 60
    room_members: Annotated[int, Setting(whole_number(1, 1000), "connections in one room")] = 64
    accepts_per_second: Annotated[int, Setting(whole_number(1, 100_000), "connections a replica accepts")] = 500
    backlog_merge_bytes: Annotated[
        int, Setting(whole_number(1024, 2**30), "waiting for a slow reader: above, live messages are merged")
    ] = 128 * 1024
    backlog_snapshot_bytes: Annotated[
        int, Setting(whole_number(1024, 2**30), "above, a snapshot follows instead of changes")
    ] = 512 * 1024
    backlog_abort_bytes: Annotated[int, Setting(whole_number(1024, 2**30), "above, the connection is ended")] = (
        1024 * 1024
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSettings:
    """The hub's: no database and no private key, so that a hub can neither read records nor sign tickets."""

    environment: EnvironmentName = Environment.DEVELOPMENT
    log_level: LogLevel = "INFO"
    redis_url: RedisUrl
    hub_host: Annotated[str, Setting(text, "address the hub listens on")] = "127.0.0.1"
    hub_port: Port = 8001
    core_url: Annotated[str, Setting(url("http", "https"), "the core as the hub reaches it")]
    allowed_origins: Origins
    ticket_public_keys: PublicKeys
    service_key: ServiceKey
    tick_ms: Annotated[int, Setting(whole_number(0, 5000), "live updates are joined for so many milliseconds")] = 50
    rest_ms: Annotated[int, Setting(whole_number(0, 20), "rest of a lively hub between turns; at most TICK_MS")] = 5
    drain_seconds: Annotated[int, Setting(whole_number(0, 600), "time to hand over connections at a stop")] = 20
    tls_cert: TlsFile = None
    tls_key: TlsFile = None
    limits: HubLimits = dataclasses.field(default_factory=HubLimits)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "HubSettings":
        """Raises SettingsError for the first variable that is missing or wrong."""
        limits = read(HubLimits, environment, prefix="HUB_")
        return dataclasses.replace(read(cls, with_public_addresses(environment)), limits=limits)


def with_public_addresses(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment, with what follows from hosts, ports and the data folder where it is not given."""
    known = {name: value for name, value in environment.items() if value.strip()}
    tls = "s" if known.get("TLS_CERT") else ""
    core_host, core_port = known.get("CORE_HOST", "127.0.0.1"), known.get("CORE_PORT", "8000")
    hub_host, hub_port = known.get("HUB_HOST", "127.0.0.1"), known.get("HUB_PORT", "8001")
    pages = [f"http{tls}://{host}:{core_port}" for host in dict.fromkeys((core_host, *_OWN_ADDRESSES))]
    derived = {
        "CORE_URL": f"http{tls}://{_reachable(core_host)}:{core_port}",
        "PUBLIC_URL": f"http{tls}://{_reachable(core_host)}:{core_port}",
        "MAIL_URL": str(Path(known.get("AETHERLEARN_HOME", ".aetherlearn")) / "letters"),
        "MEDIA_URL": str(Path(known.get("AETHERLEARN_HOME", ".aetherlearn")) / "media"),
        "PUBLIC_HUB_URL": f"ws{tls}://{_reachable(hub_host)}:{hub_port}",
        "ALLOWED_ORIGINS": ",".join(page for page in pages if urlsplit(page).hostname not in _EVERY_ADDRESS),
    }
    return derived | known


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in _EVERY_ADDRESS else host
