"""Failures as problem responses (RFC 9457): what goes wrong anywhere is told in one form (ARCHITECTURE 5, REST)."""

from http import HTTPStatus
from typing import Any

import marshmallow as ma
import sqlalchemy.exc
import structlog
from flask import Flask, Response, current_app, jsonify, request
from marshmallow import fields
from werkzeug.exceptions import HTTPException, InternalServerError

from core_service.foundation.errors import PROBLEM_TYPE, DomainError, FieldError, TooMany, Unavailable, problem_body
from core_service.foundation.request_ids import request_id

_log = structlog.get_logger(__name__)


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


def problem(status: HTTPStatus, code: str, detail: str, errors: tuple[FieldError, ...] = (), **facts: Any) -> Response:
    """An `application/problem+json` response."""
    response = jsonify(problem_body(status, code, detail, request_id(), errors, **facts))
    response.status_code = status
    response.mimetype = PROBLEM_TYPE
    return response


def answer_with_problems(app: Flask) -> None:
    """Gives `app` its error handlers."""
    app.register_error_handler(DomainError, _domain_problem)
    app.register_error_handler(sqlalchemy.exc.DBAPIError, _database_problem)
    app.register_error_handler(Exception, _unexpected_problem)


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
