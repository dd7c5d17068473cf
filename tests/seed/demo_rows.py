"""What the demo has put into the database, whoever may see it."""

from collections.abc import Sequence
from typing import Any  # rows of any statement

import sqlalchemy as sa

from core_service.centres.models import Centre
from core_service.foundation.db import DataScope
from core_service.foundation.runtime import Runtime


def rows(run: Runtime, statement: sa.Executable) -> Sequence[Any]:
    """What the statement finds in all centres and the franchise."""
    with run.database.open() as db:
        centres = frozenset(db.scalars(sa.select(Centre.id)))
    with run.database.open(DataScope(centres)) as db:
        return db.execute(statement).all()
