"""A parent's notice of absence.

The good case: it prefills EXCUSED and can be taken back. The bad ones: other people's children, lessons that have
begun, other centres.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.attendance.models import AbsenceNotice
from core_service.audit.models import AuditLog
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.factories import sessions
from tests.factories.people import TestPerson

PATH = "/api/academic/absence-notices"


@pytest.fixture
def planned(world: World, db: Session) -> UUID:
    """Tomorrow's session of both students."""
    where = world.riverside
    made = sessions.session(
        db,
        where,
        where.tutor,
        starts_at=NOW + timedelta(days=1),
        status=SessionStatus.SCHEDULED,
        students=[(where.student1, world.course), (where.student2, world.course)],
    )
    db.commit()
    return made


def give(client: FlaskClient, who: TestPerson, session_id: UUID, child: TestPerson, **more: Any) -> Any:
    """A notice for a child."""
    body = {"sessionId": str(session_id), "studentId": str(child.id)} | more
    return client.post(PATH, headers=who.headers, json=body)


def test_anonymous_is_asked_to_sign_in(client: FlaskClient) -> None:
    """401."""
    assert client.post(PATH, json={}).status_code == 401
    assert client.delete(f"{PATH}/{new_id()}").status_code == 401


@pytest.mark.parametrize("who", ["student1", "tutor", "assessor", "supervisor"])
def test_wrong_role_is_refused(client: FlaskClient, world: World, planned: UUID, who: str) -> None:
    """403: it is the parents' word."""
    answer = give(client, world.riverside.people[who], planned, world.riverside.student1)
    assert (answer.status_code, json_of(answer)["permissions"]) == (403, ["CHILD_VIEW"])


def test_other_children_and_centres_look_like_none(client: FlaskClient, world: World, planned: UUID) -> None:
    """404 each time: another's child, another centre's parent, a session that is not there."""
    where = world.riverside
    assert give(client, where.parent, planned, where.student2).status_code == 404
    assert give(client, world.hillcrest.parent, planned, where.student1).status_code == 404
    assert give(client, where.parent, new_id(), where.student1).status_code == 404


def test_notice_prefills_excused(client: FlaskClient, world: World, db: Session, planned: UUID) -> None:
    """The sheet suggests it, with the parent's reason; the mark stays the tutor's."""
    where = world.riverside
    answer = give(client, where.parent, planned, where.student1, reason="Dentist")
    assert answer.status_code == 201
    sheet = client.get(f"/api/sessions/{planned}/attendance", headers=where.tutor.headers)
    one, two = json_of(sheet)["students"]
    assert (one["status"], one["suggestion"]) == (None, {"status": "EXCUSED", "reason": "NOTICE"})
    assert (one["notice"]["reason"], two["notice"], two["suggestion"]) == ("Dentist", None, None)
    row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "ABSENCE_NOTICE")).one()
    assert (row.acting_role, "Dentist" in str(row.details)) == ("PARENT", False)


def test_again_is_the_same_notice(client: FlaskClient, world: World, db: Session, planned: UUID) -> None:
    """200, with the newest reason; the same again changes nothing."""
    where = world.riverside
    ids = {json_of(give(client, where.parent, planned, where.student1))["id"]}
    for _ in range(2):
        answer = give(client, where.parent, planned, where.student1, reason="Ill")
        assert (answer.status_code, json_of(answer)["reason"]) == (200, "Ill")
        ids.add(json_of(answer)["id"])
    assert len(ids) == 1
    assert len(db.scalars(sa.select(AuditLog).where(AuditLog.action == "ABSENCE_NOTICE")).all()) == 2


def test_notice_is_taken_back(client: FlaskClient, world: World, db: Session, planned: UUID) -> None:
    """204, by a parent of the child alone."""
    where = world.riverside
    notice_id = json_of(give(client, where.parent, planned, where.student1))["id"]
    assert client.delete(f"{PATH}/{notice_id}", headers=world.hillcrest.parent.headers).status_code == 404
    assert client.delete(f"{PATH}/{notice_id}", headers=where.parent.headers).status_code == 204
    assert client.delete(f"{PATH}/{notice_id}", headers=where.parent.headers).status_code == 404
    assert db.scalar(sa.select(sa.func.count()).select_from(AbsenceNotice)) == 0


@pytest.mark.parametrize("status", [SessionStatus.IN_PROGRESS, SessionStatus.COMPLETED, SessionStatus.CANCELLED])
def test_begun_lesson_is_too_late(
    client: FlaskClient, world: World, db: Session, planned: UUID, status: SessionStatus
) -> None:
    """409."""
    db.get_one(TutoringSession, planned).status = status
    db.commit()
    answer = give(client, world.riverside.parent, planned, world.riverside.student1)
    assert (answer.status_code, json_of(answer)["code"]) == (409, "wrong_session_status")


@pytest.mark.parametrize(("field", "value"), [("reason", ""), ("reason", "x" * 501), ("sessionId", "no"), ("more", 1)])
def test_values_that_make_no_sense(client: FlaskClient, world: World, planned: UUID, field: str, value: object) -> None:
    """422 with the path."""
    answer = give(client, world.riverside.parent, planned, world.riverside.student1, **{field: value})
    assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, field)
