"""Changes of one session: moved, cancelled, substituted, made up for; each refusal says with what it collides."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.foundation.runtime import Runtime
from core_service.sessions.models import SessionEvent, StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import EnrollmentStatus, SessionStatus
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.sessions.conftest import Send
from tests.core_service.statements import statements_of
from tests.factories import sessions
from tests.factories.people import TestPerson

TOMORROW = NOW + timedelta(days=1)
NOBODY = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def planned(db: Session, world: World) -> UUID:
    """Tomorrow's session of the second tutor with both students, in room 1."""
    people = world.riverside
    both = [(people.student1, world.course), (people.student2, world.course)]
    made = sessions.session(
        db, people, people.tutor2, starts_at=TOMORROW, minutes=60, status=SessionStatus.SCHEDULED, students=both
    )
    db.commit()
    return made


@pytest.fixture
def later(db: Session, world: World) -> UUID:
    """Two hours after it, the first tutor's with the first student, in the same room."""
    people = world.riverside
    made = sessions.session(
        db,
        people,
        people.tutor,
        starts_at=TOMORROW + timedelta(hours=2),
        minutes=60,
        status=SessionStatus.SCHEDULED,
        students=[(people.student1, world.course)],
    )
    db.commit()
    return made


def events(db: Session, session_id: UUID) -> list[Any]:
    """What the session's room learnt."""
    found = sa.select(SessionEvent.event).where(SessionEvent.session_id == session_id).order_by(SessionEvent.seq)
    return list(db.scalars(found))


def at(hours: float) -> str:
    """So many hours after tomorrow's start."""
    return (TOMORROW + timedelta(hours=hours)).isoformat()


@pytest.mark.parametrize("path", ["", "/cancel", "/substitute"])
def test_others_do_not_get_there(client: FlaskClient, send: Send, world: World, planned: UUID, path: str) -> None:
    """Nobody 401, its own tutor 403, another centre's supervisor 404."""
    method, url = ("POST" if path else "PATCH"), f"/api/sessions/{planned}{path}"
    body = {"tutorId": None} if path == "/substitute" else {}
    assert client.open(url, method=method, json=body).status_code == 401
    assert send(method, url, body, "tutor2").status_code == 403
    assert client.open(url, method=method, json=body, headers=world.hillcrest.supervisor.headers).status_code == 404


def test_a_session_is_moved(send: Send, db: Session, planned: UUID) -> None:
    """Name, time and seats; the room learns what it must, the calendar's revision counts, the name is not audited."""
    answer = send(
        "PATCH", f"/api/sessions/{planned}", {"name": "Early", "scheduledStart": at(-2), "scheduledEnd": at(-1)}
    )
    assert answer.status_code == 200, json_of(answer)
    assert (json_of(answer)["name"], json_of(answer)["scheduledStart"]) == ("Early", at(-2).replace("+00:00", "Z"))
    [event] = events(db, planned)
    assert event["type"] == "session:changed"
    assert set(event) == {"type", "scheduledStart", "scheduledEnd"}
    assert db.get_one(TutoringSession, planned, populate_existing=True).schedule_revision == 1
    row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "SESSION_CHANGE")).one()
    assert row.after is not None
    assert row.after["name"] == "changed"


def test_nothing_new_is_nothing_done(send: Send, db: Session, planned: UUID) -> None:
    """No event, no audit, the same version."""
    before = send("PATCH", f"/api/sessions/{planned}", {}).headers["ETag"]
    again = send("PATCH", f"/api/sessions/{planned}", {"name": "Study hall"})
    assert (again.status_code, again.headers["ETag"]) == (200, before)
    assert events(db, planned) == []


def test_students_change_seats(send: Send, db: Session, world: World, planned: UUID) -> None:
    """They may swap; a seat for two, a foreign seat and a stranger are named."""
    one, two = str(world.riverside.student1.id), str(world.riverside.student2.id)
    url = f"/api/sessions/{planned}"
    assert send("PATCH", url, {"seats": {one: "A2", two: "A1"}}).status_code == 200
    assert [event["seats"] for event in events(db, planned)] == [{one: "A2"}, {two: "A1"}]
    for seats, path in (({one: "A1"}, one), ({one: "Z9"}, one), ({NOBODY: "A3"}, NOBODY)):
        answer = send("PATCH", url, {"seats": seats})
        assert answer.status_code == 422
        assert [error["path"] for error in json_of(answer)["errors"]] == [f"seats.{path}"]


