"""Authors as callers: a supervisor of each centre, and the super-admin, who alone writes for all."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.foundation.db import FRANCHISE_ID
from core_service.identity.models import CentreMember, UserRole
from tests.core_service.conftest import NOW, World
from tests.core_service.work.requests import Caller
from tests.factories import people


@pytest.fixture
def nobody(client: FlaskClient) -> Caller:
    """Has not signed in."""
    return Caller(client, None)


@pytest.fixture
def author(client: FlaskClient, world: World) -> Caller:
    """Riverside's supervisor."""
    return Caller(client, world.riverside.supervisor)


@pytest.fixture
def stranger(client: FlaskClient, world: World) -> Caller:
    """Hillcrest's supervisor."""
    return Caller(client, world.hillcrest.supervisor)


@pytest.fixture
def tutor(client: FlaskClient, world: World) -> Caller:
    """Reads everything and writes nothing."""
    return Caller(client, world.riverside.tutor)


@pytest.fixture
def franchise(client: FlaskClient, world: World, db: Session) -> Caller:
    """The super-admin."""
    person = people.person(db, world.riverside, "super_admin", now=NOW)
    db.add(CentreMember(centre_id=FRANCHISE_ID, user_id=person.id))
    db.flush()
    db.add(UserRole(centre_id=FRANCHISE_ID, user_id=person.id, role=Role.SUPER_ADMIN))
    db.commit()
    return Caller(client, person)


def ids(items: list[dict[str, Any]]) -> Iterator[str]:
    """Of a list."""
    return (each["id"] for each in items)
