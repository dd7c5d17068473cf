"""Every id that a request can name, in its path, query or body: another centre's is like none (R008, R284, R322)."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core_service.access.guard import Audience
from core_service.access.rules import Role
from core_service.foundation.runtime import Runtime
from shared.ids import new_id
from tests.core_service.conftest import NOW, RolledBackDatabase, World
from tests.core_service.test_routes import PERSON_OF, Route, routes
from tests.core_service.written_requests import Body, Operation, Place, id_places, is_id, operation_of
from tests.factories import people
from tests.factories.everything import Rows, one_of_everything
from tests.factories.people import TestPerson

UNGUESSABLE = {"token", "link", "report_id"}
"""Secrets that one person knows, and an entry of the hubs' stream: no rows of a centre."""

KIND_OF: dict[str, str | None] = {"resource": "room", "settings_from": "centre", "upload": None}
"""What an id's name stands for, where it is not the kind itself; None: no row of that kind is made yet."""

EXPORTS = {"/api/privacy/": "person_export", "/api/reports/": "report_export"}
"""The two kinds that are called `export`."""

ALSO: dict[str, set[str]] = {
    "PATCH /api/academic/catchups/{package_id}": {"decision"},
    "PATCH /api/enrollments/{enrollment_id}/assign": {"exerciseId"},
    "PATCH /api/help-requests/{request_id}": {"priority"},
    "PATCH /api/enrollments/{enrollment_id}/assign body.lessonId": set(),
    "POST /api/assessment/review body.advice.recommendationId": {"reviewId"},
    "POST /api/invitations": {"studentId"},
    "POST /api/invitations/bulk": {"studentId"},
    "GET /api/reports/student-levels": {"studentId"},
}
"""Optional fields without which a request, or one with an id in that place, is refused before any id is looked at."""

BLIND = {
    "POST /api/centres body.settingsFrom",
    "GET /api/assessment/placements query.courseId",
    "POST /api/assessment/review body.advice.recommendationId",
    "POST /api/lessons/{lesson_id}/complete body.assignmentId",
}
"""Where nobody of a centre is told more about an id of their own: only super-admins make centres; nobody waits for a
placement in the centre's course; advice goes with a finished review alone; the reading of an assignment is not told.
"""

BETWEEN_CENTRES = (
    (Role.SUPERVISOR, Role.PARENT),
    (Role.TEACHER, Role.PARENT),
    (Role.ASSESSOR, Role.TEACHER),
    (Role.PARENT, Role.TEACHER),
)
"""Roles of one person: in the centre from which they ask, and in the one whose ids they name."""

_ANY_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a route's request an id is planted: `("path", name)`, `("query", name)` or `("body", …)`."""

    route: Route
    operation: Operation
    place: tuple[str, ...]

    @property
    def kind(self) -> str | None:
        """The kind of row whose id stands there."""
        return kind_of(self.operation, self.name)

    @property
    def name(self) -> str:
        """The id's own name."""
        return next(part for part in reversed(self.place) if part != "[]")

    @property
    def also(self) -> frozenset[str]:
        """Optional fields that are sent too."""
        return frozenset(ALSO.get(str(self), ALSO.get(str(self.operation), set())))

    @property
    def asked_for(self) -> set[str]:
        """The ids without which the query is not read."""
        needed = self.operation.required_query | self.also
        return {name for name in needed if is_id(self.operation.query.get(name, {}))}

    def own_ids(self, names: Iterable[str], own: Rows) -> dict[str, UUID]:
        """By name, of the caller's own centre."""
        kinds = {name: kind_of(self.operation, name) for name in names}
        return {name: own[kind] for name, kind in kinds.items() if kind in own}

    def body(self, own: Rows, place: Place, planted: str) -> Any:
        """What is sent, with the caller's own ids beside the planted one; None for a request without a body."""
        schema = self.operation.body
        if schema is None:
            return None if self.route.method in ("GET", "DELETE") else {}
        names = {name for each in id_places(schema) for name in each if name != "[]"}
        ids = {name: str(value) for name, value in self.own_ids(names, own).items()}
        return Body(ids, self.also, place, planted).written(schema)

    def __str__(self) -> str:
        return f"{self.operation} {'.'.join(self.place)}"


def kind_of(operation: Operation, name: str) -> str | None:
    """The kind of row that the name of an id stands for in a request."""
    plain = re.sub(r"(?<=[a-z])[A-Z]", lambda found: f"_{found[0].lower()}", name).removesuffix("_id")
    if plain == "export":
        return next(kind for start, kind in EXPORTS.items() if operation.path.startswith(start))
    return KIND_OF.get(plain, plain)


def spots(app: Flask) -> Iterator[Spot]:
    """Of all routes for people who are signed in."""
    for route in routes(app):
        if route.access is None or route.access.audience is not Audience.SIGNED_IN:
            continue
        operation = operation_of(route.method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.rule.rule))
        places: list[tuple[str, ...]] = [("path", name) for name in sorted(route.rule.arguments - UNGUESSABLE)]
        places += [("query", name) for name, schema in operation.query.items() if is_id(schema)]
        places += [("body", *place) for place in id_places(operation.body or {})]
        yield from (Spot(route, operation, place) for place in places)


