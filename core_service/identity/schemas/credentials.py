"""The shapes of logins, API tokens, tablets and sign-in by pictures on the wire."""

from typing import Any

from marshmallow import fields, validate

from core_service.access.rules import Permission
from core_service.foundation.schemas import Boolean, Page, PageQuery, Schema
from core_service.identity.models import LoginTransport
from core_service.identity.rules.pictures import CODE_LENGTH, Picture
from core_service.identity.schemas.people import PERSON_NAME, one_line

_LABEL = one_line(80)


class OwnChange(Schema):
    """What changes of one's own account."""

    name = fields.String(required=True, validate=PERSON_NAME)


class LoginRow(Schema):
    """One of one's own logins; `isCurrent` is the one that asks, `onTablet` one that was made by pictures."""

    id = fields.UUID(required=True)
    transport = fields.Enum(LoginTransport, by_value=True, required=True)
    user_agent = fields.String(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)
    is_current = Boolean(required=True)
    on_tablet = Boolean(required=True)


class LoginList(Schema):
    """One's own logins, newest first."""

    items = fields.List(fields.Nested(LoginRow), required=True)


class TokenQuery(PageQuery):
    """Which page; with `centreId` everybody's tokens there, for those who set it up."""

    centre_id = fields.UUID(load_default=None)


class TokenRequest(Schema):
    """A token for a program; without `expiresAt` it holds for ninety days."""

    label = fields.String(required=True, validate=_LABEL)
    centre_id = fields.UUID(load_default=None, allow_none=True)
    permissions = fields.List(fields.Enum(Permission), required=True, validate=validate.Length(1, len(Permission)))
    expires_at = fields.AwareDateTime(load_default=None, allow_none=True)


class TokenSchema(Schema):
    """A token; `token` itself only in the answer that makes it."""

    id = fields.UUID(required=True)
    label = fields.String(required=True)
    user_id = fields.UUID(required=True)
    centre_id = fields.UUID(required=True)
    permissions = fields.List(fields.String(), required=True)
    created_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True, allow_none=True)
    last_used_at = fields.AwareDateTime(required=True, allow_none=True)
    token = fields.String()


class TokenPage(Page):
    """One page of tokens, newest first."""

    items = fields.List(fields.Nested(TokenSchema), required=True)


class DeviceRequest(Schema):
    """The tablet at hand; its token goes into a cookie, or into the answer."""

    label = fields.String(required=True, validate=_LABEL)
    centre_id = fields.UUID(load_default=None, allow_none=True)
    transport = fields.Enum(LoginTransport, by_value=True, load_default=LoginTransport.COOKIE)


class DeviceSchema(Schema):
    """A paired tablet; `token` only in the answer that pairs it, for transport bearer."""

    id = fields.UUID(required=True)
    centre_id = fields.UUID(required=True)
    label = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    token = fields.String()


class DevicePage(Page):
    """One page of tablets, newest first."""

    items = fields.List(fields.Nested(DeviceSchema), required=True)


class TabletChild(Schema):
    """A child to be tapped."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    picture = fields.Enum(Picture, by_value=True, required=True)


class PicturesSchema(Schema):
    """What a paired tablet shows: the built-in pictures, and the children who may sign in there."""

    centre_name = fields.String(required=True)
    code_length = fields.Integer(required=True)
    pictures = fields.List(fields.Enum(Picture, by_value=True), required=True)
    children = fields.List(fields.Nested(TabletChild), required=True)


def _code() -> fields.List[Any]:
    exactly = validate.Length(equal=CODE_LENGTH)
    return fields.List(fields.Enum(Picture, by_value=True), required=True, validate=exactly)


class PictureLogin(Schema):
    """The child who was tapped, and the four pictures in their order."""

    student_id = fields.UUID(required=True)
    code = _code()
    transport = fields.Enum(LoginTransport, by_value=True, load_default=LoginTransport.COOKIE)


class PictureCode(Schema):
    """A child's own picture and their code."""

    picture = fields.Enum(Picture, by_value=True, required=True)
    code = _code()
