"""What every route shares: schemas, strict parsing, problem responses and the request's id (ARCHITECTURE 5, REST)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import flask_smorest
import marshmallow as ma
import sqlalchemy.exc
import structlog
from flask import Flask, Response, current_app, g, jsonify, request
from marshmallow import fields, validate
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from core_service.foundation.addresses import LONGEST_ADDRESS, mailbox
from core_service.foundation.errors import (
    PROBLEM_TYPE,
    BadRequest,
    DomainError,
    FieldError,
    Invalid,
    TooMany,
    Unavailable,
    problem_body,
)
from core_service.foundation.strict_json import UnreadableJson, read_json
from shared.clock import wire_time
from shared.logs import REQUEST_ID_HEADER, request_id_from

_log = structlog.get_logger(__name__)


class Integer(fields.Integer):
    """A whole number that PostgreSQL's integer holds; 1.0 is one, but neither "1" nor 1.9 nor true pass for one."""

    def __init__(self, **kwargs: Any) -> None:
        within = validate.Range(-(2**31), 2**31 - 1)
        checks = kwargs.pop("validate", [])
        super().__init__(strict=True, validate=[within, *(checks if isinstance(checks, list) else [checks])], **kwargs)

    def _validated(self, value: Any) -> int:
        if isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return super()._validated(int(value) if isinstance(value, float) and value.is_integer() else value)


class Boolean(fields.Boolean):
    """true or false, no words for them."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


_TIMES_IN_UTC = {**fields.AwareDateTime.SERIALIZATION_FUNCS, "iso": wire_time}


_LOCAL_TIME = "^([01]?[0-9]|2[0-3]):[0-5]?[0-9]$"


class Schema(ma.Schema):
    """camelCase on the wire, snake_case here; times in UTC with `Z`; an unknown field is an error."""

    class Meta:
        unknown = ma.RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Gives each field its wire name."""
        field_obj.data_key = camel_case(field_obj.data_key or field_name)
        moment = field_obj.inner if isinstance(field_obj, fields.List) else field_obj
        if isinstance(moment, fields.AwareDateTime):
            moment.SERIALIZATION_FUNCS = _TIMES_IN_UTC
        if isinstance(field_obj, fields.Time):
            field_obj.metadata = {"pattern": _LOCAL_TIME, **field_obj.metadata}


class _Mailbox(validate.Regexp):
    """The pattern stands in the document; what it lets pass is read as mail servers do."""

    def __call__(self, value: Any) -> Any:
        super().__call__(value)
        try:
            mailbox(value.strip())
        except ValueError as error:
            raise ma.ValidationError(str(error)) from None
        return value


EMAIL = (
    validate.Length(3, LONGEST_ADDRESS),
    _Mailbox(r"^\s*[^\s@<>,;\x00]+@[^\s@<>,;\x00]+\s*$", error="must be an e-mail address"),
)
"""What a letter can be sent to."""


NOT_BLANK = validate.Regexp(r"\s*\S", error="must not be blank")


class HttpsLink(fields.Url):
    """An address of the web, and no other than https."""

    def __init__(self, **kwargs: Any) -> None:
        described = {"format": "uri", "pattern": "^https://"}
        super().__init__(schemes={"https"}, validate=validate.Length(max=500), metadata=described, **kwargs)


_CURSOR = validate.Regexp(r"^[A-Za-z0-9_-]*$", error="is not one that this list has given out")


class PageQuery(Schema):
    """A keyset-paged list's `limit` and `cursor`."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 100))
    cursor = fields.String(load_default=None, validate=[validate.Length(max=500), _CURSOR])


def camel_case(name: str) -> str:
    """`scheduled_start` → `scheduledStart`."""
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


class _StrictParser(FlaskParser):
    """webargs with our JSON, our status codes and one list of field errors."""

    def load_json(self, req: Any, schema: ma.Schema) -> Any:
        body = req.get_data(cache=True)
        if not body:
            return {}
        if req.mimetype != "application/json":
            raise UnsupportedMedia("Send JSON with Content-Type: application/json.")
        try:
            return read_json(body)
        except UnreadableJson as error:
            raise BadRequest(str(error)) from None

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


class UnsupportedMedia(DomainError):
    """Another content type than JSON."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    code = "unsupported_media_type"


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


class ProblemSchema(ma.Schema):
    """RFC 9457, for the OpenAPI document; some problems carry facts of their own beside these."""

    class Meta:
        unknown = ma.INCLUDE

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True, metadata={"description": "Stable; what a program should look at."})
    requestId = fields.String(required=True)  # noqa: N815
    errors = fields.List(fields.Dict(keys=fields.String(), values=fields.String()))


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
        code = status.phrase.lower().replace(" ", "_").replace("-", "_")
        response = problem(status, code, error.description or "")
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            response.allow.update(error.valid_methods)
        return response


def problem(status: HTTPStatus, code: str, detail: str, errors: tuple[FieldError, ...] = (), **facts: Any) -> Response:
    """An `application/problem+json` response."""
    response = jsonify(problem_body(status, code, detail, request_id(), errors, **facts))
    response.status_code = status
    response.mimetype = PROBLEM_TYPE
    return response


def request_id() -> str:
    """The id that this request carries through browser, core and hub."""
    value: str = g.request_id
    return value


def register(app: Flask) -> None:
    """Gives `app` request ids and its error handlers."""
    app.before_request(_begin_request)
    app.after_request(_end_request)
    app.teardown_request(_forget_request)
    app.register_error_handler(DomainError, _domain_problem)
    app.register_error_handler(sqlalchemy.exc.DBAPIError, _database_problem)
    app.register_error_handler(Exception, _unexpected_problem)


def _begin_request() -> None:
    g.request_id = request_id_from(dict(request.headers))
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _forget_request(_error: BaseException | None) -> None:
    structlog.contextvars.clear_contextvars()


def _end_request(response: Response) -> Response:
    response.headers[REQUEST_ID_HEADER] = request_id()
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _domain_problem(error: DomainError) -> Response:
    response = problem(error.status, error.code, error.detail, error.errors, **error.facts)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after_seconds)
    if error.status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _database_problem(error: sqlalchemy.exc.DBAPIError) -> Response:
    if isinstance(error, sqlalchemy.exc.OperationalError):
        _log.warning("database away", error=str(error.orig))
        return _domain_problem(Unavailable("The database does not answer. Try again in a moment."))
    return _unexpected_problem(error)


def _unexpected_problem(error: Exception) -> Response:
    if isinstance(error, HTTPException) and not isinstance(error, InternalServerError):
        handled: Response = current_app.extensions["api"].handle_http_exception(error)
        return handled
    _log.error("unexpected error", path=request.path, exc_info=error)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", "Something went wrong on our side.")
