"""What no route takes, asked of every route: requests written from the URL map and the document (TRAPS, issue 3).

Somebody's program has a defect. It is told with which status, and where the fault is; nothing is changed, and nothing
ends in a 5xx. `test_bad_input` has the same by hand where the words matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core_service.foundation.runtime import Runtime
from tests.core_service.conftest import NOW, World
from tests.core_service.id_spots import UNGUESSABLE, Spot, operations, undone
from tests.core_service.test_bad_input import is_problem
from tests.core_service.test_routes import PERSON_OF
from tests.core_service.written_requests import resolved
from tests.factories.everything import Rows, one_of_everything
from tests.factories.people import TestPerson

UNREADABLE = {
    "cut off": b'{"a": 1',
    "not UTF-8": b"\xff\xfe",
    "NUL": b'{"text": "a\\u0000b"}',
    "lone surrogate": b'{"text": "\\ud800"}',
    "over 2^63": b'{"text": 9223372036854775808}',
    "5,000 digits": b'{"text": ' + b"9" * 5000 + b"}",
    "5,000 deep": b"[" * 5000 + b"]" * 5000,
    "twice the same key": b'{"text": "a", "text": "b"}',
    "not a number": b'{"text": NaN}',
}

TOO_LARGE = b'{"text": "' + b"a" * 2**20 + b'"}'

WITHOUT_REPEATS = {
    "POST /api/auth/logout": "ends the login itself",
    "POST /api/auth/logout-all": "ends the login itself",
    "POST /api/auth/tokens": "shows a secret once",
    "POST /api/calendar-feed": "shows a secret once",
    "POST /api/devices": "shows a secret once",
}
"""Whose answers are kept nowhere, or asked for by nobody."""


@dataclass(slots=True)
class Asking:
    """Asks each route as somebody who holds its permission, and leaves nothing behind."""

    world: World
    rows: Rows
    run: Runtime
    client: FlaskClient

    def who(self, spot: Spot) -> TestPerson:
        """Who may do it."""
        return next(self.world.riverside.people[name] for role, name in PERSON_OF.items() if spot.route.is_for(role))

    def send(self, spot: Spot, query: dict[str, Any] | None = None, **body: Any) -> TestResponse:
        """With another body, or a query of its own."""
        path = spot.route.path(**spot.own_ids(spot.route.rule.arguments, self.rows))
        asked = spot.query(self.rows) if query is None else spot.query(self.rows) | query
        headers = self.who(spot).headers | body.pop("headers", {})
        return self.client.open(path, method=spot.route.method, query_string=asked, headers=headers, **body)

    def good_body(self, spot: Spot) -> Any:
        """The least that its schema takes."""
        return spot.body(self.rows, (), "")


@pytest.fixture
def asking(run: Runtime, client: FlaskClient, world: World, db: Session) -> Asking:
    """One of everything in Riverside."""
    rows = one_of_everything(db, world.riverside, world.session_id, now=NOW)
    db.commit()
    return Asking(world, rows, run, client)


def every(app: Flask) -> Iterator[Spot]:
    """Every operation for people who are signed in."""
    for route, operation in operations(app):
        yield Spot(route, operation, ())


def with_body(app: Flask) -> list[Spot]:
    """Those that take one."""
    found = [spot for spot in every(app) if spot.operation.body is not None]
    assert len(found) > 80
    return found


def paths_of(answer: TestResponse, spot: Spot) -> list[str]:
    """Of the values that are said to be wrong."""
    assert answer.status_code == 422, f"{spot.operation}: {answer.status} {answer.text}"
    return [each["path"] for each in is_problem(answer, 422, "invalid")["errors"]]


@pytest.mark.parametrize("kind", UNREADABLE)
def test_unreadable_json_is_a_400(app: Flask, asking: Asking, kind: str) -> None:
    """Wherever a body is taken."""
    for spot in with_body(app):
        answer = asking.send(spot, data=UNREADABLE[kind], content_type="application/json")
        assert answer.status_code == 400, f"{spot.operation}: {answer.status} {answer.text}"
        is_problem(answer, 400, "bad_request")


def test_another_content_type_is_a_415(app: Flask, asking: Asking) -> None:
    """JSON under another name is not JSON."""
    for spot in with_body(app):
        answer = asking.send(spot, data=b"{}", content_type="text/plain")
        assert answer.status_code == 415, f"{spot.operation}: {answer.status}"
        is_problem(answer, 415, "unsupported_media_type")


def test_too_large_is_a_413(app: Flask, asking: Asking) -> None:
    """Beyond a mebibyte nothing is read."""
    for spot in with_body(app):
        answer = asking.send(spot, data=TOO_LARGE, content_type="application/json")
        assert answer.status_code == 413, f"{spot.operation}: {answer.status}"
        is_problem(answer, 413)


def test_unknown_field_is_a_422_with_its_path(app: Flask, asking: Asking) -> None:
    """A typing error in a field's name never passes silently."""
    for spot in with_body(app):
        answer = asking.send(spot, json=asking.good_body(spot) | {"colour": "blue"})
        assert "colour" in paths_of(answer, spot), str(spot.operation)


