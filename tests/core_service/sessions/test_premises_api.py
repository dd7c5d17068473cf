"""Rooms with their seats, and days on which the centre is closed."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.sessions.models import SessionEvent, TutoringSession
from core_service.sessions.rules import SessionStatus
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.sessions.conftest import Send
from tests.factories import sessions

ROOMS, CLOSURES = "/api/academic/rooms", "/api/academic/closures"
CLOSED = {"startsOn": "2026-11-18", "endsOn": "2026-11-19", "reason": "Snow"}


@pytest.mark.parametrize(("path", "body"), [(ROOMS, {"name": "Attic"}), (CLOSURES, CLOSED)])
def test_premises_are_for_planners(client: FlaskClient, send: Send, world: World, path: str, body: Any) -> None:
    """401, 403; tutors may look; another centre's cannot be made."""
    assert client.post(path, json=body).status_code == 401
    assert send("POST", path, body, "tutor").status_code == 403
    assert send("GET", path, who="tutor").status_code == 200
    assert send("GET", path, who="student1").status_code == 403
    foreign = client.post(
        path, headers=world.hillcrest.supervisor.headers, json=body | {"centreId": str(world.riverside.id)}
    )
    assert foreign.status_code == 403


def test_a_room_comes_goes_and_comes_back(client: FlaskClient, send: Send, world: World) -> None:
    """With its seats; its name is used once; another centre's is not found."""
    made = send("POST", ROOMS, {"name": "Attic", "seats": ["A1", "A2"]})
    url = f"{ROOMS}/{json_of(made)['id']}"
    assert client.get(url, headers=world.hillcrest.supervisor.headers).status_code == 404
    assert client.delete(url, headers=world.hillcrest.supervisor.headers).status_code == 404
    assert json_of(send("POST", ROOMS, {"name": "Attic"}))["errors"][0]["path"] == "name"
    assert json_of(send("PATCH", url, {"name": "Room 1"}))["errors"][0]["path"] == "name"
    for seats in (["A1", "A1"], [""], ["x" * 11]):
        assert send("PATCH", url, {"seats": seats}).status_code == 422
    tag = made.headers["ETag"]
    assert send("PATCH", url, {"seats": ["B1"]}, **{"If-Match": tag}).status_code == 200
    assert send("PATCH", url, {"seats": ["C1"]}, **{"If-Match": tag}).status_code == 412
    assert send("DELETE", url).status_code == 204
    assert [each["name"] for each in json_of(send("GET", ROOMS))["items"]] == ["Room 1"]
    again = json_of(send("POST", ROOMS, {"name": "Attic", "seats": ["D1"]}))
    assert (again["id"], again["seats"], again["isActive"]) == (json_of(made)["id"], ["D1"], True)


def test_a_room_with_lessons_in_it_stays(send: Send, world: World) -> None:
    """With what is planned there."""
    answer = send("DELETE", f"{ROOMS}/{world.riverside.room_id}")
    assert (answer.status_code, json_of(answer)["code"]) == (409, "room_in_use")
    assert [each["sessionId"] for each in json_of(answer)["collisions"]] == [str(world.session_id)]


def test_a_closed_day_cancels_what_is_planned_on_it(send: Send, world: World, db: Session) -> None:
    """Both days of it, not the lesson that runs; its rooms are told; the other centre goes on."""
    ours, theirs = world.riverside, world.hillcrest
    made = [
        sessions.session(db, ours, ours.tutor2, starts_at=NOW + timedelta(days=days), status=SessionStatus.SCHEDULED)
        for days in (1, 2, 3)
    ]
    foreign = sessions.session(
        db, theirs, theirs.tutor2, starts_at=NOW + timedelta(days=1), status=SessionStatus.SCHEDULED
    )
    db.commit()
    answer = send("POST", CLOSURES, CLOSED | {"startsOn": "2026-11-17"})
    assert answer.status_code == 201
    assert json_of(answer)["cancelledSessionIds"] == [str(each) for each in made[:2]]
    states = dict(db.execute(sa.select(TutoringSession.id, TutoringSession.status)).all())
    assert [states[each] for each in (*made, foreign, world.session_id)] == [
        SessionStatus.CANCELLED,
        SessionStatus.CANCELLED,
        SessionStatus.SCHEDULED,
        SessionStatus.SCHEDULED,
        SessionStatus.IN_PROGRESS,
    ]
    told = db.scalars(sa.select(SessionEvent.session_id)).all()
    assert sorted(told) == sorted(made[:2])


def test_a_closure_is_taken_back(client: FlaskClient, send: Send, world: World) -> None:
    """By its own centre; days in the wrong order are named."""
    made = json_of(send("POST", CLOSURES, CLOSED))["closure"]["id"]
    assert client.delete(f"{CLOSURES}/{made}", headers=world.hillcrest.supervisor.headers).status_code == 404
    assert send("DELETE", f"{CLOSURES}/{made}").status_code == 204
    assert json_of(send("GET", CLOSURES))["items"] == []
    wrong = send("POST", CLOSURES, CLOSED | {"endsOn": "2026-11-01"})
    assert [error["path"] for error in json_of(wrong)["errors"]] == ["endsOn"]
