"""A supervisor's day (UI 4): what runs, what nobody covers, what waits, who is away.

Good: one look tells where to go first. Bad: a lesson whose tutor has left must not be found out at its start; a hand
must not wait unseen; another centre's day must look like none.
"""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.attendance.models import AbsenceNotice
from core_service.attendance.rules import AttendanceStatus
from core_service.foundation.runtime import Runtime
from core_service.identity.models import UserRole
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.rules.states import AttemptStatus
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.reporting import rows
from tests.core_service.statements import statements_of
from tests.factories import sessions
from tests.factories.people import TestPerson

URL = "/api/centre/today"


def today(client: FlaskClient, who: TestPerson, query: str = "") -> Any:
    """As the API tells it."""
    return json_of(client.get(URL + query, headers=who.headers))


def test_anonymous_and_those_who_manage_nothing(client: FlaskClient, world: World) -> None:
    """401 and 403."""
    assert client.get(URL).status_code == 401
    for who in ("student1", "parent", "tutor", "assessor"):
        assert client.get(URL, headers=world.riverside.people[who].headers).status_code == 403


def test_another_centre_looks_like_none(client: FlaskClient, world: World) -> None:
    """404 for both; without a centre only one's own is shown."""
    supervisor = world.riverside.supervisor
    for id in (world.hillcrest.id, new_id()):
        assert client.get(f"{URL}?centreId={id}", headers=supervisor.headers).status_code == 404
    shown = today(client, supervisor)
    assert [centre["id"] for centre in shown["centres"]] == [str(world.riverside.id)]
    assert [each["session"]["id"] for each in shown["sessions"]] == [str(world.session_id)]


def test_live_sessions_with_hands(client: FlaskClient, world: World, db: Session) -> None:
    """Who waits, for how long, and whether longer than the centre's limit."""
    where = world.riverside
    rows.hand(db, where, world.session_id, where.student1, NOW - timedelta(minutes=6), answered_after=None)
    rows.hand(db, where, world.session_id, where.student2, NOW - timedelta(minutes=2), answered_after=None)
    shown = today(client, where.supervisor)
    [live] = shown["live"]
    assert (live["session"]["id"], live["hands"]["open"]) == (str(world.session_id), 2)
    waits = [(hand["request"]["studentId"], hand["waitsSeconds"], hand["isLate"]) for hand in shown["unansweredHands"]]
    assert waits == [(str(where.student1.id), 360, True), (str(where.student2.id), 120, False)]


def test_sessions_that_nobody_covers(client: FlaskClient, world: World, db: Session) -> None:
    """Nobody has started it; or its tutor may not teach any more; a substitute mends both."""
    where = world.riverside
    late = sessions.session(
        db, where, where.tutor, starts_at=NOW - timedelta(minutes=10), status=SessionStatus.SCHEDULED
    )
    tomorrow = sessions.session(
        db, where, where.tutor2, starts_at=NOW + timedelta(days=1), status=SessionStatus.SCHEDULED
    )
    db.execute(sa.update(UserRole).where(UserRole.user_id == where.tutor2.id).values(is_active=False))
    db.commit()
    found = [(each["sessionId"], each["problem"]) for each in today(client, where.supervisor)["uncovered"]]
    assert found == [(str(late), "NOT_STARTED"), (str(tomorrow), "NO_TUTOR")]
    db.get_one(TutoringSession, tomorrow).substitute_tutor_id = where.tutor.id
    db.get_one(TutoringSession, late).status = SessionStatus.CANCELLED
    db.commit()
    assert today(client, where.supervisor)["uncovered"] == []


def test_unmarked_attendance_and_absences(client: FlaskClient, world: World, db: Session) -> None:
    """An ended lesson still asks for its marks; who is marked or announced as away is named."""
    where = world.riverside
    rows.mark(db, where, world.session_id, where.student1, AttendanceStatus.ABSENT, NOW)
    notice = AbsenceNotice(
        centre_id=where.id,
        session_id=world.session_id,
        student_id=where.student2.id,
        reason="Dentist",
        given_at=NOW,
        given_by_id=where.parent.id,
    )
    db.add(notice)
    db.commit()
    shown = today(client, where.supervisor)
    [unmarked] = shown["unmarkedAttendance"]
    assert (unmarked["sessionId"], unmarked["count"]) == (str(world.session_id), 1)
    away = {each["student"]["name"]: (each["status"], each["note"]) for each in shown["absences"]}
    assert away == {"Student1": ("ABSENT", None), "Student2": (None, "Dentist")}


def test_the_queue(client: FlaskClient, world: World, db: Session) -> None:
    """How much waits, since when, how much of it for more than a day."""
    where = world.riverside
    for hours in (1, 30):
        at = NOW - timedelta(hours=hours)
        rows.attempt(db, world, where.student1, at, status=AttemptStatus.UNDER_REVIEW, score=None)
    queue = today(client, where.admin)["queue"]
    assert (queue["waiting"], queue["overADay"], queue["beingMarked"], queue["markedIn24Hours"]) == (2, 1, 0, 0)


@pytest.mark.parametrize("lessons", [0, 8])
def test_statements_do_not_grow(client: FlaskClient, world: World, db: Session, run: Runtime, lessons: int) -> None:
    """Whatever happens in the centre."""
    where = world.riverside
    for number in range(lessons):
        starts_at = NOW - timedelta(minutes=10 * number)
        both = [(where.student1, world.course), (where.student2, world.course)]
        session_id = sessions.session(db, where, where.tutor, starts_at=starts_at, students=both)
        rows.hand(db, where, session_id, where.student1, NOW - timedelta(minutes=9), answered_after=None)
    with statements_of(run) as statements:
        shown = today(client, where.supervisor)
    assert len(shown["live"]) == lessons + 1
    assert len(statements) == 25
