"""Reads a request's JSON so strictly that nothing passes silently (TRAPS, "Flask stack")."""

import json
import re
from collections.abc import Sequence
from typing import Any

DEEPEST = 32
"""Levels of nesting that a request may have."""

_LARGEST_INTEGER = 2**63 - 1
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


class UnreadableJson(Exception):
    """Why a body is refused, in words."""


def read_json(body: bytes) -> Any:
    """The value of `body`. Raises UnreadableJson for broken, doubled, too deep or unstorable content."""
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_int=_integer,
        )
    except UnicodeDecodeError:
        raise UnreadableJson("The body is not UTF-8.") from None
    except RecursionError:
        raise UnreadableJson(f"The body is nested deeper than {DEEPEST} levels.") from None
    except json.JSONDecodeError as error:
        raise UnreadableJson(f"The body is not JSON: {error.msg} at character {error.pos}.") from None
    _check(value, 0)
    return value


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise UnreadableJson("An object names the same field twice.")
    return value


def _refuse_constant(name: str) -> Any:
    raise UnreadableJson(f"{name} is not JSON.")


def _integer(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) > _LARGEST_INTEGER:
        raise UnreadableJson("A number is larger than 64 bits hold.")
    return int(digits)


def _check(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise UnreadableJson(f"The body is nested deeper than {DEEPEST} levels.")
    match value:
        case str():
            if _NOT_TEXT.search(value):
                raise UnreadableJson("A text holds a NUL or half of a surrogate pair.")
        case dict():
            for key, member in value.items():
                _check(key, depth)
                _check(member, depth + 1)
        case list():
            for member in value:
                _check(member, depth + 1)
        case float():
            if value in (float("inf"), float("-inf")):
                raise UnreadableJson("A number is larger than a double holds.")
        case _:
            pass
