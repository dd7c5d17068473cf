"""Counts the SQL statements that a request sends, so that no list asks once per row (TRAPS, Flask stack)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from core_service.foundation.runtime import Runtime


@contextmanager
def statements_of(run: Runtime) -> Iterator[list[str]]:
    """Every statement that the block sends, savepoints left out."""
    seen: list[str] = []

    def note(*arguments: Any) -> None:
        statement: str = arguments[2]
        if "SAVEPOINT" not in statement:
            seen.append(statement)

    sa.event.listen(run.database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(run.database.engine, "before_cursor_execute", note)
