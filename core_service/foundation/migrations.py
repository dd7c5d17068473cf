"""Brings a database to the newest revision and gives the app's role exactly the rights that it needs (R334)."""

from pathlib import Path

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from core_service.foundation.db import APPEND_ONLY as APPEND_ONLY

FOLDER = Path(__file__).parents[2] / "migrations"

APP_FUNCTIONS = ("forget_in_logs(uuid)", "forget_audit(uuid, timestamptz)")
"""The owner's functions by which the app lets go of what it may not change itself, each within its own bounds."""

_NOT_THE_APPS = frozenset({"alembic_version"})


def migration_app(url: str) -> Flask:
    """An app that does nothing but carry Flask-Migrate's commands."""
    app = Flask(__name__)
    app.config["MIGRATION_DATABASE_URL"] = url
    flask_migrate.Migrate(directory=str(FOLDER)).init_app(app)
    return app


def upgrade(owner_url: str, app_role: str) -> None:
    """Runs every missing revision as the tables' owner, then grants `app_role` its rights."""
    with migration_app(owner_url).app_context():
        flask_migrate.upgrade()
    grant_rights(owner_url, app_role)


def grant_rights(owner_url: str, app_role: str) -> None:
    """Idempotent: rights are set for each table as it is now."""
    engine = sa.create_engine(sa.make_url(owner_url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        role = connection.dialect.identifier_preparer.quote_identifier(app_role)
        connection.execute(sa.text(f"GRANT USAGE ON SCHEMA public TO {role}"))
        for table in sorted(set(sa.inspect(connection).get_table_names()) - _NOT_THE_APPS):
            rights = "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
            connection.execute(sa.text(f"REVOKE ALL ON {table} FROM {role}"))
            connection.execute(sa.text(f"GRANT {rights} ON {table} TO {role}"))
        for function in APP_FUNCTIONS:
            connection.execute(sa.text(f"GRANT EXECUTE ON FUNCTION {function} TO {role}"))
    engine.dispose()
