"""Alembic's environment: the models' metadata and an engine of the tables' owner, taken from Flask-Migrate's app."""

from alembic import context
from flask import current_app
from sqlalchemy import create_engine, make_url

from core_service.foundation.db import Base
from core_service.tables import load_tables

load_tables()

url = make_url(current_app.config["MIGRATION_DATABASE_URL"]).set(drivername="postgresql+psycopg")

with create_engine(url).connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
