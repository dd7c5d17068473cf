"""Failures that are part of the interface: each has a stable code and says what to do (HOUSE_STYLE, "Errors")."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field; `path` is its place in the request: `answers.2.answer`."""

    path: str
    message: str


PROBLEM_TYPE = "application/problem+json"


def code_of(status: HTTPStatus) -> str:
    """The stable code of a failure that has no name of ours: `method_not_allowed`."""
    return status.phrase.lower().replace(" ", "_").replace("-", "_")


def problem_body(
    status: HTTPStatus, code: str, detail: str, request_id: str, errors: Sequence[FieldError] = (), **facts: Any
) -> dict[str, Any]:
    """A failure as clients read it (RFC 9457)."""
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail, "code": code}
    if errors:
        body["errors"] = [{"path": each.path, "message": each.message} for each in errors]
    return body | facts | {"requestId": request_id}


class DomainError(Exception):
    """An expected failure. Subclasses set `status` and `code`; `facts` go into the problem response."""

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST
    code: ClassVar[str] = "bad_request"

    def __init__(self, detail: str, *, errors: Sequence[FieldError] = (), **facts: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)
        self.facts = facts


class BadRequest(DomainError):
    """The request cannot be read."""


class NotSignedIn(DomainError):
    """Nobody is signed in, or the login has ended."""

    status = HTTPStatus.UNAUTHORIZED
    code = "not_signed_in"


class Forbidden(DomainError):
    """The actor may not do this: holds the permission nowhere, or lacks the relation to a row they see."""

    status = HTTPStatus.FORBIDDEN
    code = "forbidden"


class NotFound(DomainError):
    """There is no such thing, or none that the actor may see: both look the same (ARCHITECTURE 5)."""

    status = HTTPStatus.NOT_FOUND
    code = "not_found"

    def __init__(self, what: str) -> None:
        super().__init__(f"There is no such {what}.")


class Conflict(DomainError):
    """What stands now does not allow this."""

    status = HTTPStatus.CONFLICT
    code = "conflict"


class StaleEdit(DomainError):
    """The stored form has changed since the client read it (If-Match)."""

    status = HTTPStatus.PRECONDITION_FAILED
    code = "stale_edit"


class Invalid(DomainError):
    """A value is wrong; `errors` say which."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "invalid"

    @classmethod
    def field(cls, path: str, message: str) -> "Invalid":
        """One wrong field."""
        return cls(message, errors=[FieldError(path, message)])


class TooMany(DomainError):
    """Too often; the client may try again after `retry_after_seconds`."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_many"

    def __init__(self, detail: str, *, retry_after_seconds: int) -> None:
        super().__init__(detail, retryAfterSeconds=retry_after_seconds)
        self.retry_after_seconds = retry_after_seconds


class Unavailable(DomainError):
    """Something that we need is away; trying again later helps."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "unavailable"
