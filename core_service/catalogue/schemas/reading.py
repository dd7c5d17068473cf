"""The shapes of the catalogue on the wire; expected answers are only in what staff receive."""

from marshmallow import fields, validate

from core_service.catalogue.rules import ContentType, ExerciseType
from core_service.catalogue.schemas.exercises import AsStored, ExpectedAnswerSchema, QuestionSchema
from core_service.foundation.schemas import Boolean, CentreId, Integer, Page, PageQuery, Schema


class CourseSchema(Schema):
    """A course; `centreId` null is the franchise's."""

    id = fields.UUID(required=True)
    centre_id = CentreId(required=True, allow_none=True)
    name = fields.String(required=True)
    slug = fields.String(required=True)
    subject_area = fields.String(required=True)
    description = fields.String(required=True, allow_none=True)
    is_active = Boolean(required=True)


class CoursePage(Page):
    """One page of courses."""

    items = fields.List(fields.Nested(CourseSchema), required=True)


class GradeLevelSchema(Schema):
    """A level of work."""

    id = fields.UUID(required=True)
    level = Integer(required=True)
    label = fields.String(required=True)


class GradeLevels(Schema):
    """The scale, from the lowest level."""

    items = fields.List(fields.Nested(GradeLevelSchema), required=True)


class ExerciseSummarySchema(Schema):
    """An exercise as lists show it; times in minutes."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    exercise_type = fields.Enum(ExerciseType, required=True)
    difficulty = Integer(required=True)
    level = Integer(required=True)
    course_id = fields.UUID(required=True)
    lesson_id = fields.UUID(required=True)
    lesson_title = fields.String(required=True)
    unit_title = fields.String(required=True)
    question_count = Integer(required=True)
    max_score = Integer(required=True)
    time_limit = Integer(required=True, allow_none=True)
    is_active = Boolean(required=True)
    centre_id = CentreId(required=True, allow_none=True)
    estimated_mins = Integer(required=True, allow_none=True)


class PickerSchema(PageQuery):
    """What a tutor looks for; with a student, only what that student's centre teaches."""

    course_id = fields.UUID(load_default=None)
    level = fields.Integer(load_default=None, validate=validate.Range(1, 100))
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    student_id = fields.UUID(load_default=None)
    lesson_id = fields.UUID(load_default=None)
    include_inactive = fields.Boolean(load_default=False)


class ExercisePage(Page):
    """One page of the picker."""

    items = fields.List(fields.Nested(ExerciseSummarySchema), required=True)


class ExerciseSchema(Schema):
    """An exercise with its questions; `expectedAnswers` and `explanation` are there for staff only."""

    id = fields.UUID(required=True, attribute="summary.id")
    title = fields.String(required=True, attribute="summary.title")
    exercise_type = fields.Enum(ExerciseType, required=True, attribute="summary.exercise_type")
    difficulty = Integer(required=True, attribute="summary.difficulty")
    level = Integer(required=True, attribute="summary.level")
    course_id = fields.UUID(required=True, attribute="summary.course_id")
    lesson_id = fields.UUID(required=True, attribute="summary.lesson_id")
    lesson_title = fields.String(required=True, attribute="summary.lesson_title")
    unit_title = fields.String(required=True, attribute="summary.unit_title")
    question_count = Integer(required=True, attribute="summary.question_count")
    max_score = Integer(required=True, attribute="summary.max_score")
    time_limit = Integer(required=True, allow_none=True, attribute="summary.time_limit")
    is_active = Boolean(required=True, attribute="summary.is_active")
    centre_id = CentreId(required=True, allow_none=True, attribute="summary.centre_id")
    revision = Integer(required=True)
    estimated_mins = Integer(required=True, allow_none=True, attribute="summary.estimated_mins")
    instructions = fields.String(required=True, allow_none=True)
    questions = fields.List(AsStored(QuestionSchema), required=True)
    expected_answers = fields.List(AsStored(ExpectedAnswerSchema), attribute="key.expected_answers")
    explanation = fields.String(allow_none=True, attribute="key.explanation")


class LessonSchema(Schema):
    """A lesson with what it says."""

    id = fields.UUID(required=True, attribute="lesson.id")
    title = fields.String(required=True, attribute="lesson.title")
    content_type = fields.Enum(ContentType, required=True, attribute="lesson.content_type")
    content = fields.Dict(keys=fields.String(), required=True, attribute="lesson.content")
    estimated_mins = Integer(required=True, allow_none=True, attribute="lesson.estimated_mins")
    unit_title = fields.String(required=True, attribute="unit.title")
    course_id = fields.UUID(required=True, attribute="unit.course_id")
    level = Integer(required=True)
    exercises = fields.List(fields.Nested(ExerciseSummarySchema), required=True)
