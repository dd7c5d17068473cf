"""Academic profiles and placements on the wire."""

from marshmallow import fields, validate

from core_service.foundation.schemas import Integer, Page, PageQuery, Schema
from core_service.learners.rules import ProfileMetric, ProfileUpdateType
from core_service.work.schemas.students import LevelSchema

LONGEST_REASON = 1000
LONGEST_NOTES = 4000


class MetricsSchema(Schema):
    """The metrics beside the level (R188); ages in years, the others from 0 to 1."""

    reading_age = fields.Float()
    numeracy_age = fields.Float()
    comprehension_level = fields.Float()
    writing_level = fields.Float()


class ProfileRequest(Schema):
    """A level, metrics, notes for staff, or several, and why; empty notes take away what was noted."""

    course_id = fields.UUID(required=True)
    centre_id = fields.UUID(load_default=None, allow_none=True)
    new_level = Integer(load_default=None, allow_none=True, validate=validate.Range(1, 100))
    metrics = fields.Nested(MetricsSchema, load_default=None, allow_none=True)
    notes = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_NOTES))
    reason = fields.String(required=True, validate=validate.Length(1, LONGEST_REASON))


class ProposalRequest(Schema):
    """A tutor's proposal."""

    course_id = fields.UUID(required=True)
    centre_id = fields.UUID(load_default=None, allow_none=True)
    new_level = Integer(required=True, validate=validate.Range(1, 100))
    reason = fields.String(required=True, validate=validate.Length(1, LONGEST_REASON))


class CourseProfileSchema(Schema):
    """Where a student stands in a course; `notes` are null for the student."""

    course_id = fields.UUID(required=True, attribute="assessment.course_id")
    centre_id = fields.UUID(required=True, attribute="assessment.centre_id")
    course_name = fields.String(required=True)
    level = fields.Nested(LevelSchema, required=True)
    reading_age = fields.Float(required=True, allow_none=True, attribute="assessment.reading_age")
    numeracy_age = fields.Float(required=True, allow_none=True, attribute="assessment.numeracy_age")
    comprehension_level = fields.Float(required=True, allow_none=True, attribute="assessment.comprehension_level")
    writing_level = fields.Float(required=True, allow_none=True, attribute="assessment.writing_level")
    last_assessed_at = fields.AwareDateTime(required=True, attribute="assessment.last_assessed_at")
    assessed_by_id = fields.UUID(required=True, attribute="assessment.assessed_by_id")
    assessed_by = fields.String(required=True)
    notes = fields.String(required=True, allow_none=True)


class ProfileChangeSchema(Schema):
    """One line of the log; `previousValue` is null at placement, `reason` is null for the student."""

    id = fields.UUID(required=True, attribute="entry.id")
    course_id = fields.UUID(required=True, attribute="entry.course_id")
    course_name = fields.String(required=True)
    metric = fields.Enum(ProfileMetric, required=True, attribute="entry.metric")
    previous_value = fields.Float(required=True, allow_none=True, attribute="entry.previous_value")
    new_value = fields.Float(required=True, attribute="entry.new_value")
    update_type = fields.Enum(ProfileUpdateType, required=True, attribute="entry.update_type")
    reason = fields.String(required=True, allow_none=True)
    updated_by_id = fields.UUID(required=True, attribute="entry.updated_by_id")
    updated_by = fields.String(required=True)
    review_id = fields.UUID(required=True, allow_none=True, attribute="entry.assessment_review_id")
    created_at = fields.AwareDateTime(required=True, attribute="entry.created_at")


class ProfileStudentSchema(Schema):
    """Whose profile it is."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    avatar_url = fields.String(required=True, allow_none=True)
    school_grade = Integer(required=True, allow_none=True)


class AcademicProfileSchema(Schema):
    """A student's levels and metrics, and the newest changes."""

    student = fields.Nested(ProfileStudentSchema, required=True)
    courses = fields.List(fields.Nested(CourseProfileSchema), required=True)
    log = fields.List(fields.Nested(ProfileChangeSchema), required=True)


class ProfileQuery(Schema):
    """One course, or all."""

    course_id = fields.UUID(load_default=None)


class ProfileLogQuery(PageQuery):
    """One course's changes, or all."""

    course_id = fields.UUID(load_default=None)


class ProfileLogPage(Page):
    """One page of changes, newest first."""

    items = fields.List(fields.Nested(ProfileChangeSchema), required=True)


class PlacementRequest(Schema):
    """The level at which a student begins, and what was measured with it."""

    student_id = fields.UUID(required=True)
    course_id = fields.UUID(required=True)
    centre_id = fields.UUID(load_default=None, allow_none=True)
    level = Integer(required=True, validate=validate.Range(1, 100))
    metrics = fields.Nested(MetricsSchema, load_default=None, allow_none=True)
    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_REASON))
