"""Exports on the wire."""

from marshmallow import fields, validate

from core_service.foundation.schemas import Integer, Page, PageQuery, Schema
from core_service.reporting.queries.report_catalogue import REPORTS
from core_service.reporting.rules.exports import ExportFormat, ExportStatus


class ExportRequest(Schema):
    """A report, a format, and the filters that the report takes, as its address does."""

    report = fields.String(required=True, validate=validate.OneOf(list(REPORTS)))
    format = fields.Enum(ExportFormat, by_value=True, required=True)
    filters = fields.Dict(keys=fields.String(), load_default=dict)


class ExportQuery(PageQuery):
    """One's own, newest first."""


class ExportSchema(Schema):
    """A file that was asked for; `url` opens it for five minutes, and is null until it is done and once it is gone."""

    id = fields.UUID(required=True, attribute="export.id")
    report = fields.String(required=True, attribute="export.report")
    format = fields.Enum(ExportFormat, by_value=True, required=True, attribute="export.format")
    filters = fields.Dict(required=True, attribute="export.filters")
    status = fields.Enum(ExportStatus, required=True, attribute="export.status")
    rows_written = Integer(required=True, attribute="export.rows_written")
    size_bytes = fields.Integer(required=True, allow_none=True, attribute="export.size_bytes")
    requested_at = fields.AwareDateTime(required=True, attribute="export.requested_at")
    finished_at = fields.AwareDateTime(required=True, allow_none=True, attribute="export.finished_at")
    expires_at = fields.AwareDateTime(required=True, allow_none=True, attribute="export.expires_at")
    url = fields.String(required=True, allow_none=True)


class ExportPage(Page):
    """One page."""

    items = fields.List(fields.Nested(ExportSchema), required=True)
