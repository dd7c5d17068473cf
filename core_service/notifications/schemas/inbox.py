"""The shapes of a person's notifications and preferences."""

from marshmallow import fields, validate

from core_service.foundation.schemas import Boolean, Integer, Page, PageQuery, Schema
from core_service.notifications.rules.kinds import NotificationKind


class InboxQuery(PageQuery):
    """Which page; `unread=true` leaves out what was read."""

    unread = fields.Boolean(load_default=False)


class NotificationSchema(Schema):
    """One thing told; `path` is the page where there is more."""

    id = fields.UUID(required=True)
    centre_id = fields.UUID(required=True)
    kind = fields.Enum(NotificationKind, by_value=True, required=True)
    student_id = fields.UUID(required=True, allow_none=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    path = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)


class NotificationPage(Page):
    """One page, newest first."""

    items = fields.List(fields.Nested(NotificationSchema), required=True)


class UnreadCount(Schema):
    """What the bell shows."""

    unread = Integer(required=True)


class ReadAllRequest(Schema):
    """Which are read: all, or those told until a time."""

    until = fields.AwareDateTime(load_default=None, allow_none=True)


class ReadAllResult(Schema):
    """How many were read now, and how many are left."""

    read = Integer(required=True)
    unread = Integer(required=True)


class PreferenceSchema(Schema):
    """By which ways one wants to be told of a kind."""

    kind = fields.Enum(NotificationKind, by_value=True, required=True)
    in_app = Boolean(required=True)
    email = Boolean(required=True)


class PreferenceList(Schema):
    """One entry for each kind that may concern the person."""

    items = fields.List(fields.Nested(PreferenceSchema), required=True)


class PreferenceChange(Schema):
    """Kinds that are left out stay as they are."""

    items = fields.List(
        fields.Nested(PreferenceSchema), required=True, validate=validate.Length(1, len(NotificationKind))
    )
