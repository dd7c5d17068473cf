"""The revisions lead to exactly the tables that the models describe, in one chain (R334)."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from core_service.foundation.db import Base
from core_service.foundation.migrations import FOLDER
from core_service.tables import load_tables
from tests.engines import TestDatabase


def test_models_and_revisions_agree(database: TestDatabase) -> None:
    """A column or index in one and not in the other fails here."""
    load_tables()
    engine = sa.create_engine(sa.make_url(database.migration_url).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_revisions_are_one_chain() -> None:
    """Nobody has to choose between heads."""
    assert len(ScriptDirectory(str(FOLDER)).get_heads()) == 1
