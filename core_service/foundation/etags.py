"""If-Match on stored forms: whoever edits what has changed meanwhile is told so (ARCHITECTURE 5, REST)."""

from typing import TypeVar

from flask import request

from core_service.foundation.db import Stored
from core_service.foundation.errors import StaleEdit

Body = TypeVar("Body")

Tagged = tuple[Body, dict[str, str]]
"""An answer's body, and the headers that carry its version."""


def tagged(body: Body, row: Stored) -> Tagged[Body]:
    """The body with the version of the row that it shows."""
    return body, {"ETag": etag_of(row)}


def etag_of(row: Stored) -> str:
    """The row's version, as the header ETag carries it: a row that was flushed has its new one."""
    return f'"{_version(row)}"'


def demand_unchanged(row: Stored | None) -> None:
    """Raises StaleEdit if the request names another version of the row; one that names none is accepted.

    Lock the row first, so that nobody changes it in between. A proxy that compresses makes a tag weak: that still
    matches. None stands for what is not there yet: no version is that of it.
    """
    if not request.if_match:
        return
    if row is None:
        raise StaleEdit("There is none of this yet. Read it again.", etag=None)
    if not request.if_match.contains_weak(_version(row)):
        raise StaleEdit("This has been changed since you read it. Read it again.", etag=etag_of(row))


def _version(row: Stored) -> str:
    return f"{int(row.updated_at.timestamp() * 1_000_000):x}"
