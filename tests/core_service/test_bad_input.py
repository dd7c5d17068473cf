"""What a request may not be: each refused with its status, a code and the place, none with a 5xx (TRAPS, issue 3)."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.core_service.conftest import World, json_of
from tests.factories.people import TestPerson


@dataclass(frozen=True, slots=True)
class Sent:
    """A route of each kind that takes a body, with a body that it takes."""

    method: str
    path: str
    body: dict[str, Any]
    who: TestPerson


def accepted(world: World) -> dict[str, Sent]:
    """Of timetable, attendance, lesson, work and rooms."""
    here, lesson = world.riverside, f"/api/sessions/{world.session_id}"
    student = {"studentId": str(here.student1.id)}
    marks = {"sessionId": str(world.session_id), "records": [{**student, "status": "PRESENT"}]}
    exercise = f"/api/exercises/{world.course.exercises[4][0]}"
    return {
        "bulk": Sent("POST", "/api/academic/attendance/bulk", marks, here.tutor),
        "note": Sent("POST", f"{lesson}/notes", {**student, "text": "Reads well"}, here.tutor),
        "submit": Sent("POST", f"{exercise}/submit", {"answers": [{"questionIndex": 0, "answer": "4"}]}, here.student1),
        "room": Sent("PATCH", f"/api/academic/rooms/{here.room_id}", {"name": "Hall"}, here.supervisor),
        "settings": Sent("PATCH", f"/api/centres/{here.id}/settings", {"catchUpReminderHours": 12}, here.supervisor),
    }


ROUTES = ("bulk", "note", "submit", "room", "settings")


def send(
    client: FlaskClient, sent: Sent, data: bytes | None = None, kind: str = "application/json", **headers: str
) -> TestResponse:
    """With `data` instead of the body."""
    body: dict[str, Any] = {"json": sent.body} if data is None else {"data": data, "content_type": kind}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.open(sent.path, method=sent.method, headers=sent.who.headers | named, **body)


def is_problem(answer: TestResponse, status: int, code: str | None = None) -> Any:
    """A problem response of that status, with the request's id; its body."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    problem = json_of(answer)
    assert problem["status"] == status
    assert problem["requestId"]
    assert code is None or problem["code"] == code
    return problem


@pytest.mark.parametrize("route", ROUTES)
def test_bodies_are_accepted(client: FlaskClient, world: World, route: str) -> None:
    """What the tests below spoil is good."""
    assert send(client, accepted(world)[route]).status_code < 300


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'{"a": 1', id="cut off"),
        pytest.param(b"\xff\xfe", id="not UTF-8"),
        pytest.param(b'{"text": "a\\u0000b"}', id="NUL"),
        pytest.param(b'{"text": "\\ud800"}', id="lone surrogate"),
        pytest.param(b'{"text": 9223372036854775808}', id="over 2^63"),
        pytest.param(b'{"text": ' + b"9" * 5000 + b"}", id="5,000 digits"),
        pytest.param(b"[" * 5000 + b"]" * 5000, id="5,000 deep"),
        pytest.param(b'{"text": "a", "text": "b"}', id="twice the same key"),
        pytest.param(b'{"text": NaN}', id="not a number"),
    ],
)
def test_unreadable_json_is_a_400(client: FlaskClient, world: World, route: str, data: bytes) -> None:
    """Before anything is looked up."""
    is_problem(send(client, accepted(world)[route], data), 400, "bad_request")


@pytest.mark.parametrize("route", ROUTES)
def test_another_content_type_is_a_415(client: FlaskClient, world: World, route: str) -> None:
    """JSON under another name is not JSON."""
    is_problem(send(client, accepted(world)[route], b"{}", "text/plain"), 415, "unsupported_media_type")


@pytest.mark.parametrize("route", ROUTES)
def test_too_large_is_a_413(client: FlaskClient, world: World, route: str) -> None:
    """Beyond a mebibyte nothing is read."""
    is_problem(send(client, accepted(world)[route], b'{"text": "' + b"a" * 2**20 + b'"}'), 413)


@pytest.mark.parametrize("route", ROUTES)
def test_unknown_field_is_a_422_with_its_path(client: FlaskClient, world: World, route: str) -> None:
    """A typing error in a field's name never passes silently."""
    good = accepted(world)[route]
    spoilt = Sent(good.method, good.path, good.body | {"colour": "blue"}, good.who)
    problem = is_problem(send(client, spoilt), 422, "invalid")
    assert [each["path"] for each in problem["errors"]] == ["colour"]