@dataclass(slots=True)
class Centres:
    """Both centres' rows, and a client whose requests leave nothing behind."""

    world: World
    riverside: Rows
    hillcrest: Rows
    run: Runtime
    client: FlaskClient

    def ask(self, spot: Spot, who: TestPerson, own: Rows, planted: UUID) -> tuple[int, object]:
        """Status and body, from which the request's id, new ids and the planted one are taken out."""
        answer = self._send(spot, who, own, planted)
        text = answer.get_data(as_text=True).replace(str(planted), "(planted)")
        if answer.status_code < 300 and spot.route.method != "GET":
            text = _ANY_ID.sub("(new)", text)
        return answer.status_code, re.sub(r'"requestId":\s*"[^"]*"', "", text)

    def tells_apart(self, spot: Spot, who: TestPerson) -> bool:
        """Whether an id of Riverside is answered otherwise than one that does not exist."""
        if spot.kind is None:
            return False
        foreign = self.ask(spot, who, self.hillcrest, self.riverside[spot.kind])
        return foreign != self.ask(spot, who, self.hillcrest, new_id())

    def is_seen(self, spot: Spot) -> bool:
        """Whether somebody of Hillcrest is answered otherwise about an id of Hillcrest than about none."""
        own, kind = self.hillcrest, spot.kind or ""
        able = [self.world.hillcrest.people[name] for role, name in PERSON_OF.items() if spot.route.is_for(role)]
        return any(self.ask(spot, who, own, own[kind]) != self.ask(spot, who, own, new_id()) for who in able)

    def _send(self, spot: Spot, who: TestPerson, own: Rows, planted: UUID) -> TestResponse:
        where, *inside = spot.place
        path = spot.own_ids(spot.route.rule.arguments, own)
        query = {name: str(each) for name, each in spot.own_ids(spot.asked_for, own).items()}
        if where == "path":
            path[inside[0]] = planted
        if where == "query":
            query[inside[0]] = str(planted)
        if "level" in spot.operation.required_query:
            query["level"] = "4"
        place = (tuple(inside), str(planted)) if where == "body" else ((), "")
        with undone(self.run):
            return self.client.open(
                spot.route.path(**path),
                method=spot.route.method,
                query_string=query,
                json=spot.body(own, *place),
                headers=who.headers,
            )


@contextmanager
def undone(run: Runtime) -> Iterator[None]:
    """What the block changes is taken back, in the database and in Redis."""
    assert isinstance(run.database, RolledBackDatabase)
    before = run.database.savepoint()
    yield
    before.rollback()
    run.redis.flushdb()


@pytest.fixture
def centres(run: Runtime, client: FlaskClient, world: World, db: Session) -> Centres:
    """One of everything in each centre."""
    riverside = one_of_everything(db, world.riverside, world.session_id, now=NOW)
    hillcrest = one_of_everything(db, world.hillcrest, world.foreign_session_id, now=NOW)
    db.commit()
    for where, rows in ((world.riverside, riverside), (world.hillcrest, hillcrest)):
        words = {"studentId": str(where.student1.id), "text": "Well done", "kind": "encouragement"}
        said = client.post(f"/api/sessions/{rows['session']}/message", json=words, headers=where.tutor.headers)
        assert said.status_code == 201
    return Centres(world, riverside, hillcrest, run, client)


def test_every_id_that_a_request_names_has_a_row(app: Flask, centres: Centres) -> None:
    """A new kind of id fails here until `tests/factories/everything.py` writes a row of it."""
    found = list(spots(app))
    assert {spot.name for spot in found if spot.kind is not None and spot.kind not in centres.riverside} == set()
    assert len(found) > 300


@pytest.mark.parametrize("role", PERSON_OF)
def test_another_centres_id_is_answered_like_none(app: Flask, centres: Centres, role: Role) -> None:
    """Status, code and every word: whoever asks, with the permission there; without it the id is not even looked at."""
    who = centres.world.hillcrest.people[PERSON_OF[role]]
    asked = [spot for spot in spots(app) if spot.route.is_for(role)]
    assert len(asked) > 40
    assert [str(spot) for spot in asked if centres.tells_apart(spot, who)] == []


@pytest.mark.parametrize(("here", "there"), BETWEEN_CENTRES)
def test_a_permission_counts_in_its_own_centre_alone(
    app: Flask, centres: Centres, db: Session, here: Role, there: Role
) -> None:
    """Who holds it in Hillcrest, and in Riverside a role without it, is answered as by a centre they never saw; but
    that the centre itself exists they know.
    """
    who = centres.world.hillcrest.people[PERSON_OF[here]]
    people.joins(db, centres.world.riverside, who, there)
    db.commit()
    asked = [spot for spot in spots(app) if spot.route.is_for(here) and not spot.route.is_for(there)]
    asked = [spot for spot in asked if spot.place != ("path", "centre_id")]
    assert len(asked) >= 10
    assert [str(spot) for spot in asked if centres.tells_apart(spot, who)] == []


@pytest.mark.parametrize(("here", "there"), BETWEEN_CENTRES)
def test_lists_hold_what_the_permission_shows(
    app: Flask, centres: Centres, db: Session, here: Role, there: Role
) -> None:
    """Whatever is read without naming an id holds none of the other centre's rows."""
    who = centres.world.hillcrest.people[PERSON_OF[here]]
    people.joins(db, centres.world.riverside, who, there)
    db.commit()
    hidden = {str(row) for kind, row in centres.riverside.items() if kind != "centre"}
    for route in routes(app):
        if route.method != "GET" or route.rule.arguments or not route.is_for(here) or route.is_for(there):
            continue
        answer = centres.client.get(route.path(), headers=who.headers)
        assert not hidden & set(_ANY_ID.findall(answer.text)), str(route)


def test_own_ids_are_answered_otherwise(app: Flask, centres: Centres) -> None:
    """The comparisons above see something: for each place of an id, some role is told more about one of their own."""
    assert {str(spot) for spot in spots(app) if spot.kind and not centres.is_seen(spot)} == BLIND
