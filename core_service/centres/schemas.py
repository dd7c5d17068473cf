"""The shapes of centres and their settings on the wire; the settings' fields are those of CentreSettings."""

from datetime import time
from typing import Any
from zoneinfo import available_timezones

import marshmallow
from marshmallow import fields, validate

from core_service.centres.rules import SETTING_RULES, SettingRule
from core_service.foundation.schemas import EMAIL, SLUG_PATTERN, Boolean, Integer, Page, PageQuery, Pattern, Schema

CENTRE_NAME = validate.Length(1, 120)
SLUG = Pattern(SLUG_PATTERN, error="must be small letters, digits and single hyphens")
SLUG_LENGTH = validate.Length(2, 60)


class TimeZone(fields.String):
    """The name of an IANA time zone."""

    def __init__(self, **kwargs: Any) -> None:
        described = {"pattern": "^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$", "examples": ["Europe/London", "Asia/Kolkata"]}
        super().__init__(metadata=described, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        name: str = super()._deserialize(value, attr, data, **kwargs)
        if name not in available_timezones():
            raise self.make_error("invalid")
        return name

    default_error_messages = {"invalid": "must be an IANA time zone such as Europe/London"}


class CentreQuery(PageQuery):
    """Which page."""


class CentreRow(Schema):
    """A centre."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    slug = fields.String(required=True)
    timezone = fields.String(required=True)
    is_active = Boolean(required=True)


class CentreRequest(Schema):
    """A new centre; `settingsFrom` is the centre whose settings it starts with."""

    name = fields.String(required=True, validate=CENTRE_NAME)
    slug = fields.String(required=True, validate=[SLUG_LENGTH, SLUG])
    timezone = TimeZone(required=True)
    settings_from = fields.UUID(load_default=None, allow_none=True)
    supervisor_email = fields.String(load_default=None, allow_none=True, validate=EMAIL)


class CentreChange(Schema):
    """What changes; what is left out stays. `isActive` false closes the centre at once."""

    name = fields.String(validate=CENTRE_NAME)
    slug = fields.String(validate=[SLUG_LENGTH, SLUG])
    timezone = TimeZone()
    is_active = Boolean()


class CentrePage(Page):
    """One page of centres."""

    items = fields.List(fields.Nested(CentreRow), required=True)


class _Share(fields.Float):
    """A number that is none of "0.8", true and NaN."""

    def _validated(self, value: Any) -> float:
        if isinstance(value, bool | str):
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


def _field(rule: SettingRule, *, required: bool) -> fields.Field[Any]:
    if rule.kind is bool:
        return Boolean(required=required)
    if rule.kind is time:
        return fields.Time(format="%H:%M", required=required)
    number = Integer if rule.kind is int else _Share
    within = [] if rule.bounds is None else [validate.Range(rule.bounds.lowest, rule.bounds.highest)]
    return number(required=required, validate=within)


def _settings(name: str, *, required: bool) -> type[marshmallow.Schema]:
    return Schema.from_dict({rule.field: _field(rule, required=required) for rule in SETTING_RULES}, name=name)


SettingsSchema = _settings("CentreSettings", required=True)
"""Everything that a centre has set."""

SettingsChange = _settings("CentreSettingsChange", required=False)
"""What changes; what is left out stays."""
