"""The shapes of people and their roles on the wire."""

from marshmallow import fields, validate

from core_service.access.rules import Role
from core_service.foundation.schemas import NOT_BLANK, Boolean, CentreId, Integer, Page, PageQuery, Schema
from core_service.identity.rules import AgeTier


def one_line(longest: int) -> tuple[validate.Validator, ...]:
    """A text for people that is not blank, has no line breaks and at most so many signs."""
    return (
        validate.Length(1, longest),
        NOT_BLANK,
        validate.ContainsNoneOf("\x00\n\r", error="must be one line"),
    )


PERSON_NAME = one_line(120)


class PeopleQuery(PageQuery):
    """Whom one looks for: `q` stands in the name or begins the e-mail address."""

    q = fields.String(load_default=None, validate=validate.Length(max=120))
    role = fields.Enum(Role, load_default=None)
    centre_id = fields.UUID(load_default=None)
    is_active = fields.Boolean(load_default=None)


class GrantSchema(Schema):
    """A role that somebody holds; without a centre it is the franchise's."""

    id = fields.UUID(required=True)
    role = fields.Enum(Role, required=True)
    centre_id = CentreId(required=True, allow_none=True)


class PersonRow(Schema):
    """A person with their roles in the centres that the caller manages."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    avatar_url = fields.String(required=True, allow_none=True)
    school_grade = Integer(required=True, allow_none=True)
    age_tier = fields.Enum(AgeTier, required=True)
    age_tier_override = fields.Enum(AgeTier, required=True, allow_none=True)
    is_active = Boolean(required=True)
    has_pictures = Boolean(required=True)
    roles = fields.List(fields.Nested(GrantSchema), required=True)


class PeoplePage(Page):
    """One page of people, by name."""

    items = fields.List(fields.Nested(PersonRow), required=True)


class PersonChange(Schema):
    """What changes; what is left out stays. `isActive` false locks the person out at once."""

    name = fields.String(validate=PERSON_NAME)
    is_active = Boolean()


class GrantRequest(Schema):
    """A role to give; SUPER_ADMIN comes without a centre."""

    role = fields.Enum(Role, required=True)
    centre_id = fields.UUID(load_default=None, allow_none=True)
