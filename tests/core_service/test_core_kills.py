"""The core dies in the middle of a request: nothing that was answered is lost, nothing that is repeated comes twice.

A tutor marks a room, a student hands in, an assessor completes a review, a supervisor generates sessions; before the
answer the web process is killed. The client repeats with its Idempotency-Key. Bad cases: half of the room is marked;
the package, the points or the session come twice; an answered note is gone.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import httpx
import psutil
import pytest
import sqlalchemy as sa

from core_service.catalogue.rules import ExerciseType
from core_service.foundation.db import Base
from core_service.foundation.runtime import Runtime
from core_service.live.models import TutorNote
from core_service.sessions.models import TutoringSession
from core_service.tables import load_tables
from shared.clock import SystemClock
from shared.settings import CoreSettings
from tests.core_service.committed import process_environment, run as run, settings_of_its_own as settings_of_its_own
from tests.core_service.conftest import World
from tests.core_service.running_jobs import wait_for
from tests.factories.content import right_answers
from tests.factories.everything import Rows, one_of_everything
from tests.factories.people import TestPerson
from tests.ports import free_ports

_PATIENCE_SECONDS = 60.0
_GUNICORN = "import core_service.app; from gunicorn.app.wsgiapp import run; run()"
"""Its master has read the app's code before it forks: a killed web process is back in a moment."""


@dataclass(frozen=True, slots=True)
class Core:
    """gunicorn with one web process, which its master starts anew."""

    url: str
    master: psutil.Process

    def kill_worker(self) -> None:
        """As a power cut would."""
        for worker in self.master.children():
            worker.kill()

    def send(self, request: "Order") -> httpx.Response:
        """Raises httpx.TransportError where the core is away or dies before it answers."""
        headers = request.who.headers | {"Idempotency-Key": request.key}
        return httpx.post(self.url + request.path, json=request.body, headers=headers, timeout=_PATIENCE_SECONDS)

    def send_until_answered(self, request: "Order") -> httpx.Response:
        """As a client does: the same request with the same key, again and again."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                return self.send(request)
            except httpx.TransportError:
                assert time.monotonic() < deadline
                time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants done, once."""

    who: TestPerson
    path: str
    body: dict[str, object]
    key: str


@pytest.fixture(scope="module")
def core(settings_of_its_own: CoreSettings) -> Iterator[Core]:
    """The real process on a port of its own."""
    (port,) = free_ports(1)
    command = (sys.executable, "-c", _GUNICORN, "core_service.wsgi:app", "--bind", f"127.0.0.1:{port}")
    threads = ("--config", "python:core_service.foundation.gunicorn_hooks", "--workers", "1", "--threads", "4")
    environment = process_environment(settings_of_its_own)
    process = subprocess.Popen((*command, *threads, "--log-level", "critical", "--no-control-socket"), env=environment)
    made = Core(f"http://127.0.0.1:{port}", psutil.Process(process.pid))
    try:
        wait_for(lambda: _answers(made))
        yield made
    finally:
        process.terminate()
        process.wait()


def _answers(core: Core) -> bool:
    try:
        return httpx.get(f"{core.url}/api/health").status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture
def rows(run: Runtime, world: World) -> Rows:
    """A lesson that runs now by the machine's own clock, and one of everything."""
    now = SystemClock().now()
    with run.database.transaction(world.everything) as db:
        session = db.get_one(TutoringSession, world.session_id)
        session.scheduled_start, session.scheduled_end = now - timedelta(minutes=30), now + timedelta(hours=1)
        session.actual_start = session.scheduled_start
        return one_of_everything(db, world.riverside, world.session_id, now=now)


def _attendance(world: World, rows: Rows) -> Order:
    marks = [{"studentId": str(world.riverside.student1.id), "status": "PRESENT"}]
    marks += [{"studentId": str(world.riverside.student2.id), "status": "ABSENT"}]
    body: dict[str, object] = {"sessionId": str(world.session_id), "records": marks}
    return Order(world.riverside.tutor, "/api/academic/attendance/bulk", body, "mark")


def _submit(world: World, rows: Rows) -> Order:
    exercise = world.course.exercises[4][0]
    answers = right_answers(ExerciseType.MULTIPLE_CHOICE)
    body: dict[str, object] = {"answers": answers, "sessionId": str(world.session_id)}
    return Order(world.riverside.student1, f"/api/exercises/{exercise}/submit", body, "hand-in")


