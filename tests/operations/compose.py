"""Reads the compose file as Docker does: anchors merged, variables filled in."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.operations.running import REPOSITORY

FILE = REPOSITORY / "docker" / "compose.yaml"
_VARIABLE = re.compile(r"\$\$|\$\{([A-Z_]+)(?::([-?])([^}]*))?\}")


def compose_file(variables: Mapping[str, str]) -> dict[str, Any]:
    """The file with `variables`. Raises KeyError for a variable that is needed and not given."""

    def value(found: "re.Match[str]") -> str:
        name, mark, default = found.groups()
        if name is None:
            return "$"
        return variables.get(name) or default if mark == "-" else variables[name]

    parsed: dict[str, Any] = filled_in(yaml.safe_load(FILE.read_text()), value)
    return parsed


def filled_in(node: Any, value: Any) -> Any:  # whatever YAML holds
    """The node with every text's variables replaced."""
    match node:
        case dict():
            return {key: filled_in(each, value) for key, each in node.items()}
        case list():
            return [filled_in(each, value) for each in node]
        case str():
            return _VARIABLE.sub(value, node)
        case _:
            return node


def variables_in(file: Path) -> dict[str, str]:
    """An .env file's, unquoted as make-secrets.sh writes them."""
    lines = (line.partition("=") for line in file.read_text().splitlines() if line.strip())
    return {name: value for name, _, value in lines}
