"""Recommendations and placements on the wire."""

from marshmallow import fields, validate

from core_service.assessment.rules.states import AdviceDecision, RecommendationKind, RecommendationStatus
from core_service.assessment.schemas.profiles import LONGEST_REASON, ProfileStudentSchema
from core_service.foundation.schemas import Integer, Page, PageQuery, Schema


class EvidenceSchema(Schema):
    """One try that speaks for a recommendation."""

    exercise_id = fields.UUID(required=True, attribute="exerciseId")
    title = fields.String(required=True)
    percent = Integer(required=True, allow_none=True)
    at = fields.String(required=True, allow_none=True)


class RecommendationSchema(Schema):
    """What should be decided, why, and what became of it."""

    id = fields.UUID(required=True)
    centre_id = fields.UUID(required=True)
    student_id = fields.UUID(required=True)
    course_id = fields.UUID(required=True)
    kind = fields.Enum(RecommendationKind, required=True)
    unit_id = fields.UUID(required=True, allow_none=True)
    from_level = Integer(required=True, allow_none=True)
    to_level = Integer(required=True, allow_none=True)
    words = fields.String(required=True)
    evidence = fields.List(fields.Nested(EvidenceSchema), required=True)
    status = fields.Enum(RecommendationStatus, required=True)
    proposed_by_id = fields.UUID(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    decided_by_id = fields.UUID(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    decided_level = Integer(required=True, allow_none=True)
    decision_reason = fields.String(required=True, allow_none=True)
    review_id = fields.UUID(required=True, allow_none=True)


class NamedRecommendationSchema(Schema):
    """The same with names."""

    recommendation = fields.Nested(RecommendationSchema, required=True)
    student_name = fields.String(required=True)
    course_name = fields.String(required=True)
    unit_title = fields.String(required=True, allow_none=True)
    proposed_by = fields.String(required=True, allow_none=True)


class RecommendationQuery(PageQuery):
    """Which recommendations are wanted; open ones unless another status is named."""

    status = fields.Enum(RecommendationStatus, load_default=RecommendationStatus.OPEN)
    kind = fields.Enum(RecommendationKind, load_default=None)
    course_id = fields.UUID(load_default=None)
    student_id = fields.UUID(load_default=None)


class RecommendationPage(Page):
    """One page of recommendations."""

    items = fields.List(fields.Nested(NamedRecommendationSchema), required=True)


class DecisionRequest(Schema):
    """What is decided; an adjustment says the level."""

    decision = fields.Enum(AdviceDecision, by_value=True, required=True)
    new_level = Integer(load_default=None, allow_none=True, validate=validate.Range(1, 100))
    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_REASON))


class PlacementCourseSchema(Schema):
    """The course in which a level is missing."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)


class UnplacedSchema(Schema):
    """A student without a level; `suggestion` is there once placement exercises are handed in."""

    centre_id = fields.UUID(required=True)
    student = fields.Nested(ProfileStudentSchema, required=True)
    course = fields.Nested(PlacementCourseSchema, required=True)
    waiting_since = fields.AwareDateTime(required=True)
    suggestion = fields.Nested(RecommendationSchema, required=True, allow_none=True)


class PlacementQuery(PageQuery):
    """One course, or all."""

    course_id = fields.UUID(load_default=None)


class PlacementPage(Page):
    """One page of students without a level."""

    items = fields.List(fields.Nested(UnplacedSchema), required=True)
