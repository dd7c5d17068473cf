"""The OpenAPI document: whole, and public."""

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


def test_document_and_its_page_are_public(client: FlaskClient) -> None:
    """Served by ourselves, without a login."""
    assert client.get("/api/openapi.json").status_code == 200
    assert b"swagger-ui" in client.get("/api/docs/").data
