"""What a student does to earn points, through the API."""

from typing import Any

from flask.testing import FlaskClient

from core_service.catalogue.rules import ExerciseType
from tests.core_service.conftest import World, json_of
from tests.factories.content import right_answers, wrong_answers
from tests.factories.people import TestPerson


def mark(client: FlaskClient, world: World, status: str | None, session_id: Any = None) -> None:
    """The tutor's word on the first student."""
    body = {"studentId": str(world.riverside.student1.id), "status": status}
    path = f"/api/sessions/{session_id or world.session_id}/attendance"
    assert client.post(path, headers=world.riverside.tutor.headers, json=body).status_code == 200


def submit(client: FlaskClient, world: World, exercise: int = 0, *, right: bool = True, level: int = 4) -> None:
    """The first student hands in an exercise, of their level unless another is named."""
    kind = (ExerciseType.MULTIPLE_CHOICE, ExerciseType.NUMERICAL)[exercise]
    body = {
        "answers": right_answers(kind) if right else wrong_answers(kind),
        "sessionId": str(world.session_id),
    }
    path = f"/api/exercises/{world.course.exercises[level][exercise]}"
    headers = world.riverside.student1.headers
    started = client.post(f"{path}/start", headers=headers, json={"sessionId": str(world.session_id)})
    assert started.status_code in (200, 201), started.json
    assert client.post(f"{path}/submit", headers=headers, json=body).status_code == 200


def rewards(client: FlaskClient, person: TestPerson, path: str = "me") -> Any:
    """What somebody sees."""
    return json_of(client.get(f"/api/rewards/{path}", headers=person.headers))