def test_a_move_that_collides_says_with_what(send: Send, world: World, planned: UUID, later: UUID) -> None:
    """A room, a student, a tutor: each is refused, and nothing has moved."""
    url = f"/api/sessions/{planned}"
    move = {"scheduledStart": at(1.5), "scheduledEnd": at(2.5)}
    for change in (move, move | {"roomId": None}, {"tutorId": str(world.riverside.tutor.id), **move, "roomId": None}):
        answer = send("PATCH", url, change)
        assert (answer.status_code, json_of(answer)["code"]) == (409, "double_booked")
        assert {each["sessionId"] for each in json_of(answer)["collisions"]} == {str(later)}
    student = send("PATCH", url, move | {"roomId": None})
    assert json_of(student)["collisions"][0]["studentId"] == str(world.riverside.student1.id)
    assert send("PATCH", url, {"scheduledStart": at(1), "scheduledEnd": at(2)}).status_code == 200


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"scheduledEnd": at(-1)}, "scheduledEnd"),
        ({"scheduledStart": at(-30), "scheduledEnd": at(-29)}, "scheduledEnd"),
        ({"scheduledEnd": at(13)}, "scheduledEnd"),
        ({"tutorId": NOBODY}, "tutorId"),
        ({"roomId": NOBODY}, "roomId"),
        ({"maxCapacity": "2"}, "maxCapacity"),
        ({"seats": {"A1": "A1"}}, "seats.A1.key"),
        ({"status": "COMPLETED"}, "status"),
    ],
)
def test_wrong_values_are_named(send: Send, planned: UUID, change: dict[str, Any], path: str) -> None:
    """422 with the path."""
    answer = send("PATCH", f"/api/sessions/{planned}", change)
    assert answer.status_code == 422, json_of(answer)
    assert [error["path"] for error in json_of(answer)["errors"]] == [path]


def test_capacity_is_not_below_the_students(send: Send, planned: UUID) -> None:
    """Two sit there."""
    assert json_of(send("PATCH", f"/api/sessions/{planned}", {"maxCapacity": 1}))["code"] == "session_full"
    assert send("PATCH", f"/api/sessions/{planned}", {"maxCapacity": 2}).status_code == 200


def test_a_running_session_can_be_longer_but_not_begin_again(send: Send, world: World) -> None:
    """Its end may move; its start is history."""
    url = f"/api/sessions/{world.session_id}"
    assert send("PATCH", url, {"scheduledEnd": (NOW + timedelta(hours=2)).isoformat()}).status_code == 200
    assert json_of(send("PATCH", url, {"scheduledStart": NOW.isoformat()}))["code"] == "wrong_session_status"
    assert json_of(send("POST", f"{url}/cancel", {}))["code"] == "wrong_session_status"


def test_an_old_version_cannot_be_edited(send: Send, planned: UUID) -> None:
    """412, for an edit and for a cancellation."""
    url = f"/api/sessions/{planned}"
    tag = send("GET", url).headers["ETag"]
    assert send("PATCH", url, {"name": "New"}, **{"If-Match": tag}).status_code == 200
    assert send("PATCH", url, {"name": "Newer"}, **{"If-Match": tag}).status_code == 412
    assert send("POST", f"{url}/cancel", {}, **{"If-Match": tag}).status_code == 412


def test_a_cancelled_session_frees_its_people(send: Send, db: Session, planned: UUID, later: UUID) -> None:
    """The room is told; cancelling again changes nothing; nobody joins it any more."""
    url = f"/api/sessions/{later}"
    for _ in range(2):
        answer = send("POST", f"{url}/cancel", {"reason": "Snow"})
        assert (answer.status_code, json_of(answer)["status"]) == (200, "CANCELLED")
    assert [(event["type"], event["status"]) for event in events(db, later)] == [("session:changed", "CANCELLED")]
    assert send("PATCH", f"/api/sessions/{planned}", {"scheduledEnd": at(3)}).status_code == 200
    assert json_of(send("PATCH", url, {"name": "Back"}))["code"] == "wrong_session_status"


