"""What one hub on one core carries: `python -m loadtests.benchmarks.hub`, in the launcher's environment.

The hub runs as it is deployed, on a real Valkey, with all checks, limits and metrics; only its core is a stand-in.
Hub and generator have a core each, where the machine has two.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any  # figures of any shape

import click
import msgspec
import psutil
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loadtests.benchmarks.classrooms import CLASS_SIZE, Classroom
from loadtests.benchmarks.crowd import Crowd, Passage, arrivals, pass_through
from loadtests.children import (
    NotMeasured,
    answers,
    child,
    core_busy_seconds,
    cpu_seconds,
    free_port,
    may_pin,
    on_core,
    wait_until,
)
from loadtests.figures import machine, percentiles, table, write_figures
from shared.tickets import TicketSigner

HUB_CORE, GENERATOR_CORE = 0, 1
_KEPT_UP, _GROWN = 0.97, 1.02
_BENCHMARK_PROFILE = {"HUB_MESSAGES_PER_SECOND": "200", "HUB_MESSAGES_BURST": "400"}
_NOT_FOR_THE_HUB = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "TICKET_PRIVATE_KEY")


class Plan(msgspec.Struct, frozen=True):
    """What is measured, from a smoke test to the full size."""

    rooms: int
    seconds: float
    rates: tuple[int, ...]
    calm_rate: int


class RunningHub(msgspec.Struct, frozen=True):
    """A hub of its own for each tick, so that none inherits another one's memory."""

    process: psutil.Process
    port: int
    signer: TicketSigner
    core: int | None


@click.command()
@click.option("--rooms", default=100, type=click.IntRange(1, 1200), show_default=True)
@click.option("--seconds", default=5.0, type=click.FloatRange(0.2, 60), show_default=True, help="Of each rate.")
@click.option("--calm-rate", default=3000, type=click.IntRange(1), show_default=True)
@click.option("--rates", default="20000,30000,40000,50000,60000,70000,80000,90000,100000", show_default=True)
@click.option("--tick-ms", "ticks", multiple=True, default=(0, 50), type=click.IntRange(0, 5000), show_default=True)
@click.option("--figures", required=True, type=click.Path(path_type=Path), help="The JSON to write.")
def main(rooms: int, seconds: float, calm_rate: int, rates: str, ticks: tuple[int, ...], figures: Path) -> None:
    """Measure the hub at each tick."""
    plan = Plan(rooms, seconds, tuple(int(rate) for rate in rates.split(",")), calm_rate)
    before = machine()
    hub_core, generator_core = (HUB_CORE, GENERATOR_CORE) if may_pin(HUB_CORE, GENERATOR_CORE) else (None, None)
    try:
        with on_core(generator_core):
            measured = {f"tick {tick} ms": measure_tick(plan, tick, hub_core, figures.parent) for tick in ticks}
    except NotMeasured as problem:
        sys.exit(f"The hub could not be measured: {problem}")
    write_figures(figures, msgspec.to_builtins(plan), measured, before)


def measure_tick(plan: Plan, tick_ms: int, core: int | None, folder: Path) -> dict[str, Any]:
    """All figures of a hub with this tick. Raises NotMeasured."""
    print(f"\nHub, TICK_MS={tick_ms}: {plan.rooms} rooms of a tutor and {CLASS_SIZE} students", flush=True)
    with running_hub(plan, tick_ms, core, folder) as hub:
        crowd = Crowd(hub.port, hub.signer)
        try:
            idle = _let_in(crowd, hub, plan)
            passages = list(_passages(crowd, hub, plan))
        finally:
            crowd.close()
    print(table(_HEAD, map(_row, passages)), flush=True)
    best = max(passages, key=lambda passage: passage["handledPerSecond"])
    print(_summary(best), flush=True)
    if crowd.errors:
        raise NotMeasured(f"the hub refused {len(crowd.errors)} messages: {crowd.errors[:3]}")
    return {"idle": idle, "passages": passages, "saturation": best}


@contextmanager
def running_hub(plan: Plan, tick_ms: int, core: int | None, folder: Path) -> Iterator[RunningHub]:
    """On this core, beside the stand-in for the core service, with keys of this run's own."""
    core_port, hub_port, key = free_port(), free_port(), Ed25519PrivateKey.generate()
    log = folder / "hub.log"
    command = (sys.executable, "-m", "loadtests.benchmarks.stand_in_core", str(core_port), str(plan.rooms + 1))
    with (
        child(*command, environment=os.environ, log=log) as stand_in,
        child(
            *(sys.executable, "-m", "realtime_hub.main"),
            environment=_hub_environment(key, core_port, hub_port, tick_ms),
            log=log,
            core=core,
        ) as process,
    ):
        wait_until(lambda: answers(core_port, "/api/health", stand_in), "the stand-in core does not answer", log)
        wait_until(lambda: answers(hub_port, "/readyz", process), "the hub does not answer", log)
        yield RunningHub(process, hub_port, TicketSigner(_private_pem(key)), core)


