"""Two who plan at once, in real transactions: nothing is made twice, nobody is booked twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from core_service.access.actor import Actor, Grant
from core_service.access.rules import Role
from core_service.foundation.db import FRANCHISE_ID, Database, DataScope
from core_service.sessions.errors import DoubleBooked
from core_service.sessions.models import SessionTemplate, TutoringSession
from core_service.sessions.rules import DayOfWeek, SessionMode
from core_service.sessions.service import NewSession, create_session
from core_service.sessions.service.enrollments import NewEnrollment
from core_service.sessions.service.generation import generate
from shared.ids import new_id
from tests.core_service.conftest import NOW
from tests.engines import TestDatabase
from tests.factories import content, people
from tests.factories.content import TestCourse
from tests.factories.people import TestCentre

PLANNERS = 6


@pytest.fixture
def committed(database: TestDatabase) -> Iterator[Database]:
    """A database whose transactions are real ones, since several take part."""
    opened = Database(database.url, pool_size=PLANNERS)
    yield opened
    opened.close()


@pytest.fixture
def where(committed: Database) -> TestCentre:
    """A centre of its own, with as many tutors as planners and one student."""
    with committed.transaction(DataScope(frozenset({FRANCHISE_ID}))) as db:
        made = people.centre(db, "Parallel")
        people.person(db, made, "student", Role.STUDENT, now=NOW)
        people.person(db, made, "supervisor", Role.SUPERVISOR, now=NOW)
        for number in range(PLANNERS):
            people.person(db, made, f"tutor{number}", Role.TEACHER, now=NOW)
    return made


@pytest.fixture
def course(committed: Database, where: TestCentre) -> TestCourse:
    """The centre's own, without content: other tests see the franchise's."""
    with committed.transaction(DataScope(frozenset({where.id}))) as db:
        return content.course(db, levels=(), centre_id=where.id)


def test_generating_at_once_makes_each_session_once(committed: Database, where: TestCentre) -> None:
    """The worker's job and a supervisor, several times over."""
    scope = DataScope(frozenset({where.id}))
    with committed.transaction(scope) as db:
        db.add(
            SessionTemplate(
                id=new_id(),
                centre_id=where.id,
                name="Readers",
                tutor_id=where.tutor0.id,
                day_of_week=DayOfWeek.FRIDAY,
                start_time=time(16),
                end_time=time(17),
                session_mode=SessionMode.PHYSICAL,
            )
        )

    def plan(_number: int) -> int:
        with committed.transaction(scope) as db:
            return len(generate(db, None, centre_id=where.id, now=NOW).sessions)

    with ThreadPoolExecutor(PLANNERS) as pool:
        made = sorted(pool.map(plan, range(PLANNERS)))
    assert made == [0] * (PLANNERS - 1) + [4]
    with committed.open(scope) as db:
        assert db.scalar(sa.select(sa.func.count()).select_from(TutoringSession)) == 4


def test_one_student_is_booked_by_one_of_many(committed: Database, where: TestCentre, course: TestCourse) -> None:
    """All plan a lesson at the same hour with the same student: one does it, the others are told."""
    scope = DataScope(frozenset({where.id}))
    supervisor = Actor(where.supervisor.id, new_id(), "Supervisor", (Grant(Role.SUPERVISOR, where.id),))

    def plan(tutor_id: UUID) -> bool:
        new = NewSession(
            name="Reading",
            tutor_id=tutor_id,
            scheduled_start=NOW,
            scheduled_end=NOW + timedelta(hours=1),
            session_mode=SessionMode.PHYSICAL,
        )
        place = NewEnrollment(student_id=where.student.id, course_id=course.id)
        try:
            with committed.transaction(scope) as db:
                create_session(db, supervisor, centre_id=where.id, new=new, enrollments=[place])
        except DoubleBooked:
            return False
        return True

    with ThreadPoolExecutor(PLANNERS) as pool:
        done = list(pool.map(plan, [where.people[f"tutor{number}"].id for number in range(PLANNERS)]))
    assert sorted(done) == [False] * (PLANNERS - 1) + [True]
