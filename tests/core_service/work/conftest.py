"""The people of the two centres as callers, and what a room was told."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.catalogue.rules import ExerciseType
from core_service.sessions.models import SessionEvent, StudentSessionEnrollment
from tests.core_service.callers import (
    Caller,
    author as author,
    nobody as nobody,
    student as student,
    tutor as tutor,
)
from tests.core_service.conftest import World
from tests.factories import content

Events = Callable[[UUID], list[dict[str, Any]]]


@pytest.fixture
def classmate(client: FlaskClient, world: World) -> Caller:
    """Sits beside them."""
    return Caller(client, world.riverside.student2)


@pytest.fixture
def stranger(client: FlaskClient, world: World) -> Caller:
    """Tutors in Hillcrest."""
    return Caller(client, world.hillcrest.tutor)


@pytest.fixture
def enrollment_id(db: Session, world: World) -> UUID:
    """The student's place in the session."""
    return db.scalars(
        sa.select(StudentSessionEnrollment.id).where(
            StudentSessionEnrollment.session_id == world.session_id,
            StudentSessionEnrollment.student_id == world.riverside.student1.id,
        )
    ).one()


@pytest.fixture
def exercise(world: World) -> UUID:
    """The first one at the student's level: two choices for ten points."""
    return world.course.exercises[4][0]


@pytest.fixture
def timed(db: Session, world: World) -> UUID:
    """An exercise of ten minutes."""
    kind = ExerciseType.MULTIPLE_CHOICE
    made = content.exercise(db, world.course.centre_id, world.course.lessons[4][0], 9, kind, time_limit=10)
    db.commit()
    return made


@pytest.fixture
def events(db: Session) -> Events:
    """A session's log so far."""

    def read(session_id: UUID) -> list[dict[str, Any]]:
        logged = sa.select(SessionEvent).where(SessionEvent.session_id == session_id).order_by(SessionEvent.seq)
        return [row.event | {"seq": row.seq, "members": row.member_ids} for row in db.scalars(logged)]

    return read
