"""The lesson that these tests drive."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.core_service.conftest import World
from tests.core_service.live.lesson import Lesson


@pytest.fixture
def lesson(client: FlaskClient, world: World, db: Session) -> Lesson:
    """Riverside's running session."""
    return Lesson(client, world, db)
