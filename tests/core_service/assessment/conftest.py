"""Assessors as callers, and a course with work for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.assessment.jobs import JOBS
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.db import DataScope
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.sessions.models import TutoringSession
from core_service.work.service.marking import LOOK_AT_PROGRESS
from shared.clock import FixedClock
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.work.requests import Caller
from tests.factories import content, people, sessions
from tests.factories.content import TestCourse, right_answers

LONG, SHORT, CHOICE = ExerciseType.LONG_ANSWER, ExerciseType.SHORT_ANSWER, ExerciseType.MULTIPLE_CHOICE
ESSAY = right_answers(LONG)


@dataclass(frozen=True, slots=True)
class Assessor(Caller):
    """Somebody who marks work."""

    def queue(self, **wanted: Any) -> list[dict[str, Any]]:
        """What waits."""
        items: list[dict[str, Any]] = self.send("GET", "/api/assessment/queue", **wanted)["items"]
        return items

    def claim(self, attempt_id: object, *, status: int = 200) -> dict[str, Any]:
        """Takes a piece of work."""
        return self.send("POST", "/api/assessment/claim", {"attemptId": str(attempt_id)}, status=status)

    def review(self, attempt_id: object, *, status: int = 200, **body: Any) -> dict[str, Any]:
        """Completes or returns it."""
        return self.send("POST", "/api/assessment/review", {"attemptId": str(attempt_id), **body}, status=status)

    def save(self, review_id: object, *, status: int = 200, **body: Any) -> dict[str, Any]:
        """Keeps unfinished marks."""
        return self.send("PUT", f"/api/assessment/reviews/{review_id}/draft", body, status=status)

    def recommendations(self, *, outcome: str = "OPEN", **wanted: Any) -> list[dict[str, Any]]:
        """What is recommended, or became of it."""
        headers = self.person.headers if self.person else {}
        query = {"status": outcome, **wanted}
        answer = self.client.get("/api/assessment/recommendations", headers=headers, query_string=query)
        return [each["recommendation"] for each in json_of(answer)["items"]]

    def decide(self, recommendation_id: object, *, status: int = 200, **body: Any) -> dict[str, Any]:
        """Confirms, adjusts or declines."""
        path = f"/api/assessment/recommendations/{recommendation_id}/decision"
        return self.send("POST", path, body, status=status)

    def set_profile(self, student_id: object, *, status: int = 200, **body: Any) -> dict[str, Any]:
        """Sets level or metrics."""
        return self.send("PATCH", f"/api/students/{student_id}/academic-profile", body, status=status)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the tests of reviews work on."""

    student: Caller
    essays: TestCourse
    clock: FixedClock

    def hand_in(self, number: int = 0, answers: object = ESSAY, *, session_id: UUID | None = None) -> str:
        """An attempt that waits for its marks; a minute passes."""
        self.clock.advance(minutes=1)
        where: dict[str, Any] = {"sessionId": session_id} if session_id else {}
        exercise_id = self.essays.exercises[4][number]
        self.student.start(exercise_id, status=201, **where)
        submitted = self.student.submit(exercise_id, answers, **where)
        attempt_id: str = submitted["id"]
        return attempt_id

    @property
    def now(self) -> datetime:
        """The test's time."""
        return self.clock.now()


@pytest.fixture
def nobody(client: FlaskClient) -> Assessor:
    """Has not signed in."""
    return Assessor(client, None)


@pytest.fixture
def assessor(client: FlaskClient, world: World) -> Assessor:
    """Riverside's."""
    return Assessor(client, world.riverside.assessor)


@pytest.fixture
def colleague(client: FlaskClient, world: World, db: Session) -> Assessor:
    """A second assessor of Riverside's."""
    made = people.person(db, world.riverside, "colleague", Role.ASSESSOR, now=NOW)
    db.commit()
    return Assessor(client, made)


@pytest.fixture
def supervisor(client: FlaskClient, world: World) -> Assessor:
    """Riverside's."""
    return Assessor(client, world.riverside.supervisor)


@pytest.fixture
def tutor(client: FlaskClient, world: World) -> Assessor:
    """Teaches both students, and may not assess."""
    return Assessor(client, world.riverside.tutor)


@pytest.fixture
def stranger(client: FlaskClient, world: World) -> Assessor:
    """Assesses in Hillcrest."""
    return Assessor(client, world.hillcrest.assessor)


@pytest.fixture
def student(client: FlaskClient, world: World) -> Assessor:
    """Works at Class 4 and sits in Riverside's running session."""
    return Assessor(client, world.riverside.student1)


@pytest.fixture
def desk(client: FlaskClient, world: World, db: Session, clock: FixedClock) -> Desk:
    """An essay, two short answers and a choice per level, at Class 4, in the session too."""
    essays = content.course(db, kinds=(LONG, SHORT, CHOICE))
    learner = world.riverside.student1
    content.place_at(db, world.riverside, learner, essays, 4, by=world.riverside.assessor, now=NOW)
    session = db.get_one(TutoringSession, world.session_id)
    sessions.enrollment(db, session, learner, essays, seat="C5")
    db.commit()
    return Desk(Caller(client, learner), essays, clock)


def promised(db: Session, name: str) -> list[PendingJob]:
    """Jobs of a name, oldest first."""
    db.expire_all()
    found = sa.select(PendingJob).where(PendingJob.name == name).order_by(PendingJob.due_at)
    return list(db.scalars(found))


def look_at_progress(run: Runtime, db: Session, world: World, now: datetime) -> None:
    """Runs every such job, as the worker does it: in its centre."""
    for job in promised(db, LOOK_AT_PROGRESS):
        with run.unit_of_work(DataScope(frozenset({world.riverside.id}))) as one:
            JOBS[job.name](one, job.arguments, now=now)
    db.expire_all()
