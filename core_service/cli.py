"""Commands for operators and builds: `python -m core_service.cli migrate | openapi PATH`."""

import json
import os
import sys
from pathlib import Path

import click
import sqlalchemy as sa

from core_service.foundation import migrations
from shared.settings import MigrationSettings, SettingsError


@click.group()
def commands() -> None:
    """AetherLearn's core."""


@commands.command()
def migrate() -> None:
    """Bring the database to the newest revision and set the app's rights."""
    try:
        settings = MigrationSettings.from_environment(os.environ)
    except SettingsError as error:
        sys.exit(str(error))
    app_role = sa.make_url(settings.database_url).username
    if not app_role:
        sys.exit("DATABASE_URL must name the role that the app connects as.")
    migrations.upgrade(settings.migration_database_url, app_role)


@commands.command()
@click.argument("path", type=click.Path(path_type=Path))
def openapi(path: Path) -> None:
    """Write the OpenAPI document."""
    from core_service.app import openapi_document

    path.write_text(json.dumps(openapi_document(), indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    commands()
