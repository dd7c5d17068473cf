"""How fast the core reads in a large franchise: `python -m loadtests.benchmarks.core`, in the launcher's environment.

It fills the database once with `python -m seed large`, brings some of its lessons to life through the API, and times
requests over HTTP against gunicorn. A second core, which records its SQL, then gets the same requests.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from typing import Any  # figures of any shape

import click
import httpx

from loadtests.benchmarks.recorded_statements import (
    MANY_ROWS,
    large_tables,
    recorded,
    sequential_scans,
    statements_by_request,
)
from loadtests.benchmarks.requests import Request, asker, kinds_of_requests, send
from loadtests.benchmarks.statement_recorder import RECORD_VARIABLE
from loadtests.children import NotMeasured, answers, child, free_port, wait_until
from loadtests.core_api import CoreApi, Problem
from loadtests.credentials import Room, read_rooms
from loadtests.figures import PROJECT, machine, percentiles, table, write_figures

_WARM_UP_REQUESTS = 20
_RECORDED_REQUESTS = 20
_WARM_UP_CHANGES, _RECORDED_CHANGES = 5, 10
_NOT_COUNTED = "bench-not-counted"
_THREADS = 8
_NOT_FOR_THE_CORE = ("MIGRATION_DATABASE_URL",)


@click.command()
@click.option("--centres", default=200, type=click.IntRange(1, 200), show_default=True)
@click.option("--requests", default=500, type=click.IntRange(1), show_default=True, help="Of each kind.")
@click.option("--lessons", default=20, type=click.IntRange(1), show_default=True, help="How many are brought to life.")
@click.option("--figures", required=True, type=click.Path(path_type=Path), help="The JSON to write.")
def main(centres: int, requests: int, lessons: int, figures: Path) -> None:
    """Time the five patterns of R318, days, lists and reports."""
    before = machine()
    try:
        rooms = _crowd(figures.parent / f"large-{centres}.json", centres)[:lessons]
        kinds = _measured(rooms, requests, figures.parent)
    except (NotMeasured, Problem, HTTPException, httpx.TransportError, OSError) as problem:
        sys.exit(f"The core could not be measured: {type(problem).__name__}: {problem}")
    write_figures(figures, {"centres": centres, "requests": requests, "lessons": len(rooms)}, kinds, before)


def _crowd(credentials: Path, centres: int) -> list[Room]:
    """The people of a franchise that was made now or by an earlier run, in an order of no meaning."""
    if not credentials.exists():
        print(
            f"\nMaking {centres} centres with {centres * 100:,} students and {centres * 5000:,} attempts…", flush=True
        )
        draft = credentials.with_suffix(".new")
        command = (sys.executable, "-m", "seed", "large", "--centres", str(centres), "--credentials", str(draft))
        if subprocess.run(command, cwd=PROJECT, check=False).returncode:
            raise NotMeasured("the data could not be made; the lines above say why")
        draft.rename(credentials)
    rooms = read_rooms(credentials)
    Random(1).shuffle(rooms)
    return rooms


def _measured(rooms: Sequence[Room], requests: int, folder: Path) -> dict[str, Any]:
    with running_core(folder) as port:
        asyncio.run(_bring_to_life(rooms, f"http://127.0.0.1:{port}"))
        kinds = kinds_of_requests(rooms, asker(port))
        if missing := [kind for kind, asked in kinds.items() if not asked]:
            raise NotMeasured(f"there is nothing to ask of {', '.join(missing)}")
        timed = {kind: _times(port, some, requests) for kind, some in kinds.items()}
    record = folder / "statements.jsonl"
    record.unlink(missing_ok=True)
    with running_core(folder, record) as port:
        counted = {kind: _statements(port, some, record) for kind, some in kinds.items()}
    figures = {kind: {"milliseconds": percentiles(timed[kind]), **counted[kind]} for kind in kinds}
    _print(figures, requests)
    return figures


@contextmanager
def running_core(folder: Path, record: Path | None = None) -> Iterator[int]:
    """The core as `make run` starts it, in one process; yields its port. With `record` it writes down its SQL."""
    port, log = free_port(), folder / "core.log"
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_THE_CORE}
    environment |= {"LOG_LEVEL": "WARNING", "CORE_PORT": str(port)}
    command = [
        *(sys.executable, "-m", "gunicorn", "core_service.wsgi:app", "--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", str(_THREADS), "--keep-alive", "30"),
        *("--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"),
    ]
    if record:
        environment[RECORD_VARIABLE] = str(record)
        command += ["--config", "python:loadtests.benchmarks.statement_recorder"]
    with child(*command, environment=environment, log=log) as process:
        wait_until(lambda: answers(port, "/api/health", process), "the core does not answer", log)
        yield port


async def _bring_to_life(rooms: Sequence[Room], core_url: str) -> None:
    """Students at work, two hands up, a message: a dashboard of an empty lesson would be too cheap."""
    for room in rooms:
        for place, student in enumerate(room.students):
            async with CoreApi(core_url) as api:
                api.use_token(student.id, student.token)
                content = await api.next_content(student.course_id, room.session_id)
                while content["kind"] == "LESSON":
                    await api.complete_lesson(content["lesson"]["id"], room.session_id, None)
                    content = await api.next_content(student.course_id, room.session_id)
                if content["kind"] == "EXERCISE":
                    await api.start_exercise(content["exercise"]["id"], room.session_id)
                if place < 2:
                    await api.request_help(room.session_id, "I don't understand the question.")
        async with CoreApi(core_url) as api:
            api.use_token(room.tutor.id, room.tutor.token)
            await api.send_message(room.session_id, "Ten more minutes.")


def _times(port: int, requests: Sequence[Request], count: int) -> list[float]:
    """Milliseconds, one request after the other, each time another tutor or student."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    chosen, warm_up = _chosen(requests, count)
    times = [_time(connection, request, f"bench-{number:06}") for number, request in enumerate(chosen)]
    connection.close()
    return times[warm_up:]


