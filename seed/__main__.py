"""`python -m seed demo | large | load`: the composition root of everything that fills a database."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import sqlalchemy as sa

from core_service.foundation.runtime import Runtime, connect
from core_service.tables import load_tables
from seed.demo.build import build_demo
from seed.large.build import AlreadyThere, build_large, build_rooms
from shared.settings import CoreSettings, SettingsError


@click.group()
def commands() -> None:
    """Fill the database that DATABASE_URL names."""


@commands.command()
def demo() -> None:
    """Two centres, their people and lessons; again and again: only what is missing is added."""
    with _runtime() as runtime:
        build_demo(runtime, click.echo)


@commands.command()
@click.option(
    "--credentials", type=click.Path(path_type=Path), default=Path(".aetherlearn/large.json"), show_default=True
)
@click.option("--centres", type=click.IntRange(1, 200), default=200, show_default=True)
def large(credentials: Path, centres: int) -> None:
    """200 centres, 20,000 students, a million attempts: for the benchmarks; takes some minutes."""
    with _runtime() as runtime:
        try:
            build_large(runtime, credentials, click.echo, centres=centres)
        except AlreadyThere as error:
            sys.exit(str(error))
        _analyse()


@commands.command()
@click.option("--rooms", type=click.IntRange(1, 400), required=True, help="Running lessons of a tutor and 15 students.")
@click.option(
    "--credentials", type=click.Path(path_type=Path), default=Path(".aetherlearn/load.json"), show_default=True
)
def load(rooms: int, credentials: Path) -> None:
    """Running lessons for load tests, with everybody signed in."""
    with _runtime() as runtime:
        build_rooms(runtime, rooms, credentials, click.echo)


def _analyse() -> None:
    """Fresh statistics, if we are told who owns the tables; else PostgreSQL makes them within minutes."""
    if url := os.environ.get("MIGRATION_DATABASE_URL"):
        engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))
        engine.dispose()


@contextmanager
def _runtime() -> Iterator[Runtime]:
    try:
        settings = CoreSettings.from_environment(os.environ)
    except SettingsError as error:
        sys.exit(str(error))
    load_tables()
    runtime = connect(settings)
    try:
        yield runtime
    finally:
        runtime.database.close()
        runtime.redis.close()


if __name__ == "__main__":
    commands()
