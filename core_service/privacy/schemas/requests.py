"""Exports and erasures of a person."""

from marshmallow import fields

from core_service.foundation.personal import Fate
from core_service.foundation.schemas import Boolean, Integer, Page, PageQuery, Schema
from core_service.privacy.rules import ErasureStatus, ExportAudience, ExportStatus


class PersonRequest(Schema):
    """Whom; the centre only where several are possible."""

    person_id = fields.UUID(required=True)
    centre_id = fields.UUID(load_default=None, allow_none=True)


class RequestsQuery(PageQuery):
    """About one person, or all."""

    person_id = fields.UUID(load_default=None)


class PersonExportSchema(Schema):
    """An export; `downloadUrl` opens the file for some minutes, once it is ready."""

    id = fields.UUID(required=True)
    centre_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    person_name = fields.String(required=True)
    audience = fields.Enum(ExportAudience, required=True)
    status = fields.Enum(ExportStatus, required=True)
    progress_pct = Integer(required=True)
    size_bytes = Integer(required=True, allow_none=True)
    requested_at = fields.AwareDateTime(required=True)
    requested_by_id = fields.UUID(required=True)
    ready_at = fields.AwareDateTime(required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True, allow_none=True)
    download_url = fields.String(required=True, allow_none=True)


class PersonExportPage(Page):
    """One page of exports, newest first."""

    items = fields.List(fields.Nested(PersonExportSchema), required=True)


class WhatGoesSchema(Schema):
    """One kind of rows, and whether they go or lose their words."""

    label = fields.String(required=True)
    fate = fields.Enum(Fate, required=True)
    rows = Integer(required=True)


class ErasurePreviewSchema(Schema):
    """What an erasure would do; with lessons or templates it is refused."""

    person_id = fields.UUID(required=True, attribute="subject.person.id")
    person_name = fields.String(required=True, attribute="subject.person.name")
    centre_id = fields.UUID(required=True, attribute="subject.centre_id")
    lives_elsewhere = Boolean(required=True)
    what_goes = fields.List(fields.Nested(WhatGoesSchema), required=True)
    lessons = Integer(required=True)
    templates = Integer(required=True)


class PersonErasureSchema(Schema):
    """An erasure; `counts` are rows by table, once it is done."""

    id = fields.UUID(required=True, attribute="request.id")
    centre_id = fields.UUID(required=True, attribute="request.centre_id")
    person_id = fields.UUID(required=True, attribute="request.subject_id")
    person_name = fields.String(required=True)
    status = fields.Enum(ErasureStatus, required=True, attribute="request.status")
    requested_at = fields.AwareDateTime(required=True, attribute="request.created_at")
    requested_by_id = fields.UUID(required=True, allow_none=True, attribute="request.requested_by_id")
    due_at = fields.AwareDateTime(required=True, attribute="request.due_at")
    cancelled_at = fields.AwareDateTime(required=True, allow_none=True, attribute="request.cancelled_at")
    done_at = fields.AwareDateTime(required=True, allow_none=True, attribute="request.done_at")
    counts = fields.Dict(keys=fields.String(), values=Integer(), required=True, attribute="request.counts")


class PersonErasurePage(Page):
    """One page of erasures, newest first."""

    items = fields.List(fields.Nested(PersonErasureSchema), required=True)
