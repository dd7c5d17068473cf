"""What takes effect at once, over real connections: one request commits, the next one on another connection is refused.

The good case: a supervisor locks a tutor out while the tutor's tablet polls; the very next poll is 401, and the hub has
been told. The bad ones: two super-admins end each other at the same moment, and one must stay; one letter's link is
opened twice at the same moment, and makes one person; an address is invited twice at once, and gets one letter.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from core_service.access.rules import Role
from core_service.app import create_app
from core_service.foundation.db import FRANCHISE_ID, DataScope
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.models import AppUser, Invitation, UserRole
from core_service.identity.rules import token_hash
from core_service.identity.service.invitations import WRITE_INVITATION
from shared.clock import FixedClock
from shared.settings import CoreSettings
from tests.core_service.committed import committed_runtime, committed_settings
from tests.core_service.conftest import NOW, RecordedNotices
from tests.engines import TestRun
from tests.factories import people
from tests.factories.people import TestCentre, TestPerson


@dataclass(frozen=True, slots=True)
class Live:
    """A core whose transactions are real ones, and a centre in it."""

    app: Flask
    run: Runtime
    where: TestCentre
    franchise: TestCentre
    notices: RecordedNotices

    def send(self, method: str, path: str, body: Any = None, as_: TestPerson | None = None) -> TestResponse:
        """On a connection of its own."""
        return self.app.test_client().open(path, method=method, json=body, headers=as_.headers if as_ else None)

    def at_once(self, *calls: Callable[[], TestResponse]) -> list[int]:
        """The statuses of requests that run beside each other, sorted."""
        with ThreadPoolExecutor(len(calls)) as pool:
            return sorted(answer.status_code for answer in pool.map(lambda call: call(), calls))


@pytest.fixture(scope="module")
def committed(test_run: TestRun, worker_id: str, settings: CoreSettings) -> CoreSettings:
    """A database for this module alone: what is committed stays."""
    return committed_settings(test_run, worker_id, settings)


@pytest.fixture
def live(committed: CoreSettings) -> Iterator[Live]:
    """A centre of the test's own, and no super-admins but its two."""
    notices = RecordedNotices()
    with committed_runtime(committed, FixedClock(NOW), notices) as run:
        with run.database.transaction(DataScope(frozenset({FRANCHISE_ID}))) as db:
            db.execute(sa.update(UserRole).where(UserRole.role == Role.SUPER_ADMIN).values(is_active=False))
            where = people.centre(db, "Riverside")
            for key, role in (("supervisor", Role.SUPERVISOR), ("tutor", Role.TEACHER)):
                people.person(db, where, key, role, now=NOW)
            franchise = TestCentre(FRANCHISE_ID, where.room_id)
            for key in ("first", "second"):
                people.person(db, franchise, key, Role.SUPER_ADMIN, now=NOW)
        yield Live(create_app(run), run, where, franchise, notices)


def test_locked_out_between_two_requests(live: Live) -> None:
    """No cache, no grace: the person's next request is refused, and the hubs were told after the commit."""
    supervisor, tutor = live.where.supervisor, live.where.tutor
    assert live.send("GET", "/api/auth/me", as_=tutor).status_code == 200
    assert live.send("PATCH", f"/api/users/{tutor.id}", {"isActive": False}, as_=supervisor).status_code == 200
    assert live.send("GET", "/api/auth/me", as_=tutor).status_code == 401
    assert len(live.notices.sent) == 2


def test_closed_between_two_requests(live: Live) -> None:
    """A whole centre likewise."""
    assert live.send("GET", "/api/centres", as_=live.where.tutor).status_code == 200
    closing = live.send("POST", f"/api/centres/{live.where.id}/deactivate", as_=live.franchise.first)
    assert closing.status_code == 200
    assert live.send("GET", "/api/centres", as_=live.where.tutor).status_code == 401


def test_refused_changes_tell_nobody(live: Live) -> None:
    """What is rolled back closes no socket."""
    answer = live.send(
        "PATCH", f"/api/users/{live.where.supervisor.id}", {"isActive": False}, as_=live.where.supervisor
    )
    assert answer.status_code == 409
    assert live.notices.sent == []


def test_two_super_admins_end_each_other(live: Live) -> None:
    """At the same moment; one stays, whoever was first."""
    first, second = live.franchise.first, live.franchise.second
    live.at_once(
        lambda: live.send("PATCH", f"/api/users/{second.id}", {"isActive": False}, as_=first),
        lambda: live.send("PATCH", f"/api/users/{first.id}", {"isActive": False}, as_=second),
    )
    with live.run.database.open(DataScope(frozenset({FRANCHISE_ID}))) as db:
        left = sa.select(AppUser.id).join(UserRole, UserRole.user_id == AppUser.id)
        active = db.scalars(left.where(UserRole.role == Role.SUPER_ADMIN, UserRole.is_active, AppUser.is_active)).all()
    assert len(active) == 1


def test_link_is_opened_twice_at_once(live: Live) -> None:
    """One person comes of it."""
    body = {"email": "ada@example.test", "role": "TEACHER"}
    assert live.send("POST", "/api/invitations", body, as_=live.where.supervisor).status_code == 201
    with live.run.database.transaction() as db:
        mine = sa.update(Invitation).where(Invitation.centre_id == live.where.id)
        db.execute(mine.values(token_hash=token_hash("letter")))
    accepted = {"name": "Ada", "password": "analytical-engine", "transport": "bearer"}

    def accept() -> TestResponse:
        return live.send("POST", "/api/auth/invitations/letter", accepted)

    assert live.at_once(accept, accept, accept) == [200, 410, 410]


def test_address_is_invited_twice_at_once(live: Live) -> None:
    """The second is told that the first was quicker; one letter is promised."""

    def ask() -> TestResponse:
        body = {"email": "ada@example.test", "role": "TEACHER"}
        return live.send("POST", "/api/invitations", body, as_=live.where.supervisor)

    assert live.at_once(ask, ask, ask) == [201, 422, 422]
    with live.run.database.open() as db:
        promised = sa.select(PendingJob.id).where(PendingJob.name == WRITE_INVITATION)
        assert len(db.scalars(promised.where(PendingJob.centre_id == live.where.id)).all()) == 1
