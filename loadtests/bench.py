"""`make bench`: what one hub carries, and two, and how fast the core reads in a large franchise.

Each part runs beside servers of its own, on its own data folder, never on those of a `make run`. The large franchise
is made by the first run, which takes some minutes, and kept for the next one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import click

from loadtests.children import OTHER_SERVERS
from loadtests.figures import PROJECT, machine, table

_PARTS = ("hub", "replicas", "breadth", "core")


@click.command(context_settings={"show_default": True})
@click.option("--part", "parts", multiple=True, type=click.Choice(_PARTS), default=_PARTS, help="Which of them.")
@click.option("--rooms", default=100, type=click.IntRange(1, 1200), help="Of a tutor and 15 students.")
@click.option("--seconds", default=5.0, type=click.FloatRange(0.2, 60), help="How long each rate is kept.")
@click.option("--calm-rate", default=3000, type=click.IntRange(1), help="Messages/s at which latency is looked at.")
@click.option("--rates", default="20000,30000,40000,50000,60000,70000,80000,90000", help="Until the hub is full.")
@click.option("--sizes", default="10,100,313,1000", help="Rooms between which the cost of breadth is compared.")
@click.option("--breadth-rate", default=20_000, type=click.IntRange(1), help="Messages/s in all, whatever the size.")
@click.option("--room-rate", default=20.0, type=click.FloatRange(1), help="Messages/s in each room, whatever the size.")
@click.option("--centres", default=200, type=click.IntRange(1, 200), help="Of 100 students, 5,000 attempts each.")
@click.option("--requests", default=500, type=click.IntRange(1), help="To the core, of each kind.")
def main(
    parts: tuple[str, ...],
    centres: int,
    requests: int,
    rooms: int,
    sizes: str,
    breadth_rate: int,
    room_rate: float,
    **hub: object,
) -> None:
    """Print the tables; the exit code says only whether it could be measured."""
    home = Path(os.environ.get("AETHERLEARN_HOME", "") or PROJECT / ".aetherlearn") / "bench" / f"{centres}-centres"
    home.mkdir(parents=True, exist_ok=True)
    print(table(("machine", ""), machine().items()), flush=True)
    options = {
        "hub": _options({"rooms": rooms, **hub}),
        "replicas": _options({"rooms": rooms, "seconds": hub["seconds"], "rate": hub["calm_rate"]}),
        "breadth": _options({"sizes": sizes, "rate": breadth_rate, "room_rate": room_rate, "seconds": hub["seconds"]}),
        "core": _options({"centres": centres, "requests": requests}),
    }
    failures = [part for part in parts if not _measure(part, options[part], home)]
    print(f"\nAll figures: {_joined(home, parts)}", flush=True)
    sys.exit(f"Not measured: {', '.join(failures)}" if failures else 0)


def _options(values: dict[str, object]) -> list[str]:
    return [f"--{name.replace('_', '-')}={value}" for name, value in values.items()]


def _measure(part: str, options: list[str], home: Path) -> bool:
    """Whether the part could be measured, in a process of its own inside the launcher's environment."""
    figures = home / f"{part}.json"
    figures.unlink(missing_ok=True)
    measuring = (sys.executable, "-m", f"loadtests.benchmarks.{part}", *options, "--figures", str(figures))
    command = (sys.executable, "-m", "core_service.launcher", "with", "--", *measuring)
    given = {name: value for name, value in os.environ.items() if name not in OTHER_SERVERS}
    done = subprocess.run(command, cwd=PROJECT, env=given | {"AETHERLEARN_HOME": str(home)}, check=False)
    return done.returncode == 0 and figures.exists()


def _joined(home: Path, parts: tuple[str, ...]) -> Path:
    """One file with what each part wrote."""
    found = {part: home / f"{part}.json" for part in parts}
    whole = {part: json.loads(file.read_text("utf-8")) for part, file in found.items() if file.exists()}
    joined = home / "figures.json"
    joined.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")
    return joined


if __name__ == "__main__":
    main()
