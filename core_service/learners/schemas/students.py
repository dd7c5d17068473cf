"""Students as persons, and their guardians."""

from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from core_service.foundation.runtime import runtime
from core_service.foundation.schemas import EMAIL, Boolean, Integer, Schema
from core_service.identity.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, AgeTier
from core_service.identity.schemas.people import PERSON_NAME

LAST_SCHOOL_GRADE = 13
_FIRST_YEAR = 1900


def _in_the_past(value: date) -> None:
    if value.year < _FIRST_YEAR or value > runtime().clock.now().date():
        raise ValidationError("must be a day in the past")


def _name(**more: Any) -> fields.String:
    return fields.String(validate=PERSON_NAME, **more)


def _school_grade(**more: Any) -> Integer:
    return Integer(allow_none=True, validate=validate.Range(1, LAST_SCHOOL_GRADE), **more)


def _email(**more: Any) -> fields.String:
    return fields.String(allow_none=True, validate=EMAIL, metadata={"format": "email"}, **more)


class StudentRequest(Schema):
    """A new student; with an e-mail address they can sign in, without a password once they have set one."""

    centre_id = fields.UUID(load_default=None, allow_none=True)
    name = _name(required=True)
    school_grade = _school_grade(load_default=None)
    date_of_birth = fields.Date(load_default=None, allow_none=True, validate=_in_the_past)
    age_tier_override = fields.Enum(AgeTier, load_default=None, allow_none=True)
    email = _email(load_default=None)
    password = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
    )

    @validates_schema
    def sign_in_is_whole(self, wanted: dict[str, Any], **_: Any) -> None:
        """A password without an address is a mistake."""
        if wanted.get("password") is not None and wanted.get("email") is None:
            raise ValidationError("is needed with a password", "email")


class StudentChange(Schema):
    """What changes; what is left out stays."""

    name = _name()
    school_grade = _school_grade()
    date_of_birth = fields.Date(allow_none=True, validate=_in_the_past)
    age_tier_override = fields.Enum(AgeTier, allow_none=True)
    email = _email()


class WhichCentre(Schema):
    """The centre that is meant; needed only where the student belongs to several of the caller's."""

    centre_id = fields.UUID(load_default=None, allow_none=True)


class StudentRecordSchema(Schema):
    """A student of a centre; `email` is null without a sign-in."""

    id = fields.UUID(required=True, attribute="person.id")
    centre_id = fields.UUID(required=True, attribute="grant.centre_id")
    name = fields.String(required=True, attribute="person.name")
    avatar_url = fields.String(required=True, allow_none=True, attribute="person.avatar_url")
    school_grade = Integer(required=True, allow_none=True, attribute="person.school_grade")
    date_of_birth = fields.Date(required=True, allow_none=True, attribute="person.date_of_birth")
    age_tier_override = fields.Enum(AgeTier, required=True, allow_none=True, attribute="person.age_tier_override")
    age_tier = fields.Enum(AgeTier, required=True)
    email = fields.String(required=True, allow_none=True)
    is_active = Boolean(required=True, attribute="grant.is_active")


class GuardianRequest(WhichCentre):
    """The parent to link."""

    guardian_id = fields.UUID(required=True)


class GuardianSchema(Schema):
    """A parent or guardian of a child in a centre; `email` is for those who manage students."""

    id = fields.UUID(required=True, attribute="link.guardian_id")
    centre_id = fields.UUID(required=True, attribute="link.centre_id")
    name = fields.String(required=True, attribute="person.name")
    avatar_url = fields.String(required=True, allow_none=True, attribute="person.avatar_url")
    email = fields.String(required=True, allow_none=True)


class GuardianList(Schema):
    """A child's parents and guardians."""

    items = fields.List(fields.Nested(GuardianSchema), required=True)
