"""The id that a request carries through browser, core and hub, in its headers and in every line of the log."""

import structlog
from flask import Flask, Response, g, request

from shared.logs import REQUEST_ID_HEADER, request_id_from


def request_id() -> str:
    """The running request's."""
    value: str = g.request_id
    return value


def carry_request_ids(app: Flask) -> None:
    """Each request of `app` has an id from its beginning to its end: the caller's, or one of our own."""
    app.before_request(_begin)
    app.after_request(_answer)
    app.teardown_request(_forget)


def _begin() -> None:
    g.request_id = request_id_from(dict(request.headers))
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _answer(response: Response) -> Response:
    response.headers[REQUEST_ID_HEADER] = request_id()
    return response


def _forget(_error: BaseException | None) -> None:
    structlog.contextvars.clear_contextvars()
