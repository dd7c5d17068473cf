"""Requests read strictly and answers described: what every domain's routes are made of (ARCHITECTURE 5, REST)."""

from http import HTTPStatus
from typing import Any

import flask_smorest
import marshmallow as ma
from flask import Flask, Request, Response, request
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from core_service.foundation.errors import PROBLEM_TYPE, BadRequest, DomainError, FieldError, Invalid, code_of
from core_service.foundation.problems import ProblemSchema, problem
from core_service.foundation.strict_json import UnreadableJson, read_json


class UnsupportedMedia(DomainError):
    """Another content type than JSON."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    code = "unsupported_media_type"


def json_of(asked: Request) -> Any:
    """The body, whatever it holds. Raises UnsupportedMedia and BadRequest."""
    if asked.mimetype != "application/json":
        raise UnsupportedMedia("Send JSON with Content-Type: application/json.")
    try:
        return read_json(asked.get_data(cache=True))
    except UnreadableJson as error:
        raise BadRequest(str(error)) from None


class _StrictParser(FlaskParser):
    """webargs with our JSON, our status codes and one list of field errors."""

    def load_json(self, req: Any, schema: ma.Schema) -> Any:
        return json_of(req) if req.get_data(cache=True) else {}

    def load_querystring(self, req: Any, schema: ma.Schema) -> Any:
        for key, values in req.args.lists():
            if len(values) > 1:
                raise Invalid.field(key, "is given more than once")
            if "\x00" in key + values[0] or "\ufffd" in key + values[0]:
                raise Invalid.field(key.replace("\x00", ""), "holds a character that no text here can have")
        return super().load_querystring(req, schema)

    def handle_error(
        self, error: ma.ValidationError, req: Any, schema: ma.Schema, *, error_status_code: Any, error_headers: Any
    ) -> Any:
        messages: Any = error.normalized_messages()  # type: ignore[no-untyped-call]
        place = messages.get("json") or messages.get("query") or messages
        raise Invalid("Some values are not valid.", errors=list(_field_errors(place, ""))) from None


def _field_errors(messages: Any, path: str) -> list[FieldError]:
    if isinstance(messages, dict):
        found: list[FieldError] = []
        for key, nested in messages.items():
            place = path if key == "_schema" else f"{path}.{key}".lstrip(".")
            found += _field_errors(nested, place)
        return found
    return [FieldError(path, str(message)) for message in (messages if isinstance(messages, list) else [messages])]


class Blueprint(flask_smorest.Blueprint):
    """A domain's routes, parsed strictly."""

    ARGUMENTS_PARSER = _StrictParser()

    def arguments(self, schema: type[ma.Schema] | ma.Schema, **kwargs: Any) -> Any:
        """The document says of a body that it may be missing if nothing in it has to be there."""
        sent = schema() if isinstance(schema, type) else schema
        is_required = sent.many or any(field.required for field in sent.fields.values())
        return super().arguments(schema, **{"required": is_required, **kwargs})


class Api(flask_smorest.Api):
    """flask-smorest with problem responses."""

    ERROR_SCHEMA = ProblemSchema

    def _register_responses(self) -> None:
        """Errors are documented under the type that they are sent with."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM_TYPE
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE

    def handle_http_exception(self, error: HTTPException) -> Any:
        """What Werkzeug refuses by itself: 404, 405, 413 …"""
        status = HTTPStatus(error.code or 500)
        response = problem(status, code_of(status), error.description or "")
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            response.allow.update(error.valid_methods)
        return response


def guard_answers(app: Flask) -> None:
    """No answer is taken for another type than it has, and none of the API's is kept by browsers or proxies."""
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
