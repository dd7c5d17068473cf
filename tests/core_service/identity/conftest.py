"""People who manage people, and those who sit above all centres."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core_service.access.rules import Role
from core_service.foundation.db import FRANCHISE_ID
from tests.core_service.conftest import NOW, World
from tests.factories import people
from tests.factories.people import TestCentre, TestPerson

Send = Callable[..., TestResponse]


@pytest.fixture
def franchise(db: Session, world: World) -> TestCentre:
    """The franchise with two super-admins, `first` and `second`."""
    made = TestCentre(FRANCHISE_ID, world.riverside.room_id)
    for key in ("first", "second"):
        people.person(db, made, key, Role.SUPER_ADMIN, now=NOW)
    db.commit()
    return made


@pytest.fixture
def send(client: FlaskClient, world: World) -> Send:
    """`send("POST", "/api/…", body, as_=person)`, by default as Riverside's supervisor."""

    def request(
        method: str, path: str, body: Any = None, as_: TestPerson | None = None, **headers: str
    ) -> TestResponse:
        who = as_ or world.riverside.supervisor
        return client.open(path, method=method, headers=who.headers | headers, json=body)

    return request
