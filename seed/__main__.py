"""`python -m seed demo | large | load`: the composition root of everything that fills a database."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from core_service.foundation.runtime import Runtime, connect
from seed.demo.build import build_demo
from shared.settings import CoreSettings, SettingsError


@click.group()
def commands() -> None:
    """Fill the database that DATABASE_URL names."""


@commands.command()
def demo() -> None:
    """Two centres, their people and lessons; again and again: only what is missing is added."""
    with _runtime() as runtime:
        build_demo(runtime, click.echo)


@contextmanager
def _runtime() -> Iterator[Runtime]:
    try:
        settings = CoreSettings.from_environment(os.environ)
    except SettingsError as error:
        sys.exit(str(error))
    runtime = connect(settings)
    try:
        yield runtime
    finally:
        runtime.database.close()
        runtime.redis.close()


if __name__ == "__main__":
    commands()
