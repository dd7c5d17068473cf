"""The OpenAPI document: whole, and public."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core_service.app import openapi_document
from tests.core_service.generated_requests import FOUND, GENERATED
from tests.core_service.test_routes import routes


def test_document_describes_every_operation() -> None:
    """OpenAPI 3.1, with a name and an answer for each; errors are problems."""
    assert len(GENERATED) == len(FOUND)
    document = openapi_document()
    assert document["openapi"].startswith("3.1")
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                assert operation.get("summary"), f"{method} {path}"
                assert operation["responses"], f"{method} {path}"


def test_document_has_every_route(app: Flask) -> None:
    """The health that operators watch and the links to files too."""
    paths = openapi_document()["paths"]
    said = {(method.upper(), path) for path, item in paths.items() for method in item.keys() - {"parameters"}}
    assert said == {(route.method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.rule.rule)) for route in routes(app)}


def test_document_says_who_may_call_and_by_which_proof() -> None:
    """Nobody needs a login to sign in; the hub has its key; everybody else is told the permission that they need."""
    paths = openapi_document()["paths"]
    assert paths["/api/auth/login"]["post"]["security"] == paths["/api/health"]["get"]["security"] == []
    assert paths["/api/internal/rooms/positions"]["post"]["security"] == [{"service": []}]
    assert paths["/api/sessions/{session_id}/commands"]["post"]["security"] == [{"ticket": []}]
    exports = paths["/api/reports/exports"]["post"]
    assert (exports["security"], exports["x-permissions"]) == ([{"bearer": []}, {"cookie": []}], ["REPORTS_EXPORT"])


@pytest.mark.parametrize(
    ("schema", "field", "good", "bad"),
    [
        ("TemplateRequest", "startTime", "17:30", "17:30:00Z"),
        ("SessionRequest", "videoMeetingUrl", "https://meet.example/a", "http://meet.example/a"),
        ("CentreRequest", "timezone", "America/Argentina/Buenos_Aires", "London (GMT)"),
        ("CentreRequest", "supervisorEmail", "ada@example.test", "ada@example.test, eve@example.test"),
    ],
)
def test_document_says_how_values_are_written(schema: str, field: str, good: str, bad: str) -> None:
    """By patterns that every program reads alike: local times without a zone, links by https, one address."""
    pattern = openapi_document()["components"]["schemas"][schema]["properties"][field]["pattern"]
    assert (bool(re.search(pattern, good)), bool(re.search(pattern, bad))) == (True, False)
    assert r"\Z" not in pattern


def test_document_says_which_cursors_there_are() -> None:
    """What a list gives out, and nothing that would have to be written as more than a byte."""
    [cursor] = [
        each for each in openapi_document()["paths"]["/api/audit"]["get"]["parameters"] if each["name"] == "cursor"
    ]
    assert re.search(cursor["schema"]["pattern"], "MjAyNi0xMS0zMFQxMjozMDowMCswMDowMHw-_")
    assert not re.search(cursor["schema"]["pattern"], "über")


def test_document_says_which_bodies_may_be_missing() -> None:
    """Exactly those in which nothing has to be there, since the core takes no body for an empty one."""
    document = openapi_document()
    operations = document["paths"]
    assert operations["/api/notifications/read-all"]["post"]["requestBody"]["required"] is False
    assert operations["/api/auth/login"]["post"]["requestBody"]["required"] is True


def test_document_lets_events_have_what_their_types_have() -> None:
    """The log holds events of every type: what lies beside `seq`, `at` and `type` is the protocol's."""
    assert openapi_document()["components"]["schemas"]["Event"]["additionalProperties"] is True


def test_document_and_its_page_are_public(client: FlaskClient) -> None:
    """Served by ourselves, without a login."""
    assert client.get("/api/openapi.json").status_code == 200
    assert b"swagger-ui" in client.get("/api/docs/").data
