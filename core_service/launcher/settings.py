"""What the launcher itself reads from the environment; everything else it hands on to the processes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from shared.setting_kinds import Setting, folder_or_file, on_or_off, postgres_url, read, text, url, whole_number
from shared.settings import Environment, EnvironmentName, Port, TlsFile

CLONE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class LauncherSettings:
    """Where to listen, where data lives, and which servers to use instead of the embedded ones."""

    environment: EnvironmentName = Environment.DEVELOPMENT
    aetherlearn_home: Annotated[
        Path, Setting(folder_or_file, "folder for the embedded servers' data, keys and uploads")
    ] = CLONE / ".aetherlearn"
    core_host: Annotated[str, Setting(text, "address the core listens on; 0.0.0.0 for tablets on the network")] = (
        "127.0.0.1"
    )
    core_port: Port = 8000
    core_workers: Annotated[int, Setting(whole_number(1, 64), "processes of the core")] = 2
    core_threads: Annotated[int, Setting(whole_number(1, 64), "threads in each of them")] = 8
    hub_host: Annotated[str, Setting(text, "address the hub listens on; 0.0.0.0 for tablets on the network")] = (
        "127.0.0.1"
    )
    hub_port: Port = 8001
    database_url: Annotated[str | None, Setting(postgres_url, "PostgreSQL as the app's role")] = None
    migration_database_url: Annotated[str | None, Setting(postgres_url, "the same as the tables' owner")] = None
    redis_url: Annotated[str | None, Setting(url("redis", "rediss", "unix"), "Redis or Valkey")] = None
    core_url: Annotated[str | None, Setting(url("http", "https"), "the core as the hub reaches it")] = None
    demo_data: Annotated[
        bool | None,
        Setting(on_or_off, "`on` or `off`: keep demo centres, people and lessons up to date; off in production"),
    ] = None
    tls_cert: TlsFile = None
    tls_key: TlsFile = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "LauncherSettings":
        """Raises SettingsError for the first variable that is wrong."""
        return read(cls, environment)

    @property
    def has_demo_data(self) -> bool:
        """Their passwords are public: never in production unless asked for."""
        return self.environment is Environment.DEVELOPMENT if self.demo_data is None else self.demo_data
