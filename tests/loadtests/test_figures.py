"""Percentiles and tables say what they should."""

from random import Random

from loadtests.figures import machine, percentiles, table, versions


def test_percentiles_are_values_that_were_measured() -> None:
    """By nearest rank, whatever the order; nothing where nothing was measured."""
    values = [float(value) for value in range(1, 101)]
    Random(1).shuffle(values)
    assert percentiles(values) == {"p50": 50, "p95": 95, "p99": 99}
    assert percentiles([7.0]) == {"p50": 7, "p95": 7, "p99": 7}
    assert percentiles([]) == {"p50": None, "p95": None, "p99": None}


def test_columns_line_up() -> None:
    """The first to the left, numbers to the right, with thousands' marks; a dash where there is none."""
    assert table(("what", "number"), [("a", 12_345), ("bcdef", 1.5), ("none", None)]).splitlines() == [
        "what   number",
        "a      12,345",
        "bcdef    1.50",
        "none        –",
    ]


def test_figures_can_be_compared_later() -> None:
    """They name the machine and what ran on it."""
    assert machine()["cores"] > 0
    assert {"commit", "python", "websockets", "msgspec"} <= versions().keys()
