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
from tests.core_service.callers import (
    Caller,
    franchise as franchise,
    nobody as nobody,
    student as student,
    tutor as tutor,
)
from tests.core_service.conftest import NOW, World
from tests.factories import content, people, sessions
from tests.factories.content import TestCourse, right_answers

LONG, SHORT, CHOICE = ExerciseType.LONG_ANSWER, ExerciseType.SHORT_ANSWER, ExerciseType.MULTIPLE_CHOICE
ESSAY = right_answers(LONG)


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
def assessor(client: FlaskClient, world: World) -> Caller:
    """Riverside's."""
    return Caller(client, world.riverside.assessor)


@pytest.fixture
def colleague(client: FlaskClient, world: World, db: Session) -> Caller:
    """A second assessor of Riverside's."""
    made = people.person(db, world.riverside, "colleague", Role.ASSESSOR, now=NOW)
    db.commit()
    return Caller(client, made)


@pytest.fixture
def supervisor(client: FlaskClient, world: World) -> Caller:
    """Riverside's."""
    return Caller(client, world.riverside.supervisor)


@pytest.fixture
def stranger(client: FlaskClient, world: World) -> Caller:
    """Assesses in Hillcrest."""
    return Caller(client, world.hillcrest.assessor)


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