def _review(world: World, rows: Rows) -> Order:
    body: dict[str, object] = {"reviewId": str(rows["review"]), "overallScore": 8, "feedback": "Well argued."}
    return Order(world.riverside.assessor, "/api/assessment/review", body, "review")


def _generation(world: World, rows: Rows) -> Order:
    return Order(world.riverside.supervisor, "/api/academic/sessions/generate", {}, "generate")


@pytest.mark.parametrize("order_of", [_attendance, _submit, _review, _generation])
def test_killed_before_the_answer(
    core: Core, run: Runtime, world: World, rows: Rows, order_of: Callable[[World, Rows], Order]
) -> None:
    """All is written but not committed: it is gone with the process; repeated it is done, once however often."""
    order, before = order_of(world, rows), _row_counts(run, world)
    with _held_at_its_end(run):
        lost = threading.Thread(target=_is_cut_off, args=(core, order))
        lost.start()
        wait_for(lambda: _waiting(run) == 1)
        core.kill_worker()
        lost.join()
    assert _row_counts(run, world) == before
    first = core.send_until_answered(order)
    assert first.status_code == 200, first.text
    done = _row_counts(run, world)
    assert done != before
    core.kill_worker()
    again = core.send_until_answered(order)
    assert (again.status_code, again.json()) == (200, first.json())
    assert _row_counts(run, world) == done


def _is_cut_off(core: Core, order: Order) -> None:
    with pytest.raises(httpx.TransportError):
        core.send(order)


@contextmanager
def _held_at_its_end(run: Runtime) -> Iterator[None]:
    """Requests with a key do all their work, then wait to keep their answer."""
    with run.database.open() as holder:
        holder.execute(sa.text("LOCK TABLE idempotency_key IN EXCLUSIVE MODE"))
        yield
        holder.rollback()


def _waiting(run: Runtime) -> int:
    """Transactions that wait to keep their answer."""
    with run.database.open() as db:
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'idempotency_key'::regclass"
        return int(db.scalars(sa.text(waiting)).one())


def _row_counts(run: Runtime, world: World) -> dict[str, int]:
    """How many rows Riverside has in each table."""
    load_tables()
    tables = [table for table in Base.metadata.sorted_tables if "centre_id" in table.c]
    with run.database.open(world.everything) as db:
        return {
            table.name: db.execute(
                sa.select(sa.func.count()).select_from(table).where(table.c.centre_id == world.riverside.id)
            ).scalar_one()
            for table in tables
        }


@pytest.mark.parametrize(("notes", "kills"), [(8, 2), pytest.param(400, 40, marks=pytest.mark.audit)])
def test_answered_notes_are_there_once(
    core: Core, run: Runtime, world: World, rows: Rows, notes: int, kills: int
) -> None:
    """The web process is killed again and again while a tutor writes: every note is answered, and stands once."""
    chance = Random(1)
    for number in range(notes):
        killer = threading.Timer(chance.uniform(0, 0.03), core.kill_worker)
        if number % (notes // kills) == 1:
            killer.start()
        answer = core.send_until_answered(_note(world, number))
        assert answer.status_code == 201, answer.text
        killer.cancel()
    with run.database.open(world.everything) as db:
        kept = db.scalars(sa.select(TutorNote.content).where(TutorNote.content.startswith("Note "))).all()
    assert sorted(kept) == sorted(f"Note {number}" for number in range(notes))


def test_what_never_reaches_the_app_is_a_problem_too(core: Core) -> None:
    """gunicorn refuses an address and headers that are too long as we refuse everything, and takes 8,000 bytes."""
    too_long = httpx.get(f"{core.url}/api/courses", params={"q": "x" * 9000})
    too_large = httpx.get(f"{core.url}/api/health", headers={"X-Words": "x" * 9000})
    for answer, status in (too_long, 414), (too_large, 431):
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
        assert (answer.json()["status"], answer.json()["requestId"]) == (status, answer.headers["X-Request-Id"])
    assert httpx.get(f"{core.url}/api/health", params={"x": "x" * 8000}).status_code == 200


def _note(world: World, number: int) -> Order:
    body: dict[str, object] = {"studentId": str(world.riverside.student2.id), "text": f"Note {number}"}
    return Order(world.riverside.tutor, f"/api/sessions/{world.session_id}/notes", body, f"note-{number}")
