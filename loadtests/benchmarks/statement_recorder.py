"""gunicorn's configuration for a core that writes down its SQL: `--config python:` and this module's name.

It listens to SQLAlchemy inside the core's own process, so that statements are counted, and plans are made, exactly
where the core runs them: with its parameters, in its transaction, under row-level security as its role. It knows
nothing of the core but the request's id in structlog's context. Requests slow down by it: time them elsewhere.
"""

import json
import os
from pathlib import Path
from typing import Any  # the driver's cursors and plans

import sqlalchemy as sa
import structlog
from gunicorn.workers.base import Worker

RECORD_VARIABLE = "AETHERLEARN_BENCH_STATEMENTS"
_READS = ("SELECT", "WITH")


def post_worker_init(worker: Worker) -> None:
    """In each web process, once the app is there."""
    record = Path(os.environ[RECORD_VARIABLE])
    sa.event.listen(sa.Engine, "before_cursor_execute", lambda *happening: _note(record, *happening))


def _note(
    record: Path, connection: sa.Connection, cursor: Any, statement: str, parameters: Any, *_of_no_interest: object
) -> None:
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    if request_id is None:
        return
    noted = {"request": request_id, "sql": statement, "plan": _plan(cursor, statement, parameters)}
    with record.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(noted) + "\n")


def _plan(cursor: Any, statement: str, parameters: Any) -> Any:
    if not statement.lstrip().upper().startswith(_READS):
        return None
    with cursor.connection.cursor() as beside:
        beside.execute(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
        return beside.fetchone()[0][0]["Plan"]
