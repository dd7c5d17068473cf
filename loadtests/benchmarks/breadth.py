"""What breadth costs one hub: the same lessons ten times and a thousand times, the same messages spread over ten rooms
and over a thousand, and what 5,000 connections hold."""

import sys
from pathlib import Path
from random import Random
from typing import Any  # figures of any shape

import click

from loadtests.benchmarks.crowd import Crowd, arrivals
from loadtests.benchmarks.hub import let_in, measured
from loadtests.benchmarks.running_hubs import cores, running_hubs
from loadtests.children import NotMeasured, on_core
from loadtests.figures import machine, table, write_figures

_TICK_MS = 50


@click.command()
@click.option("--sizes", default="10,100,313,1000", show_default=True, help="Rooms of 16; 313 are 5,008 connections.")
@click.option(
    "--rate", default=20_000, type=click.IntRange(1), show_default=True, help="Messages/s in all, whatever the size."
)
@click.option("--room-rate", default=20.0, type=click.FloatRange(1), show_default=True, help="Messages/s in each room.")
@click.option("--seconds", default=5.0, type=click.FloatRange(0.2, 60), show_default=True, help="At each size.")
@click.option("--figures", required=True, type=click.Path(path_type=Path), help="The JSON to write.")
def main(sizes: str, rate: int, room_rate: float, seconds: float, figures: Path) -> None:
    """Measure each size with a hub of its own."""
    before, found = machine(), {}
    hub_core, generator_core = cores()
    try:
        with on_core(generator_core):
            for rooms in map(int, sizes.split(",")):
                rates = {_IN_EACH: round(room_rate * rooms), _IN_ALL: rate}
                found[f"{rooms} rooms"] = _of_size(rooms, rates, seconds, hub_core, figures.parent)
    except NotMeasured as problem:
        sys.exit(f"The hub could not be measured: {problem}")
    for kind, what in ((_IN_EACH, f"{room_rate:g} messages/s in each room"), (_IN_ALL, f"{rate:,} messages/s in all")):
        print(f"\nHub, TICK_MS={_TICK_MS}: {what}", flush=True)
        print(table(_HEAD, (_row(rooms, each["idle"], each[kind]) for rooms, each in found.items())), flush=True)
    options = {"sizes": sizes, "rate": rate, "roomRate": room_rate, "seconds": seconds}
    write_figures(figures, options, found, before)


def _of_size(rooms: int, rates: dict[str, int], seconds: float, core: int | None, folder: Path) -> dict[str, Any]:
    print(
        f"\nHub, TICK_MS={_TICK_MS}: {rooms} rooms, {rates[_IN_EACH]:,} and {rates[_IN_ALL]:,} messages/s", flush=True
    )
    random = Random(1)
    with running_hubs(1, rooms + 1, _TICK_MS, core, folder) as (signer, [hub]):
        crowd = Crowd(signer, tutors_at=hub.port, students_at=hub.port)
        try:
            found = {"idle": let_in(crowd, hub, rooms, seconds)}
            for kind, rate in rates.items():
                measured(crowd, hub, rate, arrivals(rate, min(1.0, seconds), random), random)
                found[kind] = measured(crowd, hub, rate, arrivals(rate, seconds, random), random)
            return found
        finally:
            crowd.close()


_IN_EACH, _IN_ALL = "sameInEachRoom", "sameInAll"
_HEAD = ("", "connections", "KiB each", "idle CPU", "handled/s", "µs/message", "without idle", "p50 ms", "p99 ms")


def _row(rooms: str, idle: dict[str, Any], each: dict[str, Any]) -> tuple[object, ...]:
    milliseconds = each["milliseconds"]
    share_of_idle = idle["idleCpu"] / each["hubCpu"] if each["hubCpu"] else 0.0
    return (
        rooms,
        round(idle["connections"]),
        idle["idleKiB"],
        f"{idle['idleCpu']:.1%}",
        round(each["handledPerSecond"]),
        each["microsecondsPerMessage"],
        each["microsecondsPerMessage"] * (1 - share_of_idle),
        milliseconds["p50"],
        milliseconds["p99"],
    )


if __name__ == "__main__":
    main()
