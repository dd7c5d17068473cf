"""The shapes of classes on the wire."""

from marshmallow import fields, validate

from core_service.foundation.schemas import Boolean, Integer, Page, PageQuery, Schema

_NAME = validate.Length(1, 120)
_DESCRIPTION = validate.Length(max=2000)


class MemberRequest(Schema):
    """A student who joins for one course; without `startsOn`, today."""

    student_id = fields.UUID(required=True)
    course_id = fields.UUID(required=True)
    starts_on = fields.Date(load_default=None, allow_none=True)
    ends_on = fields.Date(load_default=None, allow_none=True)


class ClassRequest(Schema):
    """A new class."""

    centre_id = fields.UUID(load_default=None, allow_none=True)
    name = fields.String(required=True, validate=_NAME)
    description = fields.String(load_default=None, allow_none=True, validate=_DESCRIPTION)
    members = fields.List(fields.Nested(MemberRequest), load_default=list, validate=validate.Length(max=200))


class ClassChange(Schema):
    """What changes; what is left out stays."""

    name = fields.String(validate=_NAME)
    description = fields.String(allow_none=True, validate=_DESCRIPTION)
    is_active = Boolean()


class ClassSchema(Schema):
    """A class; `studentCount` is of today."""

    id = fields.UUID(required=True, attribute="cohort.id")
    centre_id = fields.UUID(required=True, attribute="cohort.centre_id")
    name = fields.String(required=True, attribute="cohort.name")
    description = fields.String(required=True, allow_none=True, attribute="cohort.description")
    is_active = Boolean(required=True, attribute="cohort.is_active")
    student_count = Integer(required=True)


class MembersRequest(Schema):
    """Students who join."""

    members = fields.List(fields.Nested(MemberRequest), required=True, validate=validate.Length(1, 200))


class MemberChange(Schema):
    """Other days."""

    starts_on = fields.Date()
    ends_on = fields.Date(allow_none=True)


class MemberSchema(Schema):
    """A student's time in a class for one course."""

    id = fields.UUID(required=True, attribute="membership.id")
    student_id = fields.UUID(required=True, attribute="membership.student_id")
    student_name = fields.String(required=True, attribute="student.name")
    course_id = fields.UUID(required=True, attribute="membership.course_id")
    course_name = fields.String(required=True)
    starts_on = fields.Date(required=True, attribute="membership.starts_on")
    ends_on = fields.Date(required=True, allow_none=True, attribute="membership.ends_on")


class MemberList(Schema):
    """Those who were added."""

    items = fields.List(fields.Nested(MemberSchema), required=True)


class ListQuery(PageQuery):
    """Which page."""


class ClassPage(Page):
    """One page of classes."""

    items = fields.List(fields.Nested(ClassSchema), required=True)


class MemberPage(Page):
    """One page of members."""

    items = fields.List(fields.Nested(MemberSchema), required=True)
