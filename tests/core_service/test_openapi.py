"""The OpenAPI document, and requests generated from it: whatever is sent, the answer is never a 5xx (R321)."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from core_service.app import openapi_document
from core_service.foundation.runtime import Runtime
from tests.core_service.conftest import World
from tests.core_service.id_spots import undone
from tests.core_service.test_routes import PERSON_OF

EXAMPLES, EXAMPLES_AT_LENGTH = 5, 30
CALLERS = ("supervisor", "student1")

SCHEMA = schemathesis.openapi.from_dict(openapi_document())
FOUND = list(SCHEMA.get_all_operations())
OPERATIONS = [each.ok() for each in FOUND if isinstance(each, Ok)]


def test_document_describes_every_operation() -> None:
    """OpenAPI 3.1, with a name and an answer for each; errors are problems."""
    assert len(OPERATIONS) == len(FOUND)
    document = openapi_document()
    assert document["openapi"].startswith("3.1")
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                assert operation.get("summary"), f"{method} {path}"
                assert operation["responses"], f"{method} {path}"


def test_document_and_its_page_are_public(client: FlaskClient) -> None:
    """Served by ourselves, without a login."""
    assert client.get("/api/openapi.json").status_code == 200
    assert b"swagger-ui" in client.get("/api/docs/").data


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_generated_requests_never_end_in_a_500(
    app: Flask, client: FlaskClient, world: World, operation: APIOperation[Any, Any, Any, Any]
) -> None:
    """As those who may do much and as those who may do little."""

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        for who in CALLERS:
            body = {} if isinstance(case.body, schemathesis.core.NotSet) else {"json": case.body}
            answer = client.open(
                case.formatted_path,
                method=case.method,
                query_string=case.query,
                headers=world.riverside.people[who].headers,
                **body,
            )
            assert answer.status_code < 500, f"{who}: {case.body} {case.query} → {answer.text}"

    send()


@pytest.mark.audit
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_generated_requests_are_answered_as_documented(
    app: Flask, client: FlaskClient, world: World, run: Runtime, operation: APIOperation[Any, Any, Any, Any]
) -> None:
    """At length and as each role: a status that the document names, in the media type that it names there."""

    @settings(max_examples=EXAMPLES_AT_LENGTH, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        body = {} if isinstance(case.body, schemathesis.core.NotSet) else {"json": case.body}
        for who in PERSON_OF.values():
            headers = world.riverside.people[who].headers
            with undone(run):
                answer = client.open(
                    case.formatted_path, method=case.method, query_string=case.query, headers=headers, **body
                )
            assert answer.status_code < 500, f"{who}: {case.body} {case.query} → {answer.text}"
            if answer.status_code < 300:
                assert (
                    str(answer.status_code) in operation.definition.raw["responses"] or "/internal/" in operation.path
                )
            else:
                assert answer.mimetype == "application/problem+json", f"{answer.status} {answer.mimetype}"

    send()
