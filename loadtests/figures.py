"""What every measurement is told with: percentiles, tables, and the machine and versions that it was made on."""

import json
import math
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any  # figures of any shape

import psutil

PROJECT = Path(__file__).parents[1]
_PACKAGES = ("websockets", "uvloop", "msgspec", "redis", "flask", "sqlalchemy", "psycopg", "gunicorn", "locust")


def percentiles(values: Sequence[float]) -> dict[str, float | None]:
    """p50, p95 and p99 by nearest rank; None where there are no values."""
    ordered = sorted(values)
    return {name: _at(ordered, part) for name, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}


def _at(ordered: Sequence[float], part: float) -> float | None:
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)] if ordered else None


def machine() -> dict[str, Any]:
    """Where it was measured, and how busy that was before."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memoryGiB": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "loadBefore": round(os.getloadavg()[0], 2),
    }


def versions() -> dict[str, str]:
    """The product's commit, Python's and those of the packages that matter for speed."""
    packages = {name: version(name) for name in _PACKAGES}
    return {"commit": _commit(), "python": platform.python_version(), **packages}


def write_figures(path: Path, settings: Mapping[str, Any], figures: Mapping[str, Any], on: Mapping[str, Any]) -> None:
    """One JSON file that says all that is needed to compare it with another one; `on` is `machine()` before it."""
    whole = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": on,
        "versions": versions(),
        "settings": settings,
        "figures": figures,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns that line up, the first to the left."""
    lines = [head, *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _commit() -> str:
    command = ("git", "describe", "--always", "--dirty", "--abbrev=10")
    try:
        found = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    except OSError:
        return "unknown"
    return found.stdout.strip() or "unknown"