@pytest.mark.parametrize(
    ("route", "field", "value", "path"),
    [
        ("bulk", "records", [{"studentId": "nobody", "status": "PRESENT"}], "records.0.studentId"),
        ("bulk", "records", [{"studentId": None, "status": "HERE"}], "records.0.status"),
        ("bulk", "sessionId", 17, "sessionId"),
        ("note", "text", "", "text"),
        ("note", "visibility", "everyone", "visibility"),
        ("submit", "answers", [{"questionIndex": "1", "answer": "4"}], "answers.0.questionIndex"),
        ("submit", "answers", [{"questionIndex": 1.9, "answer": "4"}], "answers.0.questionIndex"),
        ("submit", "answers", [{"questionIndex": True, "answer": "4"}], "answers.0.questionIndex"),
        ("submit", "answers", [{"questionIndex": 2**31, "answer": "4"}], "answers.0.questionIndex"),
        ("settings", "catchUpReminderHours", "12", "catchUpReminderHours"),
        ("settings", "catchUpReminderHours", 1.9, "catchUpReminderHours"),
        ("room", "seats", "A1", "seats"),
    ],
)
def test_wrong_value_is_a_422_with_its_path(
    client: FlaskClient, world: World, route: str, field: str, value: object, path: str
) -> None:
    """Numbers as words and fractions for whole numbers too."""
    good = accepted(world)[route]
    spoilt = Sent(good.method, good.path, good.body | {field: value}, good.who)
    assert path in [each["path"] for each in is_problem(send(client, spoilt), 422)["errors"]]


def test_whole_number_may_be_written_with_a_point(client: FlaskClient, world: World) -> None:
    """12.0 is an integer to JSON Schema, and some programs write it so."""
    answer = send(client, accepted(world)["settings"], b'{"catchUpReminderHours": 12.0}')
    assert json_of(answer)["catchUpReminderHours"] == 12


@pytest.mark.parametrize("path", ["/api/academic/sessions", "/api/audit", "/api/notifications", "/api/students"])
@pytest.mark.parametrize("limit", ["-1", "0", "101", "1.9", "ten", "9" * 5000])
def test_wrong_limit_is_a_422(client: FlaskClient, world: World, path: str, limit: str) -> None:
    """On every list."""
    answer = client.get(path, query_string={"limit": limit}, headers=world.riverside.supervisor.headers)
    assert [each["path"] for each in is_problem(answer, 422, "invalid")["errors"]] == ["limit"]


@pytest.mark.parametrize("value", ["%00", "a%00b", "%EF%BF%BD"])
def test_characters_that_no_text_has_are_a_422_in_a_query(client: FlaskClient, world: World, value: str) -> None:
    """NUL, and what stands for bytes that could not be read."""
    headers = world.riverside.supervisor.headers
    is_problem(client.get("/api/students", query_string=f"search={value}", headers=headers), 422, "invalid")


@pytest.mark.parametrize("cursor", ["nonsense", "eyJ9", "A" * 501, "..", "🙂"])
def test_wrong_cursor_is_a_422(client: FlaskClient, world: World, cursor: str) -> None:
    """It is nobody's business to write one."""
    answer = client.get("/api/students", query_string={"cursor": cursor}, headers=world.riverside.supervisor.headers)
    is_problem(answer, 422, "invalid")


@pytest.mark.parametrize("route", ["room", "settings"])
def test_stale_form_is_a_412(client: FlaskClient, world: World, route: str) -> None:
    """Nothing is changed."""
    is_problem(send(client, accepted(world)[route], If_Match='"of yesterday"'), 412, "stale_edit")


@pytest.mark.parametrize("route", ["bulk", "note", "submit"])
def test_key_with_another_body_is_a_422(client: FlaskClient, world: World, route: str) -> None:
    """The first request stands; the same one again is answered alike."""
    good = accepted(world)[route]
    first = send(client, good, Idempotency_Key="once")
    assert first.status_code < 300
    assert send(client, good, Idempotency_Key="once").get_json() == first.get_json()
    other = Sent(good.method, good.path, good.body | {"centreId": None}, good.who)
    is_problem(send(client, other, Idempotency_Key="once"), 422, "idempotency_key_reused")


@pytest.mark.parametrize("route", ROUTES)
def test_nobody_gets_a_401(client: FlaskClient, world: World, route: str) -> None:
    """Before the body is judged."""
    good = accepted(world)[route]
    answer = client.open(good.path, method=good.method, json={"colour": "blue"})
    is_problem(answer, 401, "not_signed_in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("route", ROUTES)
def test_who_may_not_gets_a_403(client: FlaskClient, world: World, route: str) -> None:
    """A parent marks, teaches, hands in and manages nothing."""
    good = accepted(world)[route]
    is_problem(send(client, Sent(good.method, good.path, good.body, world.riverside.parent)), 403, "permission_missing")


@pytest.mark.parametrize("route", ["bulk", "note", "room", "settings"])
def test_who_cannot_see_it_gets_a_404(client: FlaskClient, world: World, route: str) -> None:
    """The other centre's supervisor."""
    good = accepted(world)[route]
    is_problem(send(client, Sent(good.method, good.path, good.body, world.hillcrest.supervisor)), 404, "not_found")


def test_too_often_is_a_429_with_the_time_to_wait(client: FlaskClient, world: World) -> None:
    """Passwords are not guessed."""
    body = {"email": world.riverside.tutor.email, "password": "wrong", "transport": "bearer"}
    answers = [client.post("/api/auth/login", json=body) for _ in range(20)]
    is_problem(answers[0], 401)
    problem = is_problem(answers[-1], 429)
    assert int(answers[-1].headers["Retry-After"]) == problem["retryAfterSeconds"] > 0
