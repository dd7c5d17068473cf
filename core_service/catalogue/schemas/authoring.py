"""What authors send and receive: courses, units, lessons, and the tree of a level."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from core_service.catalogue.rules import ContentType, ExerciseType
from core_service.catalogue.schemas.reading import GradeLevelSchema
from core_service.foundation.schemas import (
    SLUG_PATTERN,
    Boolean,
    CentreId,
    HttpsLink,
    Integer,
    Page,
    PageQuery,
    Pattern,
    Schema,
)

LONGEST_TITLE = 160
LONGEST_DESCRIPTION = 2000
_LARGEST_CONTENT = 200
"""Blocks of a reading."""

_SLUG = Pattern(SLUG_PATTERN, error="small letters, digits and single hyphens belong here")


def _text(longest: int, **more: Any) -> fields.String:
    return fields.String(validate=validate.Length(1, longest), **more)


def _words(longest: int, **more: Any) -> fields.String:
    return fields.String(allow_none=True, validate=validate.Length(max=longest), **more)


def _level(**more: Any) -> Integer:
    return Integer(validate=validate.Range(1, 100), **more)


class CourseQuery(PageQuery):
    """Which courses are wanted; `includeInactive` is for staff."""

    q = fields.String(load_default=None, validate=validate.Length(max=100))
    include_inactive = fields.Boolean(load_default=False)


class UnitQuery(CourseQuery):
    """Which units are wanted."""

    course_id = fields.UUID(load_default=None)
    level = fields.Integer(load_default=None, validate=validate.Range(1, 100))


class LessonQuery(UnitQuery):
    """Which lessons are wanted."""

    unit_id = fields.UUID(load_default=None)


class CourseRequest(Schema):
    """A new course; `centreId` null is the franchise, without one the caller's only centre."""

    centre_id = fields.UUID(allow_none=True)
    name = _text(120, required=True)
    slug = fields.String(validate=[validate.Length(1, 60), _SLUG])
    subject_area = _text(60, required=True)
    description = _words(LONGEST_DESCRIPTION, load_default=None)
    is_active = Boolean(load_default=True)


class CourseChange(Schema):
    """What of a course is different; a field that is left out stays."""

    name = _text(120)
    slug = fields.String(validate=[validate.Length(1, 60), _SLUG])
    subject_area = _text(60)
    description = _words(LONGEST_DESCRIPTION)
    is_active = Boolean()


class CourseCopyRequest(Schema):
    """Where a course is copied to: the caller's only centre, or the one that is named."""

    centre_id = fields.UUID(allow_none=True)
    name = _text(120, load_default=None, allow_none=True)


class LevelOfCourseSchema(Schema):
    """How much of a course there is at a level."""

    level = Integer(required=True)
    label = fields.String(required=True)
    unit_count = Integer(required=True)
    exercise_count = Integer(required=True)


class LevelsOfCourse(Schema):
    """The whole scale with what the course has there."""

    items = fields.List(fields.Nested(LevelOfCourseSchema), required=True)


class UnitRequest(Schema):
    """A new unit, the last of its level unless a position is named."""

    course_id = fields.UUID(required=True)
    level = _level(required=True)
    title = _text(LONGEST_TITLE, required=True)
    description = _words(LONGEST_DESCRIPTION, load_default=None)
    is_active = Boolean(load_default=True)
    position = Integer(load_default=None, allow_none=True, validate=validate.Range(1, 10_000))


class UnitChange(Schema):
    """What of a unit is different."""

    title = _text(LONGEST_TITLE)
    description = _words(LONGEST_DESCRIPTION)
    is_active = Boolean()


class MoveRequest(Schema):
    """The place among its siblings, counted from 1; beyond the last counts as last."""

    position = Integer(required=True, validate=validate.Range(1, 10_000))


class UnitMoveRequest(MoveRequest):
    """A place in the unit's level, or in another one."""

    level = _level(load_default=None, allow_none=True)


class LessonMoveRequest(MoveRequest):
    """A place in the lesson's unit, or in another one of the course."""

    unit_id = fields.UUID(load_default=None, allow_none=True)


class UnitCopyRequest(Schema):
    """Where a unit is copied to; without a course, beside itself."""

    course_id = fields.UUID(load_default=None, allow_none=True)
    level = _level(load_default=None, allow_none=True)


class LessonCopyRequest(Schema):
    """Where a lesson is copied to; without a unit, beside itself."""

    unit_id = fields.UUID(load_default=None, allow_none=True)


class UnitSchema(Schema):
    """A unit; `centreId` null is the franchise's."""

    id = fields.UUID(required=True, attribute="unit.id")
    centre_id = CentreId(required=True, allow_none=True, attribute="unit.centre_id")
    course_id = fields.UUID(required=True, attribute="unit.course_id")
    level = Integer(required=True, attribute="level.level")
    level_label = fields.String(required=True, attribute="level.label")
    sequence_order = Integer(required=True, attribute="unit.sequence_order")
    title = fields.String(required=True, attribute="unit.title")
    description = fields.String(required=True, allow_none=True, attribute="unit.description")
    is_active = Boolean(required=True, attribute="unit.is_active")


