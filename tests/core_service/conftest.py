"""The core in one process against real PostgreSQL and Valkey: what each test changes is rolled back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import redis
import sqlalchemy as sa
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core_service.access.rules import Role
from core_service.app import create_app
from core_service.foundation.db import FRANCHISE_ID, NOTHING, Database, DataScope
from core_service.foundation.runtime import Runtime
from shared.clock import FixedClock
from shared.settings import CoreSettings
from tests.engines import TestDatabase, TestRun, fresh_database, postgres_server
from tests.factories import content, people, sessions
from tests.factories.content import TestCourse
from tests.factories.people import TestCentre

NOW = datetime(2026, 11, 17, 16, 30, tzinfo=UTC)


class RolledBackDatabase(Database):
    """All sessions share one connection, whose transaction is never committed.

    One serves all tests of a worker: what SQLAlchemy has compiled and PostgreSQL has read is there for the next one.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url, pool_size=1)
        self.world: World | None = None
        self._connection: sa.Connection | None = None

    def open(self, scope: DataScope = NOTHING) -> Session:
        """A session inside a savepoint."""
        return Session(
            self._begun(),
            info={"scope": scope},
            expire_on_commit=False,
            join_transaction_mode="create_savepoint",
        )

    @contextmanager
    def snapshot(self, scope: DataScope) -> Iterator[Session]:
        """The test's transaction has begun: its isolation cannot change any more."""
        with self.open(scope) as db:
            yield db

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What happens inside is taken back, whatever has been committed or left open there."""
        connection = self._begun()
        before = connection.begin_nested()
        try:
            yield
        finally:
            while (open_one := connection.get_nested_transaction()) not in (before, None):
                open_one.rollback()
            before.rollback()

    def stand(self, *, with_world: bool) -> None:
        """Begins anew, unless what stands is what is wanted: the world, built once for many tests, or nothing."""
        if (self.world is not None) != with_world:
            self.begin_anew()
            self.world = build_world(self) if with_world else None

    def begin_anew(self) -> None:
        """Takes back everything."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self.world = None

    def close(self) -> None:
        """Takes back everything, and ends the connection."""
        self.begin_anew()
        super().close()

    def _begun(self) -> sa.Connection:
        if self._connection is None:
            self._connection = self.engine.connect()
            self._connection.begin()
        return self._connection


class RecordedNotices:
    """Keeps what would have gone out to the hubs."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes]] = []

    def publish(self, channel: str, message: bytes) -> None:
        """Keeps it."""
        self.sent.append((channel, message))


@dataclass(slots=True)
class World:
    """Two centres that know nothing of each other, one shared course, and a running session in the first."""

    riverside: TestCentre
    hillcrest: TestCentre
    course: TestCourse
    session_id: UUID
    foreign_session_id: UUID

    @property
    def everything(self) -> DataScope:
        """Sees both centres and the franchise."""
        return DataScope(frozenset({self.riverside.id, self.hillcrest.id, FRANCHISE_ID}))


def json_of(answer: TestResponse) -> Any:
    """The body of an answer that has one."""
    assert answer.is_json, answer.status
    return answer.json


@pytest.fixture(scope="session")
def settings(database: TestDatabase, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> CoreSettings:
    """A core's settings, with fresh keys."""
    key = Ed25519PrivateKey.generate()
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    return CoreSettings.from_environment(
        {
            "DATABASE_URL": database.url,
            "REDIS_URL": redis_url,
            "TICKET_PRIVATE_KEY": private.decode(),
            "TICKET_PUBLIC_KEYS": public.decode(),
            "SERVICE_KEY": "s" * 40,
            "MEDIA_URL": str(tmp_path_factory.mktemp("media")),
        }
    )


@pytest.fixture
def clock() -> FixedClock:
    """Stands at NOW until it is moved."""
    return FixedClock(NOW)


@pytest.fixture
def notices() -> RecordedNotices:
    """What went out to the hubs."""
    return RecordedNotices()


@pytest.fixture(scope="session")
def rolled_back(test_run: TestRun, worker_id: str) -> Iterator[RolledBackDatabase]:
    """On a database of its own: what the transaction holds for as long as the worker runs is in nobody's way."""
    made = fresh_database(postgres_server(test_run, os.environ), f"{worker_id}_rolled_back")
    database = RolledBackDatabase(made.url)
    yield database
    database.close()


@pytest.fixture
def run(
    request: pytest.FixtureRequest,
    rolled_back: RolledBackDatabase,
    settings: CoreSettings,
    clock: FixedClock,
    notices: RecordedNotices,
) -> Iterator[Runtime]:
    """A runtime whose changes are undone."""
    rolled_back.stand(with_world="world" in request.fixturenames)
    client = redis.Redis.from_url(settings.redis_url)
    client.flushdb()
    with rolled_back.undone():
        yield Runtime(settings=settings, database=rolled_back, redis=client, publisher=notices, clock=clock)
    client.close()


@pytest.fixture
def world(run: Runtime) -> World:
    """Staff and two students in Riverside with a session that runs since half an hour; a little of it in Hillcrest."""
    if isinstance(run.database, RolledBackDatabase):
        return deepcopy(run.database.world) or build_world(run.database)
    return build_world(run.database)


def build_world(database: Database) -> World:
    """Two centres, as rows."""
    with database.open(DataScope(frozenset({FRANCHISE_ID}))) as db:
        made = _world(db)
        db.commit()
    return made


def _world(db: Session) -> World:
    riverside, hillcrest = _centre(db, "Riverside"), _centre(db, "Hillcrest")
    course = content.course(db)
    for where in (riverside, hillcrest):
        for student in (where.student1, where.student2):
            content.place_at(db, where, student, course, 4, by=where.assessor, now=NOW)
    people.guardian(db, riverside, riverside.parent, riverside.student1)
    started = NOW - timedelta(minutes=30)
    both = [(riverside.student1, course), (riverside.student2, course)]
    return World(
        riverside,
        hillcrest,
        course,
        sessions.session(db, riverside, riverside.tutor, starts_at=started, students=both),
        sessions.session(db, hillcrest, hillcrest.tutor, starts_at=started, students=[(hillcrest.student1, course)]),
    )


def _centre(db: Session, name: str) -> TestCentre:
    where = people.centre(db, name)
    for key, role in (
        ("tutor", Role.TEACHER),
        ("tutor2", Role.TEACHER),
        ("assessor", Role.ASSESSOR),
        ("supervisor", Role.SUPERVISOR),
        ("admin", Role.ADMIN),
        ("parent", Role.PARENT),
    ):
        people.person(db, where, key, role, now=NOW)
    for number in (1, 2):
        people.person(db, where, f"student{number}", Role.STUDENT, now=NOW, school_grade=6)
    return where


@pytest.fixture
def db(run: Runtime, world: World) -> Iterator[Session]:
    """Sees everything, to look at what was done."""
    with run.database.open(world.everything) as opened:
        yield opened


@pytest.fixture(scope="session")
def _app(settings: CoreSettings) -> Flask:
    idle = Database(settings.database_url, pool_size=1)
    nobody = redis.Redis.from_url(settings.redis_url)
    return create_app(Runtime(settings, idle, nobody, RecordedNotices(), FixedClock(NOW)))


@pytest.fixture
def app(_app: Flask, run: Runtime) -> Flask:
    """The core's app on this test's runtime."""
    _app.extensions["runtime"] = run
    return _app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Speaks to the app without a network; keeps no cookies unless a test signs in with them."""
    return app.test_client()
