"""Where requests name ids, and whose ids they are; requests that leave nothing behind."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask

from core_service.access.guard import Audience
from core_service.foundation.runtime import Runtime
from tests.core_service.conftest import RolledBackDatabase
from tests.core_service.test_routes import Route, routes
from tests.core_service.written_requests import Body, Operation, Place, id_places, is_id, operation_of
from tests.factories.everything import Rows

UNGUESSABLE = {"token", "link", "report_id"}
"""Secrets that one person knows, and an entry of the hubs' stream: no rows of a centre."""

KIND_OF: dict[str, str | None] = {"resource": "room", "settings_from": "centre", "upload": None, "begun_as": None}
"""What an id's name stands for, where it is not the kind itself; None: no row has it, or none is made yet."""

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
    "POST /api/invitations body.children.[].studentId": set(),
    "POST /api/invitations body.children.[].centreId": set(),
    "POST /api/invitations/bulk body.invitations.[].children.[].studentId": set(),
    "POST /api/invitations/bulk body.invitations.[].children.[].centreId": set(),
    "GET /api/reports/student-levels": {"studentId"},
}
"""Optional fields without which a request, or one with an id in that place, is refused before any id is looked at."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a request an id is planted: `("path", name)`, `("query", name)`, `("body", …)`, or `()`: nowhere."""

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

    def query(self, own: Rows) -> dict[str, str]:
        """What the query needs to be read."""
        query = {name: str(each) for name, each in self.own_ids(self.asked_for, own).items()}
        return query | ({"level": "4"} if "level" in self.operation.required_query else {})

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


def operations(app: Flask) -> Iterator[tuple[Route, Operation]]:
    """The routes for people who are signed in, with what the document says of them."""
    for route in routes(app):
        if route.access is not None and route.access.audience is Audience.SIGNED_IN:
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.rule.rule)
            yield route, operation_of(route.method, path)


def spots(app: Flask) -> Iterator[Spot]:
    """Of all routes for people who are signed in."""
    for route, operation in operations(app):
        places: list[tuple[str, ...]] = [("path", name) for name in sorted(route.rule.arguments - UNGUESSABLE)]
        places += [("query", name) for name, schema in operation.query.items() if is_id(schema)]
        places += [("body", *place) for place in id_places(operation.body or {})]
        yield from (Spot(route, operation, place) for place in places)


@contextmanager
def undone(run: Runtime) -> Iterator[None]:
    """What the block changes is taken back, in the database and in Redis."""
    assert isinstance(run.database, RolledBackDatabase)
    with run.database.undone():
        yield
    run.redis.flushdb()
