"""Whoever changes what is stored may name the version that they have read: an older one is a 412 (ARCHITECTURE 5).

Two planners have the same class open. The one who saves second learns that it has changed, and nothing of theirs or
of the other's is lost. Whoever names no version is accepted, and so is whoever names the newest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core_service.foundation.runtime import Runtime
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.id_spots import Spot, operations, undone
from tests.core_service.test_routes import PERSON_OF
from tests.factories.everything import Rows, one_of_everything
from tests.factories.people import TestPerson

ACTS = {
    "DELETE /api/academic/absence-notices/{notice_id}": "nobody changes a notice",
    "DELETE /api/academic/closures/{closure_id}": "nobody changes a closure",
    "DELETE /api/auth/logins/{login_id}": "ended at once",
    "DELETE /api/auth/tokens/{token_id}": "revoked at once",
    "DELETE /api/calendar-feed": "ended at once",
    "DELETE /api/devices/{device_id}": "unpaired at once",
    "DELETE /api/enrollments/{enrollment_id}": "a place is held or not",
    "DELETE /api/invitations/{invitation_id}": "revoked at once",
    "DELETE /api/rewards/boards/membership": "one's own yes or no",
    "DELETE /api/students/{student_id}/guardians/{guardian_id}": "a link stands or not",
    "DELETE /api/users/{student_id}/pictures": "a code that nobody reads",
    "DELETE /api/users/{user_id}/roles/{role_id}": "a role is held or not",
    "PATCH /api/auth/me": "one's own name",
    "PATCH /api/enrollments/{enrollment_id}/assign": "assigns, and changes nothing that was read",
    "PATCH /api/help-requests/{request_id}": "its states allow one way only",
    "PATCH /api/help-requests/{request_id}/acknowledge": "its states allow one way only",
    "PATCH /api/help-requests/{request_id}/cancel": "its states allow one way only",
    "PATCH /api/help-requests/{request_id}/reopen": "its states allow one way only",
    "PATCH /api/help-requests/{request_id}/resolve": "its states allow one way only",
    "PATCH /api/notifications/preferences": "one's own, kind by kind",
    "PUT /api/assessment/reviews/{review_id}/draft": "the claim keeps others away",
    "PUT /api/attempts/{attempt_id}/draft": "has a revision of its own, `base`",
    "PUT /api/rewards/boards/membership": "one's own yes or no",
    "PUT /api/users/{student_id}/pictures": "a code that nobody reads",
}
"""What changes something without being an edit of a stored form, and why no version is asked there."""

POSTS = {
    "POST /api/centres/{centre_id}/deactivate",
    "POST /api/centres/{centre_id}/reactivate",
    "POST /api/exercises/{exercise_id}/move",
    "POST /api/lessons/{lesson_id}/move",
    "POST /api/sessions/{session_id}/cancel",
    "POST /api/sessions/{session_id}/substitute",
    "POST /api/students/{student_id}/deactivate",
    "POST /api/students/{student_id}/reactivate",
    "POST /api/units/{unit_id}/move",
    "POST /api/users/{user_id}/deactivate",
    "POST /api/users/{user_id}/reactivate",
}
"""The acts that change a stored form."""

READ_AT = {
    "/api/lessons/{lesson_id}": "/api/lessons/{lesson_id}/source",
    "/api/sessions/{session_id}/seats": "/api/sessions/{session_id}",
}
"""Where a form is read, if not under its own address or that of the thing that an act is about."""

WANTED: dict[str, dict[str, object]] = {
    "PATCH /api/academic/catchups/{package_id}": {"note": "Until Friday"},
    "POST /api/sessions/{session_id}/substitute": {"tutorId": None},
    "PATCH /api/students/{student_id}/academic-profile": {"reason": "Looked again", "notes": "Reads well"},
}
"""What goes into a body beside the least that its schema asks for."""


@dataclass(slots=True)
class Forms:
    """Requests that change one of the centre's things; each leaves nothing behind."""

    world: World
    own: Rows
    run: Runtime
    client: FlaskClient

    def send(self, spot: Spot, who: TestPerson, tag: str | None) -> TestResponse:
        """With the version, or without."""
        headers = who.headers | ({"If-Match": tag} if tag is not None else {})
        body = spot.body(self.own, (), "")
        if isinstance(body, dict):
            body |= WANTED.get(str(spot.operation), {})
        with undone(self.run):
            return self.client.open(
                self._path(spot),
                method=spot.route.method,
                query_string=spot.query(self.own),
                json=body,
                headers=headers,
            )

    def refusal(self, spot: Spot) -> tuple[TestResponse, TestPerson] | None:
        """The 412 for a version of yesterday, with who was told so; None where nobody is."""
        for role, name in PERSON_OF.items():
            who = self.world.riverside.people[name]
            if spot.route.is_for(role):
                answer = self.send(spot, who, '"of yesterday"')
                if answer.status_code == 412:
                    return answer, who
        return None

    def tag_read(self, spot: Spot, who: TestPerson) -> str | None:
        """The version as a GET tells it."""
        path = str(spot.operation).partition(" ")[2]
        path = re.sub(r"/(?:move|cancel|substitute|deactivate|reactivate)$", "", path)
        path = READ_AT.get(path, path)
        for name, value in spot.own_ids(spot.route.rule.arguments, self.own).items():
            path = path.replace(f"{{{name}}}", str(value))
        course = {"courseId": str(self.own["course"])} if path.endswith("academic-profile") else {}
        answer = self.client.get(path, query_string=course, headers=who.headers)
        return answer.headers.get("ETag")

    def _path(self, spot: Spot) -> str:
        return spot.route.path(**spot.own_ids(spot.route.rule.arguments, self.own))


@pytest.fixture
def forms(run: Runtime, client: FlaskClient, world: World, db: Session) -> Forms:
    """One of everything in Riverside."""
    own = one_of_everything(db, world.riverside, world.session_id, now=NOW)
    db.commit()
    return Forms(world, own, run, client)


def changes(app: Flask) -> Iterator[Spot]:
    """Every operation that changes one thing."""
    for route, operation in operations(app):
        if route.method in ("PATCH", "PUT", "DELETE") or (route.method == "POST" and route.rule.arguments):
            yield Spot(route, operation, ())


def test_every_stored_form_refuses_an_old_version(app: Flask, forms: Forms) -> None:
    """412 with the version of now; a new route that changes something must honour it or say above why not."""
    deaf: set[str] = set()
    heard: set[str] = set()
    for spot in changes(app):
        found = forms.refusal(spot)
        (deaf if found is None else heard).add(str(spot.operation))
        if found is not None:
            problem = json_of(found[0])
            assert problem["code"] == "stale_edit"
            assert "etag" in problem
    assert {each for each in deaf if not each.startswith("POST ")} == set(ACTS)
    assert {each for each in heard if each.startswith("POST ")} == POSTS


def test_the_version_that_was_read_is_accepted(app: Flask, forms: Forms) -> None:
    """Each form's GET answers with the ETag that its change takes; without one it is taken too."""
    for spot in changes(app):
        found = forms.refusal(spot)
        if found is None:
            continue
        tag = forms.tag_read(spot, found[1])
        assert tag is not None, str(spot.operation)
        assert forms.send(spot, found[1], tag).status_code != 412, str(spot.operation)
        assert forms.send(spot, found[1], None).status_code != 412, str(spot.operation)
