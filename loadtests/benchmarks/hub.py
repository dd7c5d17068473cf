"""What one hub on one core carries: `python -m loadtests.benchmarks.hub`, in the launcher's environment.

Hub and generator have a core each, where the machine has two.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any  # figures of any shape

import click
import msgspec

from loadtests.benchmarks.classrooms import CLASS_SIZE, Classroom
from loadtests.benchmarks.crowd import Crowd, Passage, arrivals, pass_through
from loadtests.benchmarks.echo import echo_latencies_ms
from loadtests.benchmarks.running_hubs import RunningHub, cores, running_hubs
from loadtests.children import NotMeasured, core_busy_seconds, cpu_seconds, on_core
from loadtests.figures import machine, percentiles, table, write_figures

_KEPT_UP, _GROWN = 0.97, 1.02


class Plan(msgspec.Struct, frozen=True):
    """What is measured, from a smoke test to the full size."""

    rooms: int
    seconds: float
    rates: tuple[int, ...]
    calm_rate: int


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
    hub_core, generator_core = cores()
    try:
        with on_core(generator_core):
            echo = measure_machine(plan, hub_core, figures.parent)
            found = {f"tick {tick} ms": measure_tick(plan, tick, hub_core, figures.parent) for tick in ticks}
    except NotMeasured as problem:
        sys.exit(f"The hub could not be measured: {problem}")
    write_figures(figures, msgspec.to_builtins(plan), {"echo": echo, **found}, before)


def measure_machine(plan: Plan, core: int | None, folder: Path) -> dict[str, float | None]:
    """Milliseconds that an echo takes at the calm rate. Raises NotMeasured."""
    members = plan.rooms * (CLASS_SIZE + 1)
    echo = percentiles(echo_latencies_ms(plan.calm_rate, plan.seconds, members, core, folder))
    print(f"\nThe machine itself, an echo of {plan.calm_rate:,} messages/s without a hub:", flush=True)
    print(table([f"{name} ms" for name in echo], [tuple(echo.values())]), flush=True)
    return echo


def measure_tick(plan: Plan, tick_ms: int, core: int | None, folder: Path) -> dict[str, Any]:
    """All figures of a hub with this tick. Raises NotMeasured."""
    print(f"\nHub, TICK_MS={tick_ms}: {plan.rooms} rooms of a tutor and {CLASS_SIZE} students", flush=True)
    with running_hubs(1, plan.rooms + 1, tick_ms, core, folder) as (signer, [hub]):
        crowd = Crowd(signer, tutors_at=hub.port, students_at=hub.port)
        try:
            idle = let_in(crowd, hub, plan.rooms, plan.seconds)
            passages = list(_passages(crowd, hub, plan))
        finally:
            crowd.close()
    print(table(_HEAD, map(_row, passages)), flush=True)
    best = max(passages, key=lambda passage: passage["handledPerSecond"])
    print(_summary(best), flush=True)
    if crowd.errors:
        raise NotMeasured(f"the hub refused {len(crowd.errors)} messages: {crowd.errors[:3]}")
    return {"idle": idle, "passages": passages, "saturation": best}


def let_in(crowd: Crowd, hub: RunningHub, rooms: int, seconds: float) -> dict[str, float]:
    """What a connection costs: at joining, and idle. One room before the others warms the hub up."""
    crowd.join([Classroom(rooms)])
    crowd.stay(0.5)
    warm, members = hub.process.memory_full_info().uss, len(crowd)
    used = cpu_seconds(hub.process)
    crowd.join(map(Classroom, range(rooms)))
    crowd.stay(1)
    joined = len(crowd) - members
    idle = {
        "connections": float(joined),
        "joinMilliseconds": 1000 * (cpu_seconds(hub.process) - used) / joined,
        "idleKiB": (hub.process.memory_full_info().uss - warm) / 1024 / joined,
        "idleCpu": _idle_cpu(crowd, hub, seconds),
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
        passage = measured(crowd, hub, rate, arrivals(rate, plan.seconds, random), random)
        yield passage
        handled = passage["handledPerSecond"]
        if handled < _KEPT_UP * passage["offeredPerSecond"] and handled < _GROWN * most:
            return
        most = max(most, handled)


def measured(crowd: Crowd, hub: RunningHub, rate: int, due: list[float], random: Random) -> dict[str, Any]:
    """The figures of one stretch of arrivals. Raises NotMeasured."""
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
