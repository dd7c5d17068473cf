"""The shapes of jobs and of health on the wire."""

from marshmallow import fields, validate

from core_service.foundation.schemas import Boolean, CentreId, Integer, Page, PageQuery, Schema
from core_service.operations.rules import JobState


class HealthSchema(Schema):
    """Whether the core is ready, and which of those that it needs answers."""

    status = fields.String(required=True, validate=validate.OneOf(["ready", "not ready"]))
    alive = Boolean(required=True, metadata={"description": "True wherever there is an answer at all."})
    database = Boolean(required=True)
    redis = Boolean(required=True)


class JobsQuery(PageQuery):
    """Which jobs; what is left out is not asked for."""

    state = fields.Enum(JobState, by_value=True, load_default=None)
    name = fields.String(load_default=None, validate=validate.Length(1, 80))
    centre_id = fields.UUID(load_default=None)


class CountsQuery(Schema):
    """Of which centre; without one, of all that one looks after."""

    centre_id = fields.UUID(load_default=None)


class JobSchema(Schema):
    """A promised job; `centreId` null is the franchise's, `progress` and `total` are null unless the job tells them,
    `nextTryAt` unless it failed and rests until then."""

    id = fields.UUID(required=True, attribute="job.id")
    name = fields.String(required=True, attribute="job.name")
    centre_id = CentreId(required=True, allow_none=True, attribute="job.centre_id")
    state = fields.Enum(JobState, by_value=True, required=True)
    due_at = fields.AwareDateTime(required=True, attribute="job.due_at")
    enqueued_at = fields.AwareDateTime(required=True, allow_none=True, attribute="job.enqueued_at")
    done_at = fields.AwareDateTime(required=True, allow_none=True, attribute="job.done_at")
    failed_at = fields.AwareDateTime(required=True, allow_none=True, attribute="job.failed_at")
    next_try_at = fields.AwareDateTime(required=True, allow_none=True)
    tries = Integer(required=True, attribute="job.tries")
    error = fields.String(required=True, allow_none=True, attribute="job.error")
    progress = Integer(required=True, allow_none=True)
    total = Integer(required=True, allow_none=True)


class DeadReportsQuery(Schema):
    """How many of the newest."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 100))


class DeadReportSchema(Schema):
    """A hub's report that could not be written; its answers and names are not shown."""

    id = fields.String(required=True)
    set_aside_at = fields.AwareDateTime(required=True)
    kind = fields.String(required=True, allow_none=True)
    centre_id = fields.UUID(required=True, allow_none=True)
    session_id = fields.UUID(required=True, allow_none=True)
    error = fields.String(required=True)


class DeadReportList(Schema):
    """The newest first."""

    items = fields.List(fields.Nested(DeadReportSchema), required=True)


class JobPage(Page):
    """One page, those due last first."""

    items = fields.List(fields.Nested(JobSchema), required=True)


class JobCount(Schema):
    """How many jobs are in a state."""

    state = fields.Enum(JobState, by_value=True, required=True)
    count = Integer(required=True)


class JobCounts(Schema):
    """One entry for each state."""

    items = fields.List(fields.Nested(JobCount), required=True)
