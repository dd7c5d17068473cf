"""Fifty submissions at once make one attempt, with one key or with none (issue 2, section 4)."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from core_service.access.rules import Role
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.db import FRANCHISE_ID, Database, DataScope
from core_service.foundation.runtime import Runtime
from core_service.sessions.models import SessionEvent
from core_service.work.models import ExerciseAttempt
from tests.core_service.conftest import NOW
from tests.engines import TestDatabase, TestRun, fresh_database, postgres_server
from tests.factories import content, people, sessions
from tests.factories.content import right_answers
from tests.factories.people import TestPerson

SUBMISSIONS = 50
RIGHT = right_answers(ExerciseType.MULTIPLE_CHOICE)


@dataclass(frozen=True, slots=True)
class Classroom:
    """A centre of its own, whose rows are committed: parallel transactions must see them."""

    database: Database
    centre_id: UUID
    student: TestPerson
    exercise_id: UUID
    session_id: UUID

    def count(self, table: type[ExerciseAttempt] | type[SessionEvent]) -> int:
        """How many rows of the centre there are."""
        with self.database.open(DataScope(frozenset({self.centre_id}))) as db:
            return len(db.scalars(sa.select(table)).all())


@pytest.fixture(scope="module")
def committed_database(test_run: TestRun, worker_id: str) -> TestDatabase:
    """Apart from the one in which every other test is undone."""
    return fresh_database(postgres_server(test_run, os.environ), f"{worker_id}_committed")


@pytest.fixture
def classroom(committed_database: TestDatabase) -> Iterator[Classroom]:
    """One student in a running session, with a course that only this centre has."""
    database = Database(committed_database.url, pool_size=10)
    with database.open(DataScope(frozenset({FRANCHISE_ID}))) as db:
        centre = people.centre(db, "Parallel")
        tutor = people.person(db, centre, "tutor", Role.TEACHER, now=NOW)
        student = people.person(db, centre, "student", Role.STUDENT, now=NOW)
        course = content.course(db, centre_id=centre.id)
        starts_at = NOW - timedelta(minutes=10)
        session_id = sessions.session(db, centre, tutor, starts_at=starts_at, students=[(student, course)])
        db.commit()
    yield Classroom(database, centre.id, student, course.exercises[4][0], session_id)
    database.close()


@pytest.fixture
def submit(app: Flask, run: Runtime, classroom: Classroom) -> Iterator[Callable[[str | None], Any]]:
    """Sends the same answers once more."""
    app.extensions["runtime"] = replace(run, database=classroom.database)

    def send(key: str | None) -> Any:
        headers = classroom.student.headers | ({"Idempotency-Key": key} if key else {})
        body = {"answers": RIGHT, "sessionId": str(classroom.session_id)}
        answer = app.test_client().post(f"/api/exercises/{classroom.exercise_id}/submit", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    yield send
    app.extensions["runtime"] = run


@pytest.mark.parametrize("key", ["the-same-for-all", None])
def test_fifty_submissions_make_one_attempt(
    classroom: Classroom, submit: Callable[[str | None], Any], key: str | None
) -> None:
    """All are answered alike; the room hears of it once."""
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(submit, [key] * SUBMISSIONS))
    assert all(answer == answers[0] for answer in answers)
    assert (answers[0]["status"], answers[0]["score"]) == ("AUTO_GRADED", 10)
    assert (classroom.count(ExerciseAttempt), classroom.count(SessionEvent)) == (1, 1)


def test_fifty_starts_open_one_attempt(app: Flask, run: Runtime, classroom: Classroom) -> None:
    """The partial unique index is never even met: starts come one after the other."""
    app.extensions["runtime"] = replace(run, database=classroom.database)

    def start(_: int) -> str:
        path = f"/api/exercises/{classroom.exercise_id}/start"
        answer = app.test_client().post(path, json={}, headers=classroom.student.headers)
        assert answer.status_code in (200, 201), answer.text
        attempt_id: str = answer.get_json()["attemptId"]
        return attempt_id

    with ThreadPoolExecutor(16) as pool:
        opened = set(pool.map(start, range(SUBMISSIONS)))
    assert len(opened) == classroom.count(ExerciseAttempt) == 1
