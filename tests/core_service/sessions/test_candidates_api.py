"""Who could teach a session instead, and who could be added to it.

The good case: a supervisor finds a free tutor and a walk-in student by name. Bad ones: a tutor or another centre asks;
the colleague teaches elsewhere at that time; a name that holds a wildcard.
"""

from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.foundation.runtime import Runtime
from core_service.sessions.rules import SessionStatus
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.sessions.conftest import Send
from tests.core_service.statements import statements_of
from tests.factories import sessions
from tests.factories.people import TestPerson


@pytest.mark.parametrize("what", ["possible-tutors", "possible-students"])
def test_only_planners_ask(client: FlaskClient, send: Send, world: World, what: str) -> None:
    """Nobody 401, its tutor 403, another centre's supervisor 404."""
    url = f"/api/sessions/{world.session_id}/{what}"
    assert client.get(url).status_code == 401
    assert json_of(send("GET", url, None, "tutor"))["code"] == "permission_missing"
    assert client.get(url, headers=world.hillcrest.supervisor.headers).status_code == 404


def test_tutors_who_are_free_come_first(send: Send, db: Session, world: World) -> None:
    """The session's own tutor is not among them; a colleague with a class at that time is, but not as free."""
    centre = world.riverside
    sessions.session(
        db, centre, centre.tutor2, starts_at=NOW + timedelta(minutes=10), minutes=60, status=SessionStatus.SCHEDULED
    )
    db.commit()
    found = json_of(send("GET", f"/api/sessions/{world.session_id}/possible-tutors"))["items"]
    free = {each["id"]: each["isFree"] for each in found}
    assert str(centre.tutor.id) not in free
    assert free[str(centre.tutor2.id)] is False
    assert free[str(centre.supervisor.id)] is True
    assert [each["isFree"] for each in found] == sorted(free.values(), reverse=True)


def test_students_are_found_by_name_with_their_courses(
    send: Send, run: Runtime, world: World, more_students: list[TestPerson]
) -> None:
    """Who has a place is left out; wildcards are letters; statements do not grow."""
    url = f"/api/sessions/{world.session_id}/possible-students"
    with statements_of(run) as many:
        found = json_of(send("GET", f"{url}?q=PUPIL"))["items"]
    assert {each["id"] for each in found} == {str(each.id) for each in more_students}
    assert {UUID(course) for each in found for course in each["courseIds"]} == {world.course.id}
    with statements_of(run) as few:
        assert len(json_of(send("GET", f"{url}?q=pupil14"))["items"]) == 1
    assert len(many) == len(few)
    assert json_of(send("GET", f"{url}?q=%"))["items"] == []
    enrolled = json_of(send("GET", f"{url}?q=student"))["items"]
    assert str(world.riverside.student1.id) not in {each["id"] for each in enrolled}