def _hub_environment(key: Ed25519PrivateKey, core_port: int, hub_port: int, tick_ms: int) -> Mapping[str, str]:
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    given = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_THE_HUB}
    ours = {
        "CORE_URL": f"http://127.0.0.1:{core_port}",
        "HUB_HOST": "127.0.0.1",
        "HUB_PORT": str(hub_port),
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


def _let_in(crowd: Crowd, hub: RunningHub, plan: Plan) -> dict[str, float]:
    """What a connection costs: at joining, and idle. One room before the others warms the hub up."""
    crowd.join([Classroom(plan.rooms)])
    crowd.stay(0.5)
    warm, members = hub.process.memory_full_info().uss, len(crowd)
    used = cpu_seconds(hub.process)
    crowd.join(map(Classroom, range(plan.rooms)))
    crowd.stay(1)
    joined = len(crowd) - members
    idle = {
        "connections": float(joined),
        "joinMilliseconds": 1000 * (cpu_seconds(hub.process) - used) / joined,
        "idleKiB": (hub.process.memory_full_info().uss - warm) / 1024 / joined,
        "idleCpu": _idle_cpu(crowd, hub, plan.seconds),
    }
    print(
        f"{joined} connections; each took {idle['joinMilliseconds']:.2f} ms of CPU to join and holds "
        f"{idle['idleKiB']:.1f} KiB when idle (the kernel's buffers not counted); all idle: {idle['idleCpu']:.1%} CPU",
        flush=True,
    )
    return idle


def _idle_cpu(crowd: Crowd, hub: RunningHub, seconds: float) -> float:
    used = cpu_seconds(hub.process)
    crowd.stay(seconds)
    return (cpu_seconds(hub.process) - used) / seconds


def _passages(crowd: Crowd, hub: RunningHub, plan: Plan) -> Iterator[dict[str, Any]]:
    """The calm rate, then higher and higher ones until the hub neither follows nor does more than before."""
    random = Random(1)
    pass_through(crowd, arrivals(plan.calm_rate, min(1.0, plan.seconds), random), random)
    most = 0.0
    for rate in (plan.calm_rate, *plan.rates):
        crowd.stay(0.3)
        passage = _measured(crowd, hub, rate, arrivals(rate, plan.seconds, random), random)
        yield passage
        handled = passage["handledPerSecond"]
        if handled < _KEPT_UP * passage["offeredPerSecond"] and handled < _GROWN * most:
            return
        most = max(most, handled)


def _measured(crowd: Crowd, hub: RunningHub, rate: int, due: list[float], random: Random) -> dict[str, Any]:
    used, busy = cpu_seconds(hub.process), core_busy_seconds(hub.core)
    passage = pass_through(crowd, due, random)
    hub_seconds = cpu_seconds(hub.process) - used
    others = core_busy_seconds(hub.core) - busy - hub_seconds
    if not passage.is_complete:
        raise NotMeasured(f"at {rate} messages/s the newest state of some students did not arrive within 10 s")
    return _figures(rate, passage, hub_seconds, others)


def _figures(rate: int, passage: Passage, hub_seconds: float, others: float) -> dict[str, Any]:
    return {
        "rate": rate,
        "offeredPerSecond": passage.offered_per_second,
        "handledPerSecond": passage.sent / passage.seconds,
        "deliveredPerSecond": passage.delivered / passage.seconds,
        "hubCpu": hub_seconds / passage.seconds,
        "othersCpu": max(0.0, others) / passage.seconds,
        "microsecondsPerMessage": 1e6 * hub_seconds / max(1, passage.sent),
        "milliseconds": percentiles(passage.latencies_ms),
        "generatorLateMilliseconds": percentiles(passage.lateness_ms),
    }


_HEAD = (
    *("offered/s", "handled/s", "delivered/s", "hub CPU", "others", "µs/message"),
    *("p50 ms", "p95 ms", "p99 ms", "generator late p99 ms"),
)


def _row(passage: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        round(passage["rate"]),
        round(passage["handledPerSecond"]),
        round(passage["deliveredPerSecond"]),
        f"{passage['hubCpu']:.0%}",
        f"{passage['othersCpu']:.0%}",
        passage["microsecondsPerMessage"],
        *passage["milliseconds"].values(),
        passage["generatorLateMilliseconds"]["p99"],
    )


def _summary(best: Mapping[str, Any]) -> str:
    by_cpu = 1e6 / best["microsecondsPerMessage"] if best["microsecondsPerMessage"] else float("nan")
    limit = "" if best["hubCpu"] > 0.9 else f"; the generator or the machine was the limit, by its CPU {by_cpu:,.0f}/s"
    return f"At most {best['handledPerSecond']:,.0f}/s at {best['microsecondsPerMessage']:.1f} µs each{limit}."


if __name__ == "__main__":
    main()
