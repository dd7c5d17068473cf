"""Who is let in where, for every route of the live lesson: anonymous, wrong role, wrong centre, not one's own."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from shared.ids import new_id
from tests.core_service.conftest import json_of
from tests.core_service.live.lesson import Lesson

STAFF, STUDENTS, MEMBERS = ("SESSION_CONDUCT",), ("OWN_WORK",), ("SESSION_VIEW_STUDENTS", "OWN_WORK")


@dataclass(frozen=True)
class Route:
    """A route below a session, and the permissions that open it."""

    method: str
    path: str
    permissions: tuple[str, ...]
    body: dict[str, Any] = field(default_factory=dict)

    def call(self, lesson: Lesson, headers: dict[str, str]) -> Any:
        """With a body that would do."""
        student_id = str(lesson.student.id)
        body = {name: student_id if value == "STUDENT" else value for name, value in self.body.items()}
        path = f"/api/sessions/{lesson.id}/{self.path}"
        if self.method == "GET":
            return lesson.client.get(path, headers=headers)
        return lesson.client.post(path, headers=headers, json=body)


FOR_STAFF = [
    Route("POST", "start", STAFF),
    Route("POST", "end", STAFF),
    Route("GET", "dashboard", ("SESSION_VIEW_STUDENTS",)),
    Route("POST", "message", STAFF, {"text": "Well done"}),
    Route("POST", "notes", ("STUDENT_NOTE_CREATE",), {"studentId": "STUDENT", "text": "Reads well"}),
    Route("GET", "notes", ("STUDENT_NOTE_CREATE",)),
    Route("POST", "panel-mode", STAFF, {"studentId": "STUDENT", "mode": "TEACH"}),
]
FOR_STUDENTS = [
    Route("GET", "student-view", STUDENTS),
    Route("POST", "help-request", STUDENTS, {"message": "Help"}),
    Route("POST", "reply", STUDENTS, {"text": "Thanks"}),
]
FOR_MEMBERS = [
    Route("GET", "events", MEMBERS),
    Route("POST", "ticket", ("SESSION_CONDUCT", *MEMBERS)),
]
EVERY = [*FOR_STAFF, *FOR_STUDENTS, *FOR_MEMBERS]


def named(route: Route) -> str:
    """For the test's name."""
    return route.path


@pytest.mark.parametrize("route", EVERY, ids=named)
def test_anonymous_is_asked_to_sign_in(lesson: Lesson, route: Route) -> None:
    """401."""
    assert route.call(lesson, {}).status_code == 401


@pytest.mark.parametrize("who", ["student1", "parent", "assessor"])
@pytest.mark.parametrize("route", FOR_STAFF, ids=named)
def test_staff_routes_name_the_permission_that_is_missing(lesson: Lesson, route: Route, who: str) -> None:
    """403."""
    answer = route.call(lesson, lesson.world.riverside.people[who].headers)
    assert (answer.status_code, json_of(answer)["code"]) == (403, "permission_missing")
    assert json_of(answer)["permissions"] == list(route.permissions)


@pytest.mark.parametrize("who", ["tutor", "parent", "assessor", "supervisor"])
@pytest.mark.parametrize("route", FOR_STUDENTS, ids=named)
def test_student_routes_name_the_permission_that_is_missing(lesson: Lesson, route: Route, who: str) -> None:
    """403: nobody learns in a student's place."""
    answer = route.call(lesson, lesson.world.riverside.people[who].headers)
    assert (answer.status_code, json_of(answer)["permissions"]) == (403, list(route.permissions))


FOREIGN = [
    *((route, who) for route in FOR_STAFF for who in ("tutor", "supervisor", "admin")),
    *((route, "student1") for route in FOR_STUDENTS),
    *((route, who) for route in FOR_MEMBERS for who in ("tutor", "supervisor", "student1")),
]


@pytest.mark.parametrize(("route", "who"), FOREIGN, ids=lambda value: getattr(value, "path", value))
def test_other_centre_finds_nothing(lesson: Lesson, route: Route, who: str) -> None:
    """404 though the role would do, word for word as for a session that does not exist."""
    headers = lesson.world.hillcrest.people[who].headers
    hidden = route.call(lesson, headers)
    missing = route.call(replace(lesson, world=replace(lesson.world, session_id=new_id())), headers)
    assert hidden.status_code == missing.status_code == 404
    assert json_of(hidden) | {"requestId": ""} == json_of(missing) | {"requestId": ""}


@pytest.mark.parametrize("route", [*FOR_STAFF, *FOR_MEMBERS], ids=named)
def test_other_tutor_of_the_centre_has_no_say(lesson: Lesson, route: Route) -> None:
    """403: sees that the session exists, but it is not theirs (R283)."""
    answer = route.call(lesson, lesson.world.riverside.tutor2.headers)
    assert (answer.status_code, json_of(answer)["code"]) == (403, "relation_missing")


@pytest.mark.parametrize("route", [*FOR_STUDENTS, *FOR_MEMBERS], ids=named)
def test_student_who_is_not_enrolled_has_no_say(lesson: Lesson, route: Route) -> None:
    """403 for a student of the centre whose place was taken away."""
    supervisor = lesson.world.riverside.supervisor
    dashboard = json_of(lesson.get(supervisor, "dashboard"))
    place = next(each for each in dashboard["enrollments"] if each["student"]["id"] == str(lesson.student.id))
    assert lesson.client.delete(f"/api/enrollments/{place['id']}", headers=supervisor.headers).status_code == 204
    answer = route.call(lesson, lesson.student.headers)
    assert (answer.status_code, json_of(answer)["code"]) == (403, "relation_missing")


@pytest.mark.parametrize("who", ["supervisor", "admin"])
@pytest.mark.parametrize("route", FOR_STAFF, ids=named)
def test_overseers_of_the_centre_may_do_what_the_tutor_may(lesson: Lesson, route: Route, who: str) -> None:
    """R283: assigned to the session, or supervisor or admin."""
    assert route.call(lesson, lesson.world.riverside.people[who].headers).status_code in (200, 201)


@pytest.mark.parametrize("path", ["", "/events", "/positions"])
@pytest.mark.parametrize("key", [{}, {"X-Service-Key": "wrong"}, {"X-Service-Key": "ß"}])
def test_internal_routes_want_the_service_key(lesson: Lesson, path: str, key: dict[str, str]) -> None:
    """401, whoever is signed in."""
    headers = lesson.world.riverside.admin.headers | key
    if path == "/positions":
        answer = lesson.client.post(
            "/api/internal/rooms/positions", headers=headers, json={"cursor": None, "rooms": []}
        )
    else:
        query = {"centreId": str(lesson.world.riverside.id)}
        answer = lesson.client.get(f"/api/internal/rooms/{lesson.id}{path}", headers=headers, query_string=query)
    assert answer.status_code == 401
