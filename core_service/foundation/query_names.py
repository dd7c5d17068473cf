"""A misspelt query parameter is an error, like an unknown field: `?studnetId=…` must not list everybody."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import request

from core_service.foundation.errors import FieldError, Invalid

_LONGEST_SHOWN = 100

View = Callable[..., Any]


def any_query_names(view: View) -> View:
    """For an address that is given to programs of others, which add parameters of their own; set below the guard."""
    vars(view)["takes_any_query"] = True
    return view


def query_names_of(view: View) -> frozenset[str] | None:
    """The names that a view's query schemas declare, and so the OpenAPI document too; None: any name passes."""
    if getattr(view, "takes_any_query", False):
        return None
    declared = getattr(view, "_apidoc", {}).get("arguments", {}).get("parameters", [])
    schemas = [each["schema"] for each in declared if each["in"] == "query"]
    return frozenset(name for schema in schemas for name in _names_in(schema))


def refuse_other_names(known: frozenset[str] | None) -> None:
    """Raises Invalid with the name of each query parameter that is none of these."""
    if known is None:
        return
    unknown = sorted(request.args.keys() - known)
    if unknown:
        errors = [FieldError(_shown(name), "is no parameter of this route") for name in unknown]
        raise Invalid("Some query parameters are not known here.", errors=errors)


def _names_in(schema: Any) -> Iterable[str]:
    fields = (schema() if isinstance(schema, type) else schema).fields
    return [field.data_key or name for name, field in fields.items()]


def _shown(name: str) -> str:
    return name.replace("\x00", "")[:_LONGEST_SHOWN]
