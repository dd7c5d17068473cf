"""Every route against nobody and against the wrong role (R284); `test_other_centres` has the wrong centre."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from core_service.access.guard import Access, Audience, access_of
from core_service.access.rules import PERMISSIONS_OF, Role
from core_service.app import BLUEPRINTS
from shared.ids import new_id
from tests.core_service.conftest import World

NOT_OURS = {"api-docs", "swagger_ui"}
"""Blueprints of libraries that show the API's document, which is public."""

PERSON_OF = {
    Role.STUDENT: "student1",
    Role.PARENT: "parent",
    Role.TEACHER: "tutor",
    Role.ASSESSOR: "assessor",
    Role.SUPERVISOR: "supervisor",
    Role.ADMIN: "admin",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one path."""

    method: str
    rule: Rule
    access: Access | None

    def path(self, **ids: UUID) -> str:
        """The path with ids filled in, fresh ones where none is given."""
        values = {name: ids.get(name, new_id()) for name in self.rule.arguments}
        built = self.rule.build(values)
        assert built is not None
        return str(built[1])

    def is_for(self, role: Role) -> bool:
        """Whether the role alone is enough to be let in, to somebody who is signed in."""
        permissions = set(self.access.permissions) if self.access else set()
        return not permissions or bool(permissions & PERMISSIONS_OF[role])

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule}"


def routes(app: Flask) -> Iterator[Route]:
    """All below /api, but the document's own."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/") and rule.endpoint.partition(".")[0] not in NOT_OURS:
            access = access_of(app.view_functions[rule.endpoint])
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield Route(method, rule, access)


def call(client: FlaskClient, route: Route, path: str, headers: dict[str, str] | None = None) -> Any:
    """With an empty JSON body where one may be sent."""
    body: dict[str, object] | None = {} if route.method in ("POST", "PUT", "PATCH") else None
    return client.open(path, method=route.method, headers=headers, json=body)


def test_every_route_states_its_access(app: Flask) -> None:
    """A new route that forgets its guard fails here."""
    silent = [str(route) for route in routes(app) if route.access is None]
    assert silent == []
    assert len(list(routes(app))) > 30


def test_every_blueprint_is_mounted_below_api() -> None:
    """Pages and API never share a path."""
    assert all((blueprint.url_prefix or "").startswith("/api") for blueprint in BLUEPRINTS)


def test_nobody_gets_nowhere(app: Flask, client: FlaskClient, world: World) -> None:
    """Without a login each route answers 401, before it looks at ids or bodies."""
    for route in routes(app):
        if route.access and route.access.audience is not Audience.ANYBODY:
            answer = call(client, route, route.path())
            assert answer.status_code == 401, str(route)
            assert answer.json["code"] == "not_signed_in", str(route)


def test_wrong_role_is_told_the_permission(app: Flask, client: FlaskClient, world: World) -> None:
    """Who holds none of a route's permissions gets 403, whatever id they name; who holds one does not."""
    for route in routes(app):
        if route.access is None or route.access.audience is not Audience.SIGNED_IN or not route.access.permissions:
            continue
        for role, name in PERSON_OF.items():
            answer = call(client, route, route.path(), world.riverside.people[name].headers)
            is_refused = answer.status_code == 403 and answer.json["code"] == "permission_missing"
            assert is_refused != route.is_for(role), f"{route} as {role}: {answer.status_code}"
            assert answer.status_code < 500, f"{route} as {role}"
