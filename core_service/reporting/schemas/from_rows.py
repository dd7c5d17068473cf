"""Makes the wire's shape of a row from its dataclass, so that a report's columns are said once."""

import dataclasses
import types
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints  # Any: types are values here
from uuid import UUID

from marshmallow import fields

from core_service.foundation.schemas import Boolean, Integer, Schema

_SCALARS: dict[type, type[fields.Field[Any]]] = {
    bool: Boolean,
    int: Integer,
    float: fields.Float,
    str: fields.String,
    UUID: fields.UUID,
    datetime: fields.AwareDateTime,
    date: fields.Date,
}


_made: dict[type, type[Schema]] = {}


def schema_of(row: type) -> type[Schema]:
    """Each field of the dataclass under its camelCase name; nested dataclasses and lists of them too."""
    if row not in _made:
        _made[row] = _schema(row)
    return _made[row]


def _schema(row: type) -> type[Schema]:
    hints = get_type_hints(row)
    shape = {each.name: _field(hints[each.name]) for each in dataclasses.fields(row)}
    made: type[Schema] = type(f"{row.__name__}Schema", (Schema,), {**shape, "__doc__": row.__doc__})
    return made


def _field(hint: Any, *, is_nullable: bool = False) -> fields.Field[Any]:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        [kind] = [each for each in get_args(hint) if each is not type(None)]
        return _field(kind, is_nullable=True)
    common: dict[str, Any] = {"required": True, "allow_none": is_nullable}
    if origin is Sequence:
        return fields.List(_field(get_args(hint)[0]), **common)
    if dataclasses.is_dataclass(hint):
        return fields.Nested(schema_of(hint), **common)  # type: ignore[arg-type]  # a class, never an instance
    if issubclass(hint, StrEnum):
        return fields.Enum(hint, **common)
    return _SCALARS[hint](**common)
