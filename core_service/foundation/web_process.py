"""gunicorn's web process, and what it answers by itself: a request that it cannot read never reaches the app."""

import json
import socket
from http import HTTPStatus
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from core_service.foundation.errors import PROBLEM_TYPE, code_of, problem_body
from shared.ids import new_id
from shared.logs import REQUEST_ID_HEADER

_REFUSALS = {
    LimitRequestLine: (HTTPStatus.REQUEST_URI_TOO_LONG, "The address with its query is longer than any of ours."),
    LimitRequestHeaders: (HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too many or too long."),
}


class WebProcess(ThreadWorker):
    """With our problems instead of gunicorn's pages, for what clients can cause."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """gunicorn calls this for a request that it could not read, and then closes the connection."""
        if type(exc) not in _REFUSALS:
            super().handle_error(req, client, addr, exc)
            return
        try:
            write_nonblock(client, _refusal(*_REFUSALS[type(exc)]))
        except OSError:
            self.log.debug("Whoever sent too much has left.")


def _refusal(status: HTTPStatus, detail: str) -> bytes:
    """The whole response."""
    id = str(new_id())
    body = json.dumps(problem_body(status, code_of(status), detail, id)).encode()
    head = (
        f"HTTP/1.1 {status} {status.phrase}",
        "Connection: close",
        f"Content-Type: {PROBLEM_TYPE}",
        f"Content-Length: {len(body)}",
        f"{REQUEST_ID_HEADER}: {id}",
    )
    return "\r\n".join((*head, "", "")).encode() + body
