"""Writes the catalogue as JSON Schema, the source of the web app's types: `python -m shared.events.export FILE`."""

import json
import sys
from pathlib import Path
from types import UnionType
from typing import Any, get_args

import msgspec

from shared.events.codes import CLOSE_MEANINGS, ERROR_WORDS, RETRYABLE_ERRORS
from shared.events.commands import PROTOCOL_VERSION, ClientMessage
from shared.events.control import HubMessage
from shared.events.room import DurableEvent, Event

Schema = dict[str, Any]  # JSON Schema is an open vocabulary

_ROOTS: dict[str, UnionType] = {
    "ClientMessage": ClientMessage,
    "HubMessage": HubMessage,
    "DurableEvent": DurableEvent,
}


def event_schema() -> Schema:
    """One schema whose `$defs` hold every message and shape; codes stand beside them as `x-…` tables."""
    references, definitions = msgspec.json.schema_components(_ROOTS.values(), ref_template="#/$defs/{name}")
    unions = dict(zip(_ROOTS, references, strict=True))
    for event in _events():
        definitions[event.__name__]["required"] += ["seq", "at"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Protocol",
        "type": "object",
        "properties": {name: {"$ref": f"#/$defs/{name}"} for name in unions},
        "required": list(unions),
        "additionalProperties": False,
        "$defs": {name: _closed(schema) for name, schema in (definitions | unions).items()},
        "x-protocol": PROTOCOL_VERSION,
        "x-close-codes": {
            str(int(code)): {"name": code.name, "reason": meaning.reason, "retry": meaning.retry}
            for code, meaning in CLOSE_MEANINGS.items()
        },
        "x-error-codes": {
            code: {"message": words, "isRetryable": code in RETRYABLE_ERRORS} for code, words in ERROR_WORDS.items()
        },
    }


def _closed(schema: Schema) -> Schema:
    """Types for the client name every field, although at run time it tolerates more."""
    return {"additionalProperties": False, **schema} if schema.get("type") == "object" else schema


def _events() -> tuple[type[Event], ...]:
    return get_args(DurableEvent)


def main(path: Path) -> None:
    """Write the schema, sorted, so that a diff shows what changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(event_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where to write: python -m shared.events.export FILE")
    main(Path(sys.argv[1]))
