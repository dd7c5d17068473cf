"""Rubrics on the wire."""

from typing import Any

from marshmallow import fields, validate

from core_service.catalogue.rules import ExerciseType
from core_service.foundation.schemas import Boolean, CentreId, Integer, Page, PageQuery, Schema

_MOST_CRITERIA = 20
_MOST_POINTS = 100


class CriterionLevelSchema(Schema):
    """What earns so many points."""

    points = Integer(required=True, validate=validate.Range(0, _MOST_POINTS))
    description = fields.String(required=True, validate=validate.Length(1, 500))


class CriterionSchema(Schema):
    """One line of a rubric."""

    name = fields.String(required=True, validate=validate.Length(1, 160))
    description = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=1000))
    max_points = Integer(required=True, attribute="maxPoints", validate=validate.Range(1, _MOST_POINTS))
    levels = fields.List(fields.Nested(CriterionLevelSchema), load_default=list, validate=validate.Length(max=10))


class RubricQuery(PageQuery):
    """Which rubrics are wanted."""

    course_id = fields.UUID(load_default=None)
    level = fields.Integer(load_default=None, validate=validate.Range(1, 100))
    exercise_type = fields.Enum(ExerciseType, load_default=None)
    include_inactive = fields.Boolean(load_default=False)


def _criteria(**more: Any) -> fields.List[Any]:
    return fields.List(fields.Nested(CriterionSchema), validate=validate.Length(1, _MOST_CRITERIA), **more)


class RubricRequest(Schema):
    """A new rubric; `centreId` null is the franchise, without one the caller's only centre."""

    centre_id = fields.UUID(allow_none=True)
    course_id = fields.UUID(required=True)
    level = Integer(required=True, validate=validate.Range(1, 100))
    exercise_type = fields.Enum(ExerciseType, required=True)
    name = fields.String(required=True, validate=validate.Length(1, 160))
    criteria = _criteria(required=True)


class RubricChangeRequest(Schema):
    """What of a rubric is different; a field that is left out stays."""

    name = fields.String(load_default=None, validate=validate.Length(1, 160))
    criteria = _criteria(load_default=None)
    is_active = Boolean(load_default=None)


class RubricSchema(Schema):
    """A rubric; `centreId` null is the franchise's."""

    id = fields.UUID(required=True, attribute="rubric.id")
    centre_id = CentreId(required=True, allow_none=True, attribute="rubric.centre_id")
    course_id = fields.UUID(required=True, attribute="rubric.course_id")
    course_name = fields.String(required=True)
    level = Integer(required=True, attribute="level.level")
    level_label = fields.String(required=True, attribute="level.label")
    exercise_type = fields.Enum(ExerciseType, required=True, attribute="rubric.exercise_type")
    name = fields.String(required=True, attribute="rubric.name")
    criteria = fields.List(fields.Nested(CriterionSchema), required=True, attribute="rubric.criteria")
    max_score = Integer(required=True, attribute="rubric.max_score")
    is_active = Boolean(required=True, attribute="rubric.is_active")
    updated_at = fields.AwareDateTime(required=True, attribute="rubric.updated_at")


class RubricPage(Page):
    """One page of rubrics."""

    items = fields.List(fields.Nested(RubricSchema), required=True)
