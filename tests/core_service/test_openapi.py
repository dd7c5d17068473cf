"""The OpenAPI document: whole, and public."""

import re

from flask.testing import FlaskClient

from core_service.app import openapi_document
from tests.core_service.generated_requests import FOUND, GENERATED


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


def test_document_says_which_bodies_may_be_missing() -> None:
    """Exactly those in which nothing has to be there, since the core takes no body for an empty one."""
    document = openapi_document()
    operations = document["paths"]
    assert operations["/api/notifications/read-all"]["post"]["requestBody"]["required"] is False
    assert operations["/api/auth/login"]["post"]["requestBody"]["required"] is True


def test_document_lets_events_have_what_their_types_have() -> None:
    """The log holds events of every type: what lies beside `seq`, `at` and `type` is the protocol's."""
    assert openapi_document()["components"]["schemas"]["Event"]["additionalProperties"] is True


def test_document_says_how_local_times_are_written() -> None:
    """`17:30`, without a zone: the centre's own counts."""
    written = openapi_document()["components"]["schemas"]["TemplateRequest"]["properties"]["startTime"]
    assert re.fullmatch(written["pattern"], "17:30")
    assert not re.fullmatch(written["pattern"], "17:30:00Z")


def test_document_and_its_page_are_public(client: FlaskClient) -> None:
    """Served by ourselves, without a login."""
    assert client.get("/api/openapi.json").status_code == 200
    assert b"swagger-ui" in client.get("/api/docs/").data
