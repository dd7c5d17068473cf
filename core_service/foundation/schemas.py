"""What the shapes of all domains are made of: fields that let nothing pass silently, names and times of the wire."""

from collections.abc import Mapping
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from core_service.foundation.addresses import LONGEST_ADDRESS, mailbox
from core_service.foundation.db import FRANCHISE_ID
from shared.clock import wire_time


class Integer(fields.Integer):
    """A whole number that PostgreSQL's integer holds; 1.0 is one, but neither "1" nor 1.9 nor true pass for one."""

    def __init__(self, **kwargs: Any) -> None:
        within = validate.Range(-(2**31), 2**31 - 1)
        checks = kwargs.pop("validate", [])
        super().__init__(strict=True, validate=[within, *(checks if isinstance(checks, list) else [checks])], **kwargs)

    def _validated(self, value: Any) -> int:
        if isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return super()._validated(int(value) if isinstance(value, float) and value.is_integer() else value)


class Boolean(fields.Boolean):
    """true or false, no words for them."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class CentreId(fields.UUID):
    """Whose a row is, as answers tell it: null for the franchise (C29)."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value == FRANCHISE_ID else super()._serialize(value, attr, obj, **kwargs)


_TIMES_IN_UTC = {**fields.AwareDateTime.SERIALIZATION_FUNCS, "iso": wire_time}
_LOCAL_TIME = "^([01]?[0-9]|2[0-3]):[0-5]?[0-9]$"


class Schema(ma.Schema):
    """camelCase on the wire, snake_case here; times in UTC with `Z`; an unknown field is an error."""

    class Meta:
        unknown = ma.RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Gives each field its wire name."""
        field_obj.data_key = camel_case(field_obj.data_key or field_name)
        moment = field_obj.inner if isinstance(field_obj, fields.List) else field_obj
        if isinstance(moment, fields.AwareDateTime):
            moment.SERIALIZATION_FUNCS = _TIMES_IN_UTC
        if isinstance(field_obj, fields.Time):
            field_obj.metadata = {"pattern": _LOCAL_TIME, **field_obj.metadata}


class Pattern(validate.Regexp):
    """For the whole text: Python's `$` alone would let a line break follow."""

    def __call__(self, value: Any) -> Any:
        if self.regex.fullmatch(value) is None:
            raise ma.ValidationError(self._format_error(value))
        return value


SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""What may stand for a name in addresses."""


class _Mailbox(validate.Regexp):
    """The pattern stands in the document; what it lets pass is read as mail servers do."""

    def __call__(self, value: Any) -> Any:
        super().__call__(value)
        try:
            mailbox(value.strip())
        except ValueError as error:
            raise ma.ValidationError(str(error)) from None
        return value


EMAIL = (
    validate.Length(3, LONGEST_ADDRESS),
    _Mailbox(r"^\s*[^\s@<>,;\x00]+@[^\s@<>,;\x00]+\s*$", error="must be an e-mail address"),
)
"""What a letter can be sent to."""


NOT_BLANK = validate.Regexp(r"\s*\S", error="must not be blank")


class HttpsLink(fields.Url):
    """An address of the web, and no other than https."""

    def __init__(self, **kwargs: Any) -> None:
        described = {"format": "uri", "pattern": "^https://"}
        super().__init__(schemes={"https"}, validate=validate.Length(max=500), metadata=described, **kwargs)


_CURSOR = Pattern(r"^[A-Za-z0-9_-]*$", error="is not one that this list has given out")


class PageQuery(Schema):
    """A keyset-paged list's `limit` and `cursor`."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 100))
    cursor = fields.String(load_default=None, validate=[validate.Length(max=500), _CURSOR])


class Page(Schema):
    """One page of a list, by `items` of its own; `nextCursor` is where the list goes on, null at its end."""

    next_cursor = fields.String(required=True, allow_none=True)


def camel_case(name: str) -> str:
    """`scheduled_start` → `scheduledStart`."""
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)