def test_a_field_of_another_type_is_a_422_with_its_path(app: Flask, asking: Asking) -> None:
    """Each field of each body in turn: a list of lists is none of them."""
    wrong: list[str] = []
    for spot in with_body(app):
        for name, schema in resolved(spot.operation.body or {}).get("properties", {}).items():
            if schema == {} or set(schema) <= {"description", "default", "x-limits"}:
                continue  # takes anything
            answer = asking.send(spot, json=asking.good_body(spot) | {name: [[[]]]})
            if not any(path == name or path.startswith(f"{name}.") for path in paths_of(answer, spot)):
                wrong.append(f"{spot.operation} {name}")
    assert wrong == []


def test_unknown_query_parameter_is_a_422_with_its_name(app: Flask, asking: Asking) -> None:
    """`?studnetId=…` lists nobody: on every route, also on those that take no query at all."""
    for spot in every(app):
        body = {} if spot.operation.body is None else {"json": asking.good_body(spot)}
        with undone(asking.run):
            answer = asking.send(spot, {"studnetId": "1"}, **body)
        assert paths_of(answer, spot) == ["studnetId"], str(spot.operation)


def test_a_query_value_of_another_type_is_a_422_with_its_name(app: Flask, asking: Asking) -> None:
    """Ids, days, numbers, words of a closed set; NUL anywhere; the same name twice."""
    seen = 0
    for spot in every(app):
        for name, schema in spot.operation.query.items():
            spoilt: list[Any] = ["a\x00b", ["a", "b"]]
            if (
                "enum" in resolved(schema)
                or schema.get("format")
                or schema.get("type") not in ("string", ["string", "null"])
            ):
                spoilt.append("nonsense")
            for value in spoilt:
                assert name in paths_of(asking.send(spot, {name: value}), spot), f"{spot.operation} {name} {value!r}"
                seen += 1
    assert seen > 200


def test_a_key_with_another_body_is_a_422(app: Flask, asking: Asking) -> None:
    """Wherever a POST is done, its Idempotency-Key stands for that request alone; the same again changes nothing."""
    done = 0
    for spot in every(app):
        if spot.route.method != "POST" or spot.route.rule.arguments & UNGUESSABLE:
            continue
        body = {} if spot.operation.body is None else {"json": asking.good_body(spot)}
        with undone(asking.run):
            first = asking.send(spot, headers={"Idempotency-Key": "once"}, **body)
            if first.status_code >= 300:
                continue
            again = asking.send(spot, headers={"Idempotency-Key": "once"}, **body)
            other = asking.send(spot, headers={"Idempotency-Key": "once"}, json={"colour": "blue"})
        if str(spot.operation) in WITHOUT_REPEATS:
            continue
        done += 1
        assert (again.status_code, again.data) == (first.status_code, first.data), str(spot.operation)
        assert other.status_code == 422, f"{spot.operation}: {other.status}"
        is_problem(other, 422, "idempotency_key_reused")
    assert done > 25
