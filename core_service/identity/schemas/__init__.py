"""The shapes of sign-in and account on the wire."""

from marshmallow import fields, validate

from core_service.access.rules import Permission, Role
from core_service.foundation.schemas import CentreId, Integer, Schema
from core_service.identity.models import LoginTransport
from core_service.identity.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, AgeTier


class LoginRequest(Schema):
    """Who wants in, and where they keep the token."""

    email = fields.String(required=True, validate=validate.Length(1, 254))
    password = fields.String(required=True, validate=validate.Length(1, LONGEST_PASSWORD))
    transport = fields.Enum(LoginTransport, by_value=True, load_default=LoginTransport.COOKIE)


class PasswordRequest(Schema):
    """A change of one's own password."""

    current_password = fields.String(required=True, validate=validate.Length(1, LONGEST_PASSWORD))
    new_password = fields.String(required=True, validate=validate.Length(SHORTEST_PASSWORD, LONGEST_PASSWORD))


class UserSchema(Schema):
    """One's own person."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    avatar_url = fields.String(required=True, allow_none=True)
    school_grade = Integer(required=True, allow_none=True)
    age_tier = fields.Enum(AgeTier, required=True)


class RoleSchema(Schema):
    """A role; without a centre it is the franchise's."""

    role = fields.Enum(Role, required=True)
    centre_id = CentreId(required=True, allow_none=True)


class CentrePermissionsSchema(Schema):
    """What one may do in a centre."""

    centre_id = CentreId(required=True, allow_none=True)
    permissions = fields.List(fields.Enum(Permission), required=True)


class CentreSchema(Schema):
    """A centre that one belongs to."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    timezone = fields.String(required=True)


class AccountSchema(Schema):
    """GET /api/auth/me."""

    user = fields.Nested(UserSchema, required=True)
    roles = fields.List(fields.Nested(RoleSchema), required=True)
    permissions = fields.List(fields.Nested(CentrePermissionsSchema), required=True)
    centres = fields.List(fields.Nested(CentreSchema), required=True)
    csrf_token = fields.String(required=True)


class LoginSchema(Schema):
    """The answer to a sign-in; `token` only for transport bearer."""

    user = fields.Nested(UserSchema, required=True)
    token = fields.String()
    csrf_token = fields.String(required=True)