class UnitPage(Page):
    """One page of units."""

    items = fields.List(fields.Nested(UnitSchema), required=True)


class BlockSchema(Schema):
    """A part of a reading: `text`, or the `items` of a list."""

    kind = fields.String(required=True, validate=validate.OneOf(["heading", "paragraph", "example", "list"]))
    text = fields.String(validate=validate.Length(1, 4000))
    items = fields.List(fields.String(validate=validate.Length(1, 1000)), validate=validate.Length(1, 50))

    @validates_schema
    def hold_what_fits(self, block: dict[str, Any], **_: Any) -> None:
        """A list has items, everything else a text."""
        wanted, other = ("items", "text") if block["kind"] == "list" else ("text", "items")
        if wanted not in block:
            raise ValidationError("is missing", wanted)
        if other in block:
            raise ValidationError(f"does not belong to a {block['kind']}", other)


class LessonContentSchema(Schema):
    """What a lesson says."""

    blocks = fields.List(fields.Nested(BlockSchema), load_default=list, validate=validate.Length(max=_LARGEST_CONTENT))
    url = HttpsLink()


class LessonRequest(Schema):
    """A new lesson, the last of its unit unless a position is named."""

    unit_id = fields.UUID(required=True)
    title = _text(LONGEST_TITLE, required=True)
    content_type = fields.Enum(ContentType, required=True)
    content = fields.Nested(LessonContentSchema, load_default=lambda: {"blocks": []})
    estimated_mins = Integer(load_default=None, allow_none=True, validate=validate.Range(1, 600))
    is_active = Boolean(load_default=True)
    position = Integer(load_default=None, allow_none=True, validate=validate.Range(1, 10_000))


class LessonChange(Schema):
    """What of a lesson is different."""

    title = _text(LONGEST_TITLE)
    content_type = fields.Enum(ContentType)
    content = fields.Nested(LessonContentSchema)
    estimated_mins = Integer(allow_none=True, validate=validate.Range(1, 600))
    is_active = Boolean()


class AuthoredLessonSchema(Schema):
    """A lesson as its author sees it."""

    id = fields.UUID(required=True)
    centre_id = CentreId(required=True, allow_none=True)
    unit_id = fields.UUID(required=True)
    sequence_order = Integer(required=True)
    title = fields.String(required=True)
    content_type = fields.Enum(ContentType, required=True)
    content = fields.Dict(keys=fields.String(), required=True)
    estimated_mins = Integer(required=True, allow_none=True)
    is_active = Boolean(required=True)


class LessonRowSchema(Schema):
    """A lesson in a list."""

    id = fields.UUID(required=True, attribute="lesson.id")
    centre_id = CentreId(required=True, allow_none=True, attribute="lesson.centre_id")
    unit_id = fields.UUID(required=True, attribute="lesson.unit_id")
    unit_title = fields.String(required=True)
    course_id = fields.UUID(required=True)
    level = Integer(required=True)
    sequence_order = Integer(required=True, attribute="lesson.sequence_order")
    title = fields.String(required=True, attribute="lesson.title")
    content_type = fields.Enum(ContentType, required=True, attribute="lesson.content_type")
    is_active = Boolean(required=True, attribute="lesson.is_active")


class LessonPage(Page):
    """One page of lessons."""

    items = fields.List(fields.Nested(LessonRowSchema), required=True)


class OutlineQuery(Schema):
    """Which level of a course, with or without what is out of use."""

    level = fields.Integer(required=True, validate=validate.Range(1, 100))
    include_inactive = fields.Boolean(load_default=False)


class OutlineExerciseSchema(Schema):
    """An exercise in the tree."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    exercise_type = fields.Enum(ExerciseType, required=True)
    difficulty = Integer(required=True)
    question_count = Integer(required=True)
    is_active = Boolean(required=True)


class OutlineLessonSchema(Schema):
    """A lesson in the tree."""

    id = fields.UUID(required=True, attribute="lesson.id")
    title = fields.String(required=True, attribute="lesson.title")
    content_type = fields.Enum(ContentType, required=True, attribute="lesson.content_type")
    is_active = Boolean(required=True, attribute="lesson.is_active")
    exercises = fields.List(fields.Nested(OutlineExerciseSchema), required=True)


class OutlineUnitSchema(Schema):
    """A unit in the tree."""

    id = fields.UUID(required=True, attribute="unit.id")
    title = fields.String(required=True, attribute="unit.title")
    is_active = Boolean(required=True, attribute="unit.is_active")
    lessons = fields.List(fields.Nested(OutlineLessonSchema), required=True)


class OutlineSchema(Schema):
    """A course's content at one level, in the order in which it is taught."""

    level = fields.Nested(GradeLevelSchema, required=True)
    units = fields.List(fields.Nested(OutlineUnitSchema), required=True)
