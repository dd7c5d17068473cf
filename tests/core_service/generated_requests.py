"""Requests generated from the OpenAPI document, about rows that exist, and what an answer to them must be."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import schemathesis
from flask.testing import FlaskClient
from schemathesis.core import NotSet
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from werkzeug.test import TestResponse

from core_service.app import openapi_document
from core_service.foundation.errors import PROBLEM_TYPE
from core_service.foundation.runtime import Runtime
from tests.core_service.id_spots import UNGUESSABLE, kind_of, undone
from tests.core_service.written_requests import Operation, operation_of
from tests.factories.everything import Rows

Generated = APIOperation[Any, Any, Any, Any]

FOUND = list(schemathesis.openapi.from_dict(openapi_document()).get_all_operations())
GENERATED: list[Generated] = [each.ok() for each in FOUND if isinstance(each, Ok)]

ANYBODY = "nobody"
"""Who has not signed in."""

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asker:
    """Sends requests as anybody of one centre; what they change is taken back."""

    client: FlaskClient
    run: Runtime
    own: Rows
    headers: dict[str, dict[str, str]]
    """By caller."""

    def ask(self, case: Any, caller: str, *, about_own: bool) -> TestResponse:
        """The answer to a generated case, with the centre's ids in place of made-up ones if it is about own rows."""
        written = operation_of(case.operation.method.upper(), case.operation.path)
        path = dict(case.path_parameters)
        body = _sent(case.body)
        query = dict(case.query)
        if about_own:
            path = self._about_own(written, path)
            body = self._about_own(written, body)
            query = self._about_own(written, query)
        with undone(self.run):
            return self.client.open(
                re.sub(r"{(\w+)}", lambda found: str(path[found[1]]), case.operation.path),
                method=written.method,
                query_string=query,
                headers=self.headers[caller],
                **body,
            )

    def _about_own(self, operation: Operation, value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: self._about_own(operation, each, key) for key, each in value.items()}
        if isinstance(value, list):
            return [self._about_own(operation, each, name) for each in value]
        is_id = isinstance(value, UUID) or (isinstance(value, str) and _ID.fullmatch(value))
        if not is_id or name in UNGUESSABLE:
            return value
        return str(self.own.get(kind_of(operation, name.removesuffix("s")) or "", value))


def _sent(body: Any) -> dict[str, Any]:
    """Wrong ones need not even be JSON."""
    if isinstance(body, NotSet):
        return {}
    return {"data": body, "content_type": "application/json"} if isinstance(body, bytes) else {"json": body}


def assert_as_documented(case: Any, caller: str, answer: TestResponse) -> None:
    """A success that the operation names, in the media type and shape that it names; or a problem that says why."""
    said = f"{caller}: {case.path_parameters} {case.query} {case.body} → {answer.status} {answer.text[:2000]}"
    assert answer.status_code < 500, said
    if answer.status_code >= 300:
        assert answer.mimetype == PROBLEM_TYPE, said
        problem = answer.get_json()
        assert (problem["status"], bool(problem["code"])) == (answer.status_code, True), said
    else:
        assert str(answer.status_code) in case.operation.definition.raw["responses"], said
    case.operation.validate_response(answer, case=case)
