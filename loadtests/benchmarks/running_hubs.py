"""Hubs as they are deployed, on a real Valkey with all checks, limits and metrics; only their core is a stand-in."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
import psutil
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loadtests.children import answers, child, free_port, may_pin, wait_until
from shared.tickets import TicketSigner

_HUB_CORE, _GENERATOR_CORE = 0, 1
_BENCHMARK_PROFILE = {"HUB_MESSAGES_PER_SECOND": "200", "HUB_MESSAGES_BURST": "400"}
_NOT_FOR_THE_HUB = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "TICKET_PRIVATE_KEY")


class RunningHub(msgspec.Struct, frozen=True):
    """One replica, and the core that it is pinned to (None: to no one)."""

    process: psutil.Process
    port: int
    core: int | None


def cores() -> tuple[int | None, int | None]:
    """The hubs' core and the generator's, one each where the machine has two."""
    return (_HUB_CORE, _GENERATOR_CORE) if may_pin(_HUB_CORE, _GENERATOR_CORE) else (None, None)


@contextmanager
def running_hubs(
    count: int, rooms: int, tick_ms: int, core: int | None, folder: Path
) -> Iterator[tuple[TicketSigner, list[RunningHub]]]:
    """`count` new replicas that know `rooms` classrooms, so that none inherits another measurement's memory.

    Raises NotMeasured when one does not answer.
    """
    key, core_port, log = Ed25519PrivateKey.generate(), free_port(), folder / "hub.log"
    command = (sys.executable, "-m", "loadtests.benchmarks.stand_in_core", str(core_port), str(rooms))
    with ExitStack() as stack:
        stand_in = stack.enter_context(child(*command, environment=os.environ, log=log))
        wait_until(lambda: answers(core_port, "/api/health", stand_in), "the stand-in core does not answer", log)
        hubs = [_started(stack, _environment(key, core_port, tick_ms), core, log) for _ in range(count)]
        yield TicketSigner(_private_pem(key)), hubs


def _started(stack: ExitStack, environment: Mapping[str, str], core: int | None, log: Path) -> RunningHub:
    port = free_port()
    command = (sys.executable, "-m", "realtime_hub.main")
    process = stack.enter_context(
        child(*command, environment={**environment, "HUB_PORT": str(port)}, log=log, core=core)
    )
    wait_until(lambda: answers(port, "/readyz", process), "the hub does not answer", log)
    return RunningHub(process, port, core)


def _environment(key: Ed25519PrivateKey, core_port: int, tick_ms: int) -> Mapping[str, str]:
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    given = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_THE_HUB}
    ours = {
        "CORE_URL": f"http://127.0.0.1:{core_port}",
        "HUB_HOST": "127.0.0.1",
        "TICKET_PUBLIC_KEYS": public.decode(),
        "TICK_MS": str(tick_ms),
        "DRAIN_SECONDS": "0",
        "LOG_LEVEL": "WARNING",
    }
    return given | ours | _BENCHMARK_PROFILE


def _private_pem(key: Ed25519PrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
