"""What must be true before anything is started, each told in one sentence when it is not."""

import socket
import ssl
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import psycopg
import redis

from core_service.launcher.engines import ask_postgres, ask_redis
from core_service.launcher.errors import LaunchError
from core_service.launcher.settings import LauncherSettings

_EVERY_ADDRESS = ("0.0.0.0", "::")
_NOWHERE = "192.0.2.1"  # an address for documents (RFC 5737): nothing is sent to it


def check_settings(settings: LauncherSettings) -> None:
    """What no single variable can say about itself. Raises LaunchError."""
    if settings.database_url and not settings.migration_database_url:
        raise LaunchError(
            "MIGRATION_DATABASE_URL is not set: beside DATABASE_URL, the app's role, migrations need the tables' owner."
        )
    if settings.migration_database_url and not settings.database_url:
        raise LaunchError("DATABASE_URL is not set: MIGRATION_DATABASE_URL alone does not say whom the app is.")
    if settings.tls_cert and not settings.core_url:
        raise LaunchError(
            "CORE_URL is not set: with TLS_CERT the hub needs the core's address as the certificate says."
        )
    if (settings.core_host, settings.core_port) == (settings.hub_host, settings.hub_port):
        raise LaunchError("CORE_PORT and HUB_PORT are the same: give the hub a port of its own.")


def check_port(name: str, host: str, port: int) -> None:
    """`name` is the variable that sets the port. Raises LaunchError if nothing can listen there."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(1)
    except socket.gaierror:
        raise LaunchError(f"{name.replace('PORT', 'HOST')} is {host}, which is no address of this machine.") from None
    except PermissionError:
        raise LaunchError(f"Port {port} needs rights that this account lacks: set {name} above 1023.") from None
    except OSError as problem:
        raise LaunchError(
            f"Port {port} on {host} cannot be used ({_reason(problem)}): end what uses it, or set {name} to a free one."
        ) from None


def _reason(problem: OSError) -> str:
    return (problem.strerror or str(problem)).lower()


def check_postgres(name: str, url: str) -> None:
    """`name` is the variable that holds the address. Raises LaunchError if the server does not let us in."""
    try:
        ask_postgres(url)
    except psycopg.OperationalError as problem:
        raise LaunchError(f"{name}: PostgreSQL at {_place(url)} does not let us in ({_first_line(problem)}).") from None


def check_redis(url: str) -> None:
    """Raises LaunchError if the server does not let us in."""
    try:
        ask_redis(url)
    except redis.RedisError as problem:
        raise LaunchError(f"REDIS_URL: Redis at {_place(url)} does not let us in ({_first_line(problem)}).") from None


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or parts.path


def _first_line(problem: Exception) -> str:
    return str(problem).strip().splitlines()[0].rstrip(".")


def responds(url: str) -> bool:
    """Whether a process says that it is ready; certificates are not looked at, since it is our own."""
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    try:
        with urllib.request.urlopen(url, timeout=2, context=trusting) as response:
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def address_for_others(host: str) -> str:
    """`host`, or this machine's address on its network if it listens on all of them."""
    if host not in _EVERY_ADDRESS:
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_NOWHERE, 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
