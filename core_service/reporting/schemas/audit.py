"""The record of acts on the wire (R285)."""

from marshmallow import fields, validate

from core_service.access.rules import Role
from core_service.foundation.schemas import Page, PageQuery, Schema


class AuditQuery(PageQuery):
    """Who, what, as which role, to what, when; `since` is included, `until` is not."""

    centre_id = fields.UUID(load_default=None)
    actor_id = fields.UUID(load_default=None)
    action = fields.String(load_default=None, validate=validate.Length(1, 60))
    acting_role = fields.Enum(Role, load_default=None)
    resource_type = fields.String(load_default=None, validate=validate.Length(1, 60))
    resource_id = fields.UUID(load_default=None)
    since = fields.AwareDateTime(load_default=None)
    until = fields.AwareDateTime(load_default=None)


class AuditEntrySchema(Schema):
    """One act; actor and role are null for the system. Free texts only say that they changed."""

    id = fields.UUID(required=True, attribute="log.id")
    centre_id = fields.UUID(required=True, attribute="log.centre_id")
    at = fields.AwareDateTime(required=True, attribute="log.created_at")
    actor_id = fields.UUID(required=True, allow_none=True, attribute="log.user_id")
    actor_name = fields.String(required=True, allow_none=True)
    acting_role = fields.Enum(Role, required=True, allow_none=True, attribute="log.acting_role")
    action = fields.String(required=True, attribute="log.action")
    resource_type = fields.String(required=True, attribute="log.resource_type")
    resource_id = fields.UUID(required=True, attribute="log.resource_id")
    request_id = fields.String(required=True, allow_none=True, attribute="log.request_id")
    before = fields.Dict(required=True, allow_none=True, attribute="log.before")
    after = fields.Dict(required=True, allow_none=True, attribute="log.after")
    metadata = fields.Dict(required=True, allow_none=True, attribute="log.details")


class AuditPage(Page):
    """One page, newest first."""

    items = fields.List(fields.Nested(AuditEntrySchema), required=True)
