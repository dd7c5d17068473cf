"""A supervisor at work on Riverside's timetable."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core_service.access.rules import Role
from tests.core_service.conftest import NOW, World
from tests.factories import content, people
from tests.factories.people import TestPerson

Send = Callable[..., TestResponse]


@pytest.fixture
def send(client: FlaskClient, world: World) -> Send:
    """`send("POST", "/api/…", body)` as the supervisor, or as somebody else of Riverside's."""

    def request(method: str, path: str, body: Any = None, who: str = "supervisor", **headers: str) -> TestResponse:
        login = world.riverside.people[who].headers
        return client.open(path, method=method, headers=login | headers, json=body)

    return request


@pytest.fixture
def more_students(db: Session, world: World) -> list[TestPerson]:
    """Fifteen of Riverside's, placed in the course."""
    made = [
        people.person(db, world.riverside, f"pupil{number}", Role.STUDENT, now=NOW, school_grade=5)
        for number in range(15)
    ]
    for each in made:
        content.place_at(db, world.riverside, each, world.course, 5, by=world.riverside.assessor, now=NOW)
    db.commit()
    return made
