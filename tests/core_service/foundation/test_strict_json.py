"""What a request's JSON may not be (TRAPS, "Flask stack")."""

import pytest

from core_service.foundation.strict_json import DEEPEST, UnreadableJson, read_json


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"a": 1', "not JSON"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b"\xff{}", "UTF-8"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": 1e999}', "double"),
        (b'{"a": 9223372036854775808}', "64 bits"),
        (b'{"a": ' + b"9" * 5000 + b"}", "64 bits"),
        (b'{"a": "\\u0000"}', "NUL"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{"\\u0000": 1}', "NUL"),
        (b"[" * 5000 + b"]" * 5000, "nested"),
        (b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2), "nested"),
    ],
)
def test_refused(body: bytes, why: str) -> None:
    """Each is refused with its reason, none reaches the database or ends in a 500."""
    with pytest.raises(UnreadableJson, match=why):
        read_json(body)


def test_ordinary_json_passes() -> None:
    """Numbers, texts beyond the basic plane, nested values."""
    assert read_json('{"a": [1, -2.5, "½ 😀", null, true, {"b": {}}]}'.encode()) == {
        "a": [1, -2.5, "½ 😀", None, True, {"b": {}}]
    }
