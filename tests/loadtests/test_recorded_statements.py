"""What the core's SQL is judged by."""

import json
from pathlib import Path

from loadtests.benchmarks.recorded_statements import (
    Recorded,
    SequentialScan,
    recorded,
    sequential_scans,
    statements_by_request,
)

LARGE = {"exercise_attempt": 1_000_000}


def scan(kind: str, table: str) -> dict[str, object]:
    """A plan's leaf."""
    return {"Node Type": kind, "Relation Name": table}


def test_a_whole_large_table_is_found_wherever_it_hides() -> None:
    """Below joins too, once for each statement."""
    join = {"Node Type": "Hash Join", "Plans": [scan("Seq Scan", "course"), scan("Seq Scan", "exercise_attempt")]}
    statements = [Recorded("a", "SELECT\n  1", join), Recorded("b", "SELECT 1", join)]
    assert sequential_scans(statements, LARGE) == [SequentialScan("exercise_attempt", "SELECT 1")]


def test_small_tables_and_indexes_are_fine() -> None:
    """As are statements without a plan."""
    statements = [
        Recorded("a", "SELECT 1", scan("Seq Scan", "course")),
        Recorded("a", "SELECT 2", scan("Index Scan", "exercise_attempt")),
        Recorded("a", "UPDATE x", None),
    ]
    assert sequential_scans(statements, LARGE) == []


def test_statements_are_counted_by_request(tmp_path: Path) -> None:
    """As the recorder writes them, one a line."""
    lines = [{"request": request, "sql": "SELECT 1", "plan": None} for request in "aba"]
    (tmp_path / "record").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert statements_by_request(recorded(tmp_path / "record")) == {"a": 2, "b": 1}
