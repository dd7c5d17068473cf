"""API tokens on every route of the URL map: their scopes, their owner's roles and their one centre bound them (R068).

A centre gives a token to a register script or a tablet, with a few permissions. It opens the routes of those and no
others; it changes no account; it never does what its owner may not do (any more), and sees no other centre of theirs.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.guard import Audience
from core_service.access.rules import PERMISSIONS_OF, Permission, Role
from core_service.identity.models import AppUser, UserRole
from tests.core_service.conftest import NOW, World
from tests.core_service.test_routes import Route, call, routes
from tests.factories import people
from tests.factories.people import TestPerson

EIGHTEEN = PERMISSIONS_OF[Role.SUPERVISOR]

READING = {Permission.SESSION_VIEW_STUDENTS, Permission.ASSESSMENT_QUEUE_VIEW, Permission.REPORTS_VIEW}
"""The scopes for programs that only look."""

WRITES_OF_READERS = {
    "POST /api/sessions/<uuid:session_id>/ticket": "opens the room to who only watches it",
    "POST /api/sessions/<uuid:session_id>/commands": "asks by that ticket, whose room role decides",
    "POST /api/privacy/exports": "of one's own data, for people alone; others' data asks for STUDENT_MANAGE as well",
}

OPEN_TO_PROGRAMS = {"GET /api/auth/me", "GET /api/centres", "GET /api/centres/<uuid:centre_id>"}
"""What a program may ask without any scope: who it is, and where."""

Made = Callable[..., dict[str, str]]


@pytest.fixture
def token(db: Session) -> Made:
    """`token(person, centre_id, permissions, …)`: the headers of a program with that token."""

    def make(who: TestPerson, centre_id: UUID, permissions: Iterable[Permission], **more: Any) -> dict[str, str]:
        return people.program(db, who, centre_id, permissions, now=NOW, **more).headers

    return make


def with_permissions(app: Flask) -> Iterator[tuple[Route, frozenset[Permission]]]:
    """The routes that ask for a permission, with those of which any one is enough."""
    for route in routes(app):
        if route.access is not None and route.access.audience is Audience.SIGNED_IN and route.access.permissions:
            yield route, frozenset(route.access.permissions)


def is_refused(client: FlaskClient, route: Route, headers: dict[str, str]) -> bool:
    """Whether the permission is what is missing."""
    answer = call(client, route, route.path(), headers)
    assert answer.status_code < 500, str(route)
    return bool(answer.status_code == 403 and answer.json["code"] == "permission_missing")


def test_all_other_scopes_together_open_no_route(app: Flask, client: FlaskClient, world: World, token: Made) -> None:
    """Whatever its owner may do: 403, which names what is missing."""
    made: dict[frozenset[Permission], dict[str, str]] = {}
    let_in = []
    for route, asked in with_permissions(app):
        if asked not in made:
            made[asked] = token(world.riverside.supervisor, world.riverside.id, EIGHTEEN - asked)
        if not is_refused(client, route, made[asked]):
            let_in.append(str(route))
    assert let_in == []
    assert len(made) > 20


def test_each_scope_alone_opens_its_routes(app: Flask, client: FlaskClient, world: World, token: Made) -> None:
    """The comparison above sees something: with the one permission the route goes on to look at ids and bodies."""
    where = world.riverside
    owner = {Permission.OWN_WORK: where.student1, Permission.CHILD_VIEW: where.parent}
    alone = {each: token(owner.get(each, where.supervisor), where.id, [each]) for each in Permission}
    refused = [
        f"{route} {permission}"
        for route, asked in with_permissions(app)
        for permission in asked
        if is_refused(client, route, alone[permission])
    ]
    assert refused == []


def test_scopes_for_looking_change_nothing(app: Flask) -> None:
    """No route that changes something asks for one of them alone."""
    writing = {str(route) for route, asked in with_permissions(app) if route.method != "GET" and asked & READING}
    assert writing <= WRITES_OF_READERS.keys()


def test_no_scope_opens_an_account(app: Flask, client: FlaskClient, world: World, token: Made) -> None:
    """Password, logins, tokens, calendar and inbox are for the person, with their own sign-in."""
    headers = token(world.riverside.supervisor, world.riverside.id, EIGHTEEN)
    opened = set()
    for route in routes(app):
        if route.access and route.access.audience is Audience.SIGNED_IN and not route.access.permissions:
            answer = call(client, route, route.path(), headers)
            if answer.status_code != 403:
                opened.add(str(route))
            else:
                assert answer.json["code"] == "login_needed", str(route)
    assert opened == OPEN_TO_PROGRAMS


def test_an_ended_token_opens_nothing(app: Flask, client: FlaskClient, world: World, db: Session, token: Made) -> None:
    """Revoked, past its time, or of somebody who is locked out: 401 on every route."""
    where = world.riverside
    gone = [
        token(where.supervisor, where.id, EIGHTEEN, ended_at=NOW),
        token(where.supervisor, where.id, EIGHTEEN, expires_at=NOW),
        token(where.admin, where.id, EIGHTEEN),
    ]
    db.execute(sa.update(AppUser).where(AppUser.id == where.admin.id).values(is_active=False))
    db.commit()
    for route, headers in zip(routes(app), cycle(gone), strict=False):
        if route.access and route.access.audience is not Audience.ANYBODY:
            assert call(client, route, route.path(), headers).status_code == 401, str(route)


def test_a_token_does_no_more_than_its_owner_now_may(
    app: Flask, client: FlaskClient, world: World, db: Session, token: Made
) -> None:
    """Made by a supervisor who teaches there now, and is supervisor elsewhere: it opens what a tutor's does."""
    where, who = world.riverside, world.riverside.supervisor
    headers = token(who, where.id, EIGHTEEN)
    db.execute(sa.update(UserRole).where(UserRole.user_id == who.id).values(role=Role.TEACHER))
    db.commit()
    wrong = [
        str(route)
        for route, _ in with_permissions(app)
        if is_refused(client, route, headers) == route.is_for(Role.TEACHER)
    ]
    assert wrong == []
