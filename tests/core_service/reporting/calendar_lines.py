"""Reads iCalendar by the letter of RFC 5545, 3.1: any line that is not as it must be fails the test."""

import re
from collections.abc import Sequence

_LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_ESCAPES = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
_TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "UID", "PRODID", "TZID"})

Lines = Sequence[tuple[str, str]]


def content_lines(body: bytes) -> list[tuple[str, str]]:
    """(name, value) of each line, unfolded."""
    assert body.endswith(b"\r\n")
    physical = body[:-2].split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= 75, line
        line.decode()  # no character is cut in two
    logical = b"\r\n".join(physical).replace(b"\r\n ", b"").split(b"\r\n")
    found = [_LINE.fullmatch(line.decode()) for line in logical]
    assert None not in found, logical
    lines = [(each[1].upper(), each[3]) for each in found if each is not None]
    assert not [value for _, value in lines if _CONTROL.search(value)]
    return lines


def components(body: bytes, kind: str) -> list[Lines]:
    """The lines of each such component, without those inside of others in it; all of them end in their order."""
    found: list[Lines] = []
    open_ones: list[tuple[str, list[tuple[str, str]]]] = []
    for name, value in content_lines(body):
        if name == "BEGIN":
            open_ones.append((value, []))
        elif name == "END":
            began, lines = open_ones.pop()
            assert began == value
            if value == kind:
                found.append(lines)
        else:
            open_ones[-1][1].append((name, value))
    assert open_ones == []
    return found


def values_of(lines: Lines, name: str) -> list[str]:
    """Each value of the property; a text's escapes are resolved, and nothing is left unescaped in it."""
    values = [value for each, value in lines if each == name]
    return [_text(value) for value in values] if name in _TEXTS else values


def _text(value: str) -> str:
    assert re.fullmatch(r"(?:[^\\,;]|\\[nN,;\\])*", value), value
    return re.sub(r"\\[nN,;\\]", lambda found: _ESCAPES[found[0]], value)
