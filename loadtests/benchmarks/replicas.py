"""What a second replica costs: students at one hub, their tutors at another, every update through Valkey."""

import os
import sys
from pathlib import Path
from random import Random
from typing import Any  # figures of any shape

import click
import redis

from loadtests.benchmarks.classrooms import Classroom
from loadtests.benchmarks.crowd import Crowd, arrivals, pass_through
from loadtests.benchmarks.running_hubs import RunningHub, cores, running_hubs
from loadtests.children import NotMeasured, cpu_seconds, on_core
from loadtests.figures import machine, percentiles, table, write_figures


@click.command()
@click.option("--rooms", default=100, type=click.IntRange(1, 1200), show_default=True, help="Each at both replicas.")
@click.option("--seconds", default=10.0, type=click.FloatRange(0.2, 60), show_default=True)
@click.option("--rate", default=3000, type=click.IntRange(1), show_default=True, help="Messages/s.")
@click.option("--tick-ms", "ticks", multiple=True, default=(0, 50), type=click.IntRange(0, 5000), show_default=True)
@click.option("--figures", required=True, type=click.Path(path_type=Path), help="The JSON to write.")
def main(rooms: int, seconds: float, rate: int, ticks: tuple[int, ...], figures: Path) -> None:
    """Measure two hubs on one core at each tick; Valkey runs where the system puts it."""
    before = machine()
    hubs_core, generator_core = cores()
    try:
        with on_core(generator_core):
            found = {
                f"tick {tick} ms": _of_tick(rooms, seconds, rate, tick, hubs_core, figures.parent) for tick in ticks
            }
    except NotMeasured as problem:
        sys.exit(f"Two hubs could not be measured: {problem}")
    print(f"\nTwo replicas, {rooms} rooms across both, {rate:,} messages/s; µs of CPU for each message", flush=True)
    print(table(_HEAD, (_row(tick, each) for tick, each in found.items())), flush=True)
    write_figures(figures, {"rooms": rooms, "seconds": seconds, "rate": rate}, found, before)


def _of_tick(rooms: int, seconds: float, rate: int, tick_ms: int, core: int | None, folder: Path) -> dict[str, Any]:
    random, valkey = Random(1), redis.Redis.from_url(os.environ["REDIS_URL"])
    with running_hubs(2, rooms, tick_ms, core, folder) as (signer, [tutors, students]):
        crowd = Crowd(signer, tutors_at=tutors.port, students_at=students.port)
        try:
            crowd.join(map(Classroom, range(rooms)))
            crowd.stay(2)
            pass_through(crowd, arrivals(rate, min(2.0, seconds), random), random)
            return _measured(crowd, valkey, {"tutors' hub": tutors, "students' hub": students}, rate, seconds, random)
        finally:
            crowd.close()
            valkey.close()


def _measured(
    crowd: Crowd, valkey: "redis.Redis", hubs: dict[str, RunningHub], rate: int, seconds: float, random: Random
) -> dict[str, Any]:
    used, valkey_used = {name: cpu_seconds(hub.process) for name, hub in hubs.items()}, _valkey_seconds(valkey)
    passage = pass_through(crowd, arrivals(rate, seconds, random), random)
    spent = {name: cpu_seconds(hub.process) - used[name] for name, hub in hubs.items()}
    spent["Valkey"] = _valkey_seconds(valkey) - valkey_used
    if not passage.is_complete:
        raise NotMeasured(f"at {rate} messages/s the newest state of some students did not arrive within 10 s")
    per_message = {name: 1e6 * each / max(1, passage.sent) for name, each in spent.items()}
    return {
        "handledPerSecond": passage.sent / passage.seconds,
        "deliveredPerSecond": passage.delivered / passage.seconds,
        "microsecondsPerMessage": per_message | {"in all": sum(per_message.values())},
        "milliseconds": percentiles(passage.latencies_ms),
    }


def _valkey_seconds(valkey: "redis.Redis") -> float:
    """Processor time of the server at REDIS_URL, by its own account."""
    used: Any = valkey.info("cpu")  # the stub promises an awaitable too
    return float(used["used_cpu_user"]) + float(used["used_cpu_sys"])


_HEAD = (
    "",
    "handled/s",
    "delivered/s",
    "tutors' hub",
    "students' hub",
    "Valkey",
    "in all",
    "p50 ms",
    "p95 ms",
    "p99 ms",
)


def _row(tick: str, each: dict[str, Any]) -> tuple[object, ...]:
    delivered = round(each["handledPerSecond"]), round(each["deliveredPerSecond"])
    return (tick, *delivered, *each["microsecondsPerMessage"].values(), *each["milliseconds"].values())


if __name__ == "__main__":
    main()
