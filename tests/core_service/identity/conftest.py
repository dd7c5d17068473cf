"""People who manage people, and those who sit above all centres."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core_service.access.rules import Role
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.jobs import letter_jobs
from core_service.job_runs import carry_out
from tests.core_service.conftest import NOW, World
from tests.core_service.letters import KeptLetters
from tests.factories import people
from tests.factories.people import TestCentre, TestPerson

Send = Callable[..., TestResponse]
Deliver = Callable[[], list[str]]


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


@pytest.fixture
def letters() -> KeptLetters:
    """What was sent."""
    return KeptLetters()


@pytest.fixture
def deliver(run: Runtime, letters: KeptLetters) -> Deliver:
    """Runs the promised letters; the tokens in them, oldest first."""

    def work() -> list[str]:
        waiting = sa.select(PendingJob.id).where(PendingJob.done_at.is_(None)).order_by(PendingJob.created_at)
        with run.database.open() as look:
            ids = look.scalars(waiting.where(PendingJob.name.startswith("identity.write"))).all()
        for job_id in ids:
            carry_out(run, job_id, letter_jobs(letters, "https://learn.example/"))
        return [found for letter in letters.sent for found in re.findall(r"(?:invite/|token=)([\w-]+)", letter.text)]

    return work