def test_a_substitute_holds_the_tutors_role(send: Send, db: Session, world: World) -> None:
    """Also during the lesson; the room learns who the tutors are, and again when it is taken back."""
    people, url = world.riverside, f"/api/sessions/{world.session_id}"
    tutor, tutor2 = str(people.tutor.id), str(people.tutor2.id)
    answer = send("POST", f"{url}/substitute", {"tutorId": tutor2})
    assert json_of(answer)["substituteTutor"]["id"] == tutor2
    assert send("GET", url, who="tutor2").status_code == 200
    assert send("POST", f"{url}/substitute", {"tutorId": None}).status_code == 200
    assert [event["tutorIds"] for event in events(db, world.session_id)] == [[tutor, tutor2], [tutor]]
    for wrong in (tutor, str(people.student1.id), NOBODY):
        assert send("POST", f"{url}/substitute", {"tutorId": wrong}).status_code == 422


def test_a_substitute_who_teaches_elsewhere_is_refused(send: Send, world: World, planned: UUID) -> None:
    """With where."""
    clash = {
        "name": "Elsewhere",
        "tutorId": str(world.riverside.tutor.id),
        "scheduledStart": at(0.5),
        "scheduledEnd": at(1.5),
        "sessionMode": "VIDEO",
    }
    other = json_of(send("POST", "/api/academic/sessions", clash))
    answer = send("POST", f"/api/sessions/{planned}/substitute", {"tutorId": str(world.riverside.tutor.id)})
    assert json_of(answer)["collisions"][0]["sessionId"] == other["id"]


def test_a_missed_place_is_made_up_for_once(send: Send, db: Session, world: World, planned: UUID, later: UUID) -> None:
    """Only an absent student's; in the same course; taken back, it can be given anew."""
    place = StudentSessionEnrollment
    mine = sa.select(place).where(place.session_id == planned, place.student_id == world.riverside.student2.id)
    missed = db.scalars(mine).one()
    url, body = f"/api/enrollments/{missed.id}/make-up", {"sessionId": str(later), "seat": "A2"}
    assert json_of(send("POST", url, body))["code"] == "nothing_missed"
    missed.status = EnrollmentStatus.ABSENT
    db.commit()
    made = send("POST", url, body)
    assert (made.status_code, json_of(made)["courseId"]) == (201, str(world.course.id))
    again = send("POST", url, body)
    assert (again.status_code, json_of(again)["code"]) == (409, "already_made_up")
    assert send("DELETE", f"/api/enrollments/{json_of(made)['id']}").status_code == 204
    assert send("POST", url, body).status_code == 201
    foreign = send("POST", f"/api/enrollments/{NOBODY}/make-up", body)
    assert foreign.status_code == 404


def test_fifteen_students_take_no_more_statements_than_two(
    run: Runtime, send: Send, world: World, more_students: list[TestPerson]
) -> None:
    """To make a session, and to move it."""
    counts = []
    for number, students in enumerate((more_students[:2], more_students)):
        day = NOW + timedelta(days=10 + number)
        body = {
            "name": "Hall",
            "tutorId": str(world.riverside.tutor2.id),
            "scheduledStart": day.isoformat(),
            "scheduledEnd": (day + timedelta(hours=1)).isoformat(),
            "sessionMode": "PHYSICAL",
            "roomId": str(world.riverside.room_id),
            "enrollments": [
                {"studentId": str(each.id), "courseId": str(world.course.id), "seat": f"{'ABC'[at // 5]}{at % 5 + 1}"}
                for at, each in enumerate(students)
            ],
        }
        with statements_of(run) as made:
            answer = send("POST", "/api/academic/sessions", body)
        assert (answer.status_code, len(json_of(answer)["students"])) == (201, len(students))
        with statements_of(run) as moved:
            later = {"scheduledEnd": (day + timedelta(hours=2)).isoformat()}
            assert send("PATCH", f"/api/sessions/{json_of(answer)['id']}", later).status_code == 200
        counts.append((len(made), len(moved)))
    assert counts[0] == counts[1]
    assert max(counts[0]) < 40
