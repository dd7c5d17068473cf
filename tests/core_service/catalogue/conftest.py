"""Authors as callers: a supervisor of each centre, and the super-admin, who alone writes for all."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.core_service.callers import (
    Caller,
    author as author,
    franchise as franchise,
    nobody as nobody,
    tutor as tutor,
)
from tests.core_service.conftest import World


@pytest.fixture
def stranger(client: FlaskClient, world: World) -> Caller:
    """Hillcrest's supervisor."""
    return Caller(client, world.hillcrest.supervisor)


def ids(items: list[dict[str, Any]]) -> Iterator[str]:
    """Of a list."""
    return (each["id"] for each in items)
