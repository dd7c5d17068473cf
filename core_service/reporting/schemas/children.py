"""What a parent is shown of a child (R250 to R252): no ranks, no private or staff notes, nobody else."""

from marshmallow import fields

from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.rules.catch_ups import CatchUpState
from core_service.foundation.schemas import Boolean, Integer, Page, PageQuery, Schema
from core_service.identity.rules import AgeTier
from core_service.learners.rules import ProfileMetric, ProfileUpdateType
from core_service.reporting.schemas.lessons import CardExerciseSchema, ComingLessonSchema
from core_service.reporting.schemas.students import AttendanceSummarySchema
from core_service.work.schemas.students import LevelSchema


class ChildCentreSchema(Schema):
    """A centre in which the child learns."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    timezone = fields.String(required=True)


class ChildSchema(Schema):
    """One's own child, with the screen of their age."""

    id = fields.UUID(required=True, attribute="person.id")
    name = fields.String(required=True, attribute="person.name")
    avatar_url = fields.String(required=True, allow_none=True, attribute="person.avatar_url")
    school_grade = Integer(required=True, allow_none=True, attribute="person.school_grade")
    age_tier = fields.Enum(AgeTier, required=True)
    centres = fields.List(fields.Nested(ChildCentreSchema), required=True)


class ChildCourseSchema(Schema):
    """A course of the child with the level of now."""

    centre_id = fields.UUID(required=True)
    course_id = fields.UUID(required=True)
    course_name = fields.String(required=True)
    level = fields.Nested(LevelSchema, required=True)


class ChildRowSchema(Schema):
    """A child in the parent's list."""

    child = fields.Nested(ChildSchema, required=True)
    courses = fields.List(fields.Nested(ChildCourseSchema), required=True)
    next_session = fields.Nested(ComingLessonSchema, required=True, allow_none=True)


class ChildList(Schema):
    """One's children, by name."""

    items = fields.List(fields.Nested(ChildRowSchema), required=True)


class StepSchema(Schema):
    """A change of level."""

    at = fields.AwareDateTime(required=True, attribute="created_at")
    level = fields.Float(required=True, attribute="new_value")


class ChildChangeSchema(Schema):
    """A line of the profile's log; reasons are between staff."""

    metric = fields.Enum(ProfileMetric, required=True)
    previous_value = fields.Float(required=True, allow_none=True)
    new_value = fields.Float(required=True)
    update_type = fields.Enum(ProfileUpdateType, required=True)
    created_at = fields.AwareDateTime(required=True)


class SubjectSchema(Schema):
    """A course: school class beside working level, how it came to be, how far the next review is."""

    centre_id = fields.UUID(required=True, attribute="assessment.centre_id")
    course_id = fields.UUID(required=True, attribute="course.id")
    course_name = fields.String(required=True, attribute="course.name")
    subject_area = fields.String(required=True, attribute="course.subject_area")
    level = fields.Nested(LevelSchema, required=True)
    reading_age = fields.Float(required=True, allow_none=True, attribute="assessment.reading_age")
    numeracy_age = fields.Float(required=True, allow_none=True, attribute="assessment.numeracy_age")
    last_assessed_at = fields.AwareDateTime(required=True, attribute="assessment.last_assessed_at")
    units_total = Integer(required=True)
    units_left = Integer(required=True)
    steps = fields.List(fields.Nested(StepSchema), required=True)
    changes = fields.List(fields.Nested(ChildChangeSchema), required=True)


class ParentNoteSchema(Schema):
    """A note that was written for parents."""

    id = fields.UUID(required=True)
    content = fields.String(required=True)
    tutor_name = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)


class ChildSessionSchema(Schema):
    """A lesson's card (R251)."""

    enrollment_id = fields.UUID(required=True, attribute="place.id")
    session_id = fields.UUID(required=True, attribute="session.id")
    centre_id = fields.UUID(required=True, attribute="session.centre_id")
    name = fields.String(required=True, attribute="session.name")
    date = fields.Date(required=True, attribute="session.date")
    scheduled_start = fields.AwareDateTime(required=True, attribute="session.scheduled_start")
    scheduled_end = fields.AwareDateTime(required=True, attribute="session.scheduled_end")
    minutes = Integer(required=True)
    course_id = fields.UUID(required=True, attribute="place.course_id")
    course_name = fields.String(required=True)
    level = Integer(required=True, allow_none=True)
    tutor_name = fields.String(required=True)
    attendance = fields.Enum(AttendanceStatus, required=True, allow_none=True)
    exercises_completed = Integer(required=True)
    exercises = fields.List(fields.Nested(CardExerciseSchema), required=True)
    notes = fields.List(fields.Nested(ParentNoteSchema), required=True)


class ChildSessionPage(Page):
    """One page of lessons, newest first."""

    items = fields.List(fields.Nested(ChildSessionSchema), required=True)


class MarkedQuestionSchema(Schema):
    """One question; `isRight` false means not yet, null that it was marked as a whole."""

    index = Integer(required=True)
    is_right = Boolean(required=True, allow_none=True)


class MarkedWorkSchema(Schema):
    """Work that came back."""

    attempt_id = fields.UUID(required=True, attribute="attempt.id")
    exercise_id = fields.UUID(required=True, attribute="attempt.exercise_id")
    exercise_title = fields.String(required=True)
    unit_title = fields.String(required=True)
    course_id = fields.UUID(required=True, attribute="course.id")
    course_name = fields.String(required=True, attribute="course.name")
    score = fields.Float(required=True, attribute="attempt.score")
    max_score = Integer(required=True, attribute="attempt.max_score")
    feedback = fields.String(required=True, allow_none=True, attribute="attempt.feedback")
    marked_at = fields.AwareDateTime(required=True)
    questions = fields.List(fields.Nested(MarkedQuestionSchema), required=True)


class MarkedWorkPage(Page):
    """One page of marked work, newest first."""

    items = fields.List(fields.Nested(MarkedWorkSchema), required=True)


class ChildCatchUpSchema(Schema):
    """What the child missed and does later."""

    id = fields.UUID(required=True, attribute="package.id")
    session_name = fields.String(required=True, attribute="session.name")
    session_date = fields.Date(required=True, attribute="session.date")
    state = fields.Enum(CatchUpState, required=True)
    due_at = fields.AwareDateTime(required=True, attribute="package.due_at")
    item_count = Integer(required=True, attribute="progress.items")
    done_count = Integer(required=True, attribute="progress.done")
    estimated_mins = Integer(required=True, attribute="progress.minutes")


class IdeaSchema(Schema):
    """Something small to do together."""

    words = fields.String(required=True)
    minutes = Integer(required=True)


class ChildProgressSchema(Schema):
    """What a parent's page shows of a child: the week in a sentence, levels, lessons, what comes next."""

    child = fields.Nested(ChildSchema, required=True)
    sentence = fields.String(required=True)
    subjects = fields.List(fields.Nested(SubjectSchema), required=True)
    sessions = fields.Nested(ChildSessionPage, required=True)
    marked_work = fields.Nested(MarkedWorkPage, required=True)
    next_session = fields.Nested(ComingLessonSchema, required=True, allow_none=True)
    coming_sessions = fields.List(fields.Nested(ComingLessonSchema), required=True)
    catch_ups = fields.List(fields.Nested(ChildCatchUpSchema), required=True)
    attendance = fields.Nested(AttendanceSummarySchema, required=True)
    idea = fields.Nested(IdeaSchema, required=True, allow_none=True)


class ChildListQuery(PageQuery):
    """Which page."""
