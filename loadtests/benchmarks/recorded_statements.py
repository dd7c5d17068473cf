"""Reads what the statement recorder wrote: how many statements a request takes, and what they scan whole."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any  # PostgreSQL's plans

import msgspec
import sqlalchemy as sa

MANY_ROWS = 10_000


class Recorded(msgspec.Struct, frozen=True):
    """One statement of one request; `plan` is None for what is no read."""

    request: str
    sql: str
    plan: dict[str, Any] | None


class SequentialScan(msgspec.Struct, frozen=True, order=True):
    """A large table that a statement reads whole."""

    table: str
    sql: str


def recorded(file: Path) -> list[Recorded]:
    """All statements, in order."""
    return [msgspec.convert(json.loads(line), Recorded) for line in file.read_text("utf-8").splitlines()]


def statements_by_request(statements: Collection[Recorded]) -> Counter[str]:
    """How many statements each request took."""
    return Counter(statement.request for statement in statements)


def large_tables(database_url: str) -> dict[str, int]:
    """Tables of more than `MANY_ROWS` rows, by PostgreSQL's own estimate, which the planner uses too."""
    engine = sa.create_engine(sa.make_url(database_url).set(drivername="postgresql+psycopg"))
    counted = sa.text("SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r' AND reltuples > :many")
    try:
        with engine.connect() as connection:
            return dict(connection.execute(counted, {"many": MANY_ROWS}).tuples().all())
    finally:
        engine.dispose()


def sequential_scans(statements: Collection[Recorded], large: Mapping[str, int]) -> list[SequentialScan]:
    """Each table and statement once."""
    return sorted(
        {
            SequentialScan(node["Relation Name"], " ".join(statement.sql.split()))
            for statement in statements
            if statement.plan is not None
            for node in _nodes(statement.plan)
            if node["Node Type"] == "Seq Scan" and node["Relation Name"] in large
        }
    )


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)