def _chosen(requests: Sequence[Request], count: int) -> tuple[Sequence[Request], int]:
    """At random, as often as wanted; what changes something once, and some of it is left for the recorded ones."""
    if not _changes(requests):
        return Random(2).choices(requests, k=_WARM_UP_REQUESTS + count), _WARM_UP_REQUESTS
    chosen = requests[: len(requests) - _kept_back(requests)][: _WARM_UP_CHANGES + count]
    return chosen, min(_WARM_UP_CHANGES, len(chosen) - 1)


def _kept_back(requests: Sequence[Request]) -> int:
    """So many of those that change something are sent to the core that records."""
    return min(_RECORDED_CHANGES, len(requests) // 2)


def _changes(requests: Sequence[Request]) -> bool:
    return requests[0].body is not None


def _time(connection: HTTPConnection, request: Request, request_id: str) -> float:
    for each in request.before:
        send(connection, each, {"X-Request-Id": _NOT_COUNTED})
    began = time.perf_counter()
    send(connection, request, {"X-Request-Id": request_id})
    return 1000 * (time.perf_counter() - began)


def _statements(port: int, requests: Sequence[Request], record: Path) -> dict[str, Any]:
    """Statements of each request, and the plans' scans; what the first request of a process does is left out."""
    already = len(recorded(record)) if record.exists() else 0
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    _time(connection, requests[-1], _NOT_COUNTED)
    again = requests[-_kept_back(requests) : -1] or requests[-1:]
    chosen = again if _changes(requests) else Random(3).choices(requests, k=_RECORDED_REQUESTS)
    for number, request in enumerate(chosen):
        _time(connection, request, f"bench-{number:06}")
    connection.close()
    statements = [each for each in recorded(record)[already:] if each.request != _NOT_COUNTED]
    counts = statements_by_request(statements).values()
    scans = sequential_scans(statements, large_tables(os.environ["DATABASE_URL"]))
    return {
        "statements": [min(counts), max(counts)],
        "sequentialScans": [{"table": scan.table, "sql": scan.sql} for scan in scans],
    }


def _print(figures: Mapping[str, Mapping[str, Any]], requests: int) -> None:
    print(
        f"\nCore, one process, {requests} requests of each kind one after the other (what changes something: up to so "
        "many), pool and caches warm",
        flush=True,
    )
    rows = [
        (kind, *found["milliseconds"].values(), _range(found["statements"]), len(found["sequentialScans"]))
        for kind, found in figures.items()
    ]
    head = ("", "p50 ms", "p95 ms", "p99 ms", "SQL statements", f"sequential scans above {MANY_ROWS:,} rows")
    print(table(head, rows), flush=True)
    for kind, found in figures.items():
        for scan in found["sequentialScans"]:
            print(f"{kind} reads all of {scan['table']}: {scan['sql']}", flush=True)


def _range(least_and_most: Sequence[int]) -> str:
    least, most = least_and_most
    return str(least) if least == most else f"{least} to {most}"


if __name__ == "__main__":
    main()
