"""Who sends requests in tests: what a person does with students' work over HTTP, in one line each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.core_service.conftest import NOW, World, json_of
from tests.factories import people
from tests.factories.people import TestPerson

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody, or nobody, who sends requests and expects a status."""

    client: FlaskClient
    person: TestPerson | None

    def send(self, method: str, path: str, body: object = None, *, status: int = 200, **query: Any) -> Json:
        """The answer's JSON."""
        headers = self.person.headers if self.person else {}
        answer = self.client.open(path, method=method, headers=headers, json=body, query_string=query or None)
        assert answer.status_code == status, answer.text
        decoded: Json = answer.get_json()
        return decoded

    def next(self, course_id: UUID, *, status: int = 200, **query: Any) -> Json:
        """What comes next."""
        return self.send("GET", "/api/content/next", status=status, courseId=course_id, **query)

    def ahead(self, course_id: UUID, *, status: int = 200, **query: Any) -> Json:
        """What comes next and what follows it."""
        return self.send("GET", "/api/content/ahead", status=status, courseId=course_id, **query)

    def start(self, exercise_id: object, *, status: int = 201, **where: Any) -> Json:
        """Opens an exercise."""
        return self.send("POST", f"/api/exercises/{exercise_id}/start", _plain(where), status=status)

    def submit(self, exercise_id: object, answers: object, *, status: int = 200, **where: Any) -> Json:
        """Hands in."""
        body = {"answers": answers, **_plain(where)}
        return self.send("POST", f"/api/exercises/{exercise_id}/submit", body, status=status)

    def draft(self, attempt_id: object, base: int, answers: object, *, status: int = 200) -> Json:
        """Saves."""
        return self.send("PUT", f"/api/attempts/{attempt_id}/draft", {"base": base, "answers": answers}, status=status)

    def read(self, lesson_id: object, *, status: int = 200, **where: Any) -> Json:
        """Marks a lesson as read."""
        return self.send("POST", f"/api/lessons/{lesson_id}/complete", _plain(where), status=status)

    def assign(self, enrollment_id: object, *, status: int = 200, **what: Any) -> Json:
        """Assigns an exercise or a lesson."""
        return self.send("PATCH", f"/api/enrollments/{enrollment_id}/assign", _plain(what), status=status)

    def queue(self, **wanted: Any) -> list[Json]:
        """What waits."""
        items: list[Json] = self.send("GET", "/api/assessment/queue", **wanted)["items"]
        return items

    def claim(self, attempt_id: object, *, status: int = 200) -> Json:
        """Takes a piece of work."""
        return self.send("POST", "/api/assessment/claim", {"attemptId": str(attempt_id)}, status=status)

    def review(self, attempt_id: object, *, status: int = 200, **body: Any) -> Json:
        """Completes or returns it."""
        return self.send("POST", "/api/assessment/review", {"attemptId": str(attempt_id), **body}, status=status)

    def save(self, review_id: object, *, status: int = 200, **body: Any) -> Json:
        """Keeps unfinished marks."""
        return self.send("PUT", f"/api/assessment/reviews/{review_id}/draft", body, status=status)

    def recommendations(self, *, outcome: str = "OPEN", **wanted: Any) -> list[Json]:
        """What is recommended, or became of it."""
        headers = self.person.headers if self.person else {}
        query = {"status": outcome, **wanted}
        answer = self.client.get("/api/assessment/recommendations", headers=headers, query_string=query)
        return [each["recommendation"] for each in json_of(answer)["items"]]

    def decide(self, recommendation_id: object, *, status: int = 200, **body: Any) -> Json:
        """Confirms, adjusts or declines."""
        path = f"/api/assessment/recommendations/{recommendation_id}/decision"
        return self.send("POST", path, body, status=status)

    def set_profile(self, student_id: object, *, status: int = 200, **body: Any) -> Json:
        """Sets level or metrics."""
        return self.send("PATCH", f"/api/students/{student_id}/academic-profile", body, status=status)


def _plain(values: Json) -> Json:
    return {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()}


@pytest.fixture
def nobody(client: FlaskClient) -> Caller:
    """Has not signed in."""
    return Caller(client, None)


@pytest.fixture
def student(client: FlaskClient, world: World) -> Caller:
    """Sits in Riverside's running session and works at Class 4."""
    return Caller(client, world.riverside.student1)


@pytest.fixture
def tutor(client: FlaskClient, world: World) -> Caller:
    """Conducts Riverside's session, and teaches both of its students."""
    return Caller(client, world.riverside.tutor)


@pytest.fixture
def author(client: FlaskClient, world: World) -> Caller:
    """Riverside's supervisor, who writes its content."""
    return Caller(client, world.riverside.supervisor)


@pytest.fixture
def franchise(client: FlaskClient, world: World, db: Session) -> Caller:
    """The super-admin, who alone writes for all centres."""
    person = people.super_admin(db, world.riverside, now=NOW)
    db.commit()
    return Caller(client, person)
