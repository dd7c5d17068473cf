"""`make load`: locust's tutors and students in lessons of their own, on a whole AetherLearn started for them.

Servers, ports and data folder are this run's own, so that a `make run` beside it is left alone. `--against` takes a
deployment instead, with the credentials file that was written there.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import psutil

from loadtests.children import OTHER_SERVERS, NotMeasured, answers, free_port, wait_until
from loadtests.figures import PROJECT
from loadtests.lessons.profiles import Profile


@click.command(context_settings={"show_default": True, "ignore_unknown_options": True})
@click.option("--shape", default=Profile.LESSON.value, type=click.Choice([each.value for each in Profile]))
@click.option("--rooms", default=5, type=click.IntRange(1, 400), help="Lessons of a tutor and 15 students.")
@click.option("--minutes", default=3.0, type=click.FloatRange(0.1), help="Length of the run.")
@click.option("--against", help="The core's address, instead of servers of this run's own.")
@click.option("--credentials", type=click.Path(path_type=Path, exists=True), help="Of the lessons there.")
@click.option("--figures", type=click.Path(path_type=Path), default=PROJECT / ".aetherlearn" / "load-figures.json")
@click.argument("more", nargs=-1)
def main(
    shape: str,
    rooms: int,
    minutes: float,
    against: str | None,
    credentials: Path | None,
    figures: Path,
    more: tuple[str, ...],
) -> None:
    """Run locust; MORE are further options of the locustfile, such as --speed=2 or --signed-in."""
    options = (f"--shape={shape}", f"--rooms={rooms}", f"--minutes={minutes}", f"--figures={figures}", *more)
    try:
        if against is None:
            with running_system() as (core_url, home):
                sys.exit(_locust(core_url, seeded_lessons(home, rooms), options))
        if credentials is None:
            raise click.UsageError("--against needs the --credentials of the lessons there")
        sys.exit(_locust(against, credentials, options))
    except NotMeasured as problem:
        sys.exit(f"There was no load: {problem}")


def _locust(core_url: str, credentials: Path, options: tuple[str, ...]) -> int:
    command = (sys.executable, "-m", "locust", "-f", str(PROJECT / "loadtests" / "locustfile.py"), "--headless")
    ours = ("--host", core_url, "--credentials", str(credentials), "--only-summary", "--loglevel", "WARNING")
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    return subprocess.run((*command, *ours, *options), env=environment, check=False).returncode


@contextmanager
def running_system() -> Iterator[tuple[str, Path]]:
    """All processes, with nothing in the database; yields the core's address and the data folder."""
    core_port, hub_port = free_port(), free_port()
    with tempfile.TemporaryDirectory(prefix="aetherlearn-load-") as folder:
        home, log = Path(folder) / "home", Path(folder) / "log"
        ours = {"CORE_PORT": str(core_port), "HUB_PORT": str(hub_port), "DEMO_DATA": "off", "LOG_LEVEL": "WARNING"}
        given = {name: value for name, value in os.environ.items() if name not in OTHER_SERVERS}
        command = (sys.executable, "-m", "core_service.launcher", "--end-with-parent")
        print("Starting servers for the load…", flush=True)
        with log.open("wb") as output:
            launcher = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=given | ours | {"AETHERLEARN_HOME": str(home)},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        process = psutil.Process(launcher.pid)
        try:
            wait_until(lambda: answers(core_port, "/api/health", process), "the core does not answer", log)
            wait_until(lambda: answers(hub_port, "/readyz", process), "the hub does not answer", log)
            yield f"http://127.0.0.1:{core_port}", home
        finally:
            launcher.send_signal(signal.SIGINT)
            launcher.wait()


def seeded_lessons(home: Path, rooms: int) -> Path:
    """Running lessons in the system that runs on `home`; the file says who is in them."""
    credentials = home / "load.json"
    seeding = (sys.executable, "-m", "seed", "load", "--rooms", str(rooms), "--credentials", str(credentials))
    command = (sys.executable, "-m", "core_service.launcher", "beside", "--", *seeding)
    environment = os.environ | {"AETHERLEARN_HOME": str(home)}
    if subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode:
        raise NotMeasured("the lessons could not be made; the lines above say why")
    return credentials


if __name__ == "__main__":
    main()
