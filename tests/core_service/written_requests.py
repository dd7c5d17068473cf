"""Requests written from the OpenAPI document: the least body of a route, and every place where an id may stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core_service.app import openapi_document

Place = tuple[str, ...]
"""A field's way from the outside in; `[]` stands for the one item of a list."""

WORDS: dict[str, Any] = {
    "daysOfWeek": ["WEDNESDAY"],
    "startTime": "10:00",
    "endTime": "11:00",
    "email": "somebody@example.test",
    "slug": "another-centre",
    "timezone": "Europe/London",
    "answers": [{"questionIndex": 0, "answer": "4"}],
    "criteria": [{"name": "Reason", "maxPoints": 4, "levels": []}],
    "questions": [{"question": "2 + 2?", "type": "NUMERICAL"}],
    "code": ["apple", "ball", "bell", "bike"],
    "first": "2026-12-01",
    "last": "2026-12-20",
    "startsOn": "2026-12-24",
    "endsOn": "2026-12-26",
    "validFrom": "2026-12-01",
    "scheduledStart": "2026-12-02T09:00:00Z",
    "scheduledEnd": "2026-12-02T10:00:00Z",
    "role": "PARENT",
    "password": "learn-together",
    "seats": {},
}
"""What fields of these names take, where a type alone does not say it."""

DOCUMENT = openapi_document()


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, with the schemas of what it is sent."""

    method: str
    path: str
    query: dict[str, Any]
    """Schema by name."""
    required_query: frozenset[str]
    body: dict[str, Any] | None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operation_of(method: str, path: str) -> Operation:
    """What the document says of a route."""
    found = DOCUMENT["paths"][path][method.lower()]
    asked = [each for each in found.get("parameters", []) if each["in"] == "query"]
    content = found.get("requestBody", {}).get("content", {}).get("application/json")
    return Operation(
        method,
        path,
        {each["name"]: each["schema"] for each in asked},
        frozenset(each["name"] for each in asked if each.get("required")),
        content and content["schema"],
    )


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema that a reference points at."""
    while "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def is_id(schema: dict[str, Any]) -> bool:
    """Whether an id stands there."""
    return resolved(schema).get("format") == "uuid"


def id_places(schema: dict[str, Any], way: Place = ()) -> Iterator[Place]:
    """Every place of a body where an id may stand, required or not."""
    schema = resolved(schema)
    if schema.get("format") == "uuid":
        yield way
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("oneOf", ())):
        yield from id_places(part, way)
    for name, field in schema.get("properties", {}).items():
        yield from id_places(field, (*way, name))
    if "items" in schema:
        yield from id_places(schema["items"], (*way, "[]"))


@dataclass(frozen=True, slots=True)
class Body:
    """The least valid body, with `ids` by the names of their fields, the optional fields that `also` names, and
    `planted` at `place`.
    """

    ids: dict[str, str]
    also: frozenset[str] = frozenset()
    place: Place = ()
    planted: str = ""

    def written(self, schema: dict[str, Any]) -> Any:
        """The whole body."""
        return self._value(schema, "", self.place)

    def _value(self, schema: dict[str, Any], name: str, place: Place | None) -> Any:
        """`place` is the rest of the way to where the id is planted, None beside it."""
        schema = resolved(schema)
        if schema.get("format") == "uuid":
            return self.planted if place == () and self.planted else self.ids[name]
        if name in WORDS and not place:
            return WORDS[name]
        if "properties" in schema:
            return self._object(schema, place)
        if place and place[0] == "[]":
            return [self._value(schema["items"], name, place[1:])]
        for part in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("oneOf", ())):
            if part.get("type") != "null":
                return self._value(part, name, place)
        return self._plain(schema, name)

    def _object(self, schema: dict[str, Any], place: Place | None) -> dict[str, Any]:
        first = place[0] if place else None
        wanted = {first, *schema.get("required", ()), *self.also}
        return {
            name: self._value(field, name, place[1:] if place and name == first else None)
            for name, field in schema["properties"].items()
            if name in wanted
        }

    def _plain(self, schema: dict[str, Any], name: str) -> Any:
        kind = schema.get("type", "string")
        if "enum" in schema:
            return schema["enum"][0]
        match kind[0] if isinstance(kind, list) else kind:
            case "array":
                return [self._value(schema["items"], name, None)]
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return True
            case "object":
                return {}
            case _:
                return "2026-12-01" if schema.get("format") == "date" else "Words of a person"
