"""The shapes of students' work on the wire."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from core_service.catalogue.rules import ContentType, ExerciseType
from core_service.catalogue.schemas import ExerciseSchema, ExerciseSummarySchema
from core_service.catalogue.schemas.exercises import Answers
from core_service.foundation.schemas import Boolean, Integer, Page, PageQuery, Schema
from core_service.work.rules.answers import LONGEST_SHORT_TEXT, LONGEST_TEXT
from core_service.work.rules.assignments import LONGEST_REASON
from core_service.work.rules.next_content import ReasonCode, Source
from core_service.work.rules.states import AssignmentScope, AttemptStatus

_LIMITS = {"x-limits": {"longestText": LONGEST_TEXT, "longestShortText": LONGEST_SHORT_TEXT}}


class NextQuery(Schema):
    """Whose turn it is, in which course, and where; without a student, the caller's own."""

    student_id = fields.UUID(load_default=None)
    course_id = fields.UUID(required=True)
    session_id = fields.UUID(load_default=None)
    centre_id = fields.UUID(load_default=None)


class PlaceRequest(Schema):
    """Where something is done: in a session, or at home."""

    session_id = fields.UUID(load_default=None, allow_none=True)
    centre_id = fields.UUID(load_default=None, allow_none=True)


class StartRequest(PlaceRequest):
    """An exercise is opened; `begunAs` names the beginning on a device that had no network."""

    begun_as = fields.UUID(load_default=None, allow_none=True)


class SubmitRequest(PlaceRequest):
    """All answers of an attempt."""

    answers = Answers(**_LIMITS)


class DraftRequest(Schema):
    """All answers so far, on top of revision `base`."""

    base = Integer(required=True, validate=validate.Range(0, 2**31 - 2))
    answers = Answers(**_LIMITS)


class DraftSchema(Schema):
    """What was saved."""

    attempt_id = fields.UUID(required=True, attribute="id")
    revision = Integer(required=True, attribute="draft_revision")


class LessonCompletionRequest(PlaceRequest):
    """A lesson was read, perhaps because it was assigned."""

    assignment_id = fields.UUID(load_default=None, allow_none=True)


class LessonCompletionSchema(Schema):
    """When a lesson was first read."""

    lesson_id = fields.UUID(required=True)
    completed_at = fields.AwareDateTime(required=True)


class MarkCompleteRequest(Schema):
    """Which exercise of whom is complete."""

    student_id = fields.UUID(required=True)
    exercise_id = fields.UUID(required=True)


class AssignRequest(Schema):
    """One exercise or one lesson for a student."""

    exercise_id = fields.UUID(load_default=None, allow_none=True)
    lesson_id = fields.UUID(load_default=None, allow_none=True)
    scope = fields.Enum(AssignmentScope, by_value=True, load_default=AssignmentScope.SESSION)
    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_REASON))
    overrides_auto_sequence = Boolean(load_default=True)

    @validates_schema
    def name_one(self, wanted: dict[str, Any], **_: Any) -> None:
        """Neither both nor none."""
        if (wanted["exercise_id"] is None) == (wanted["lesson_id"] is None):
            raise ValidationError("name either exerciseId or lessonId", "exerciseId")


class WithdrawRequest(Schema):
    """In which session it is taken back; without one, where it was made."""

    session_id = fields.UUID(load_default=None, allow_none=True)


class AssignmentSchema(Schema):
    """What a tutor assigned."""

    id = fields.UUID(required=True, attribute="assignment.id")
    student_id = fields.UUID(required=True, attribute="assignment.student_id")
    course_id = fields.UUID(required=True, attribute="assignment.course_id")
    enrollment_id = fields.UUID(required=True, allow_none=True, attribute="assignment.session_enrollment_id")
    exercise_id = fields.UUID(required=True, allow_none=True, attribute="assignment.exercise_id")
    lesson_id = fields.UUID(required=True, allow_none=True, attribute="assignment.lesson_id")
    title = fields.String(required=True)
    scope = fields.Enum(AssignmentScope, by_value=True, required=True, attribute="assignment.scope")
    reason = fields.String(required=True, allow_none=True, attribute="assignment.reason")
    is_active = Boolean(required=True, attribute="assignment.is_active")
    overrides_auto_sequence = Boolean(required=True, attribute="assignment.overrides_auto_sequence")
    assigned_at = fields.AwareDateTime(required=True, attribute="assignment.assigned_at")
    assigned_by_id = fields.UUID(required=True, attribute="assignment.tutor_id")


class AnswerSchema(Schema):
    """One answer; `isCorrect` and `score` once it is marked."""

    question_index = Integer(required=True, attribute="questionIndex")
    answer = fields.Raw(required=True, allow_none=True)
    is_correct = Boolean(attribute="isCorrect")
    score = fields.Float()


class MarkedAnswerSchema(Schema):
    """One answer of a draft; `isCorrect` and `score` are null where a person marks."""

    question_index = Integer(required=True)
    answer = fields.Raw(required=True, allow_none=True)
    is_correct = Boolean(required=True, allow_none=True)
    score = fields.Float(required=True, allow_none=True)


class DraftMarksSchema(Schema):
    """A draft as it would be marked now."""

    attempt_id = fields.UUID(required=True)
    revision = Integer(required=True)
    answers = fields.List(fields.Nested(MarkedAnswerSchema), required=True)


class QuestionResultSchema(Schema):
    """What a student may learn of one question."""

    question_index = Integer(required=True)
    explanation = fields.String(required=True, allow_none=True)


class AttemptSchema(Schema):
    """One try at an exercise; never its expected answers."""

    id = fields.UUID(required=True, attribute="attempt.id")
    exercise_id = fields.UUID(required=True, attribute="attempt.exercise_id")
    student_id = fields.UUID(required=True, attribute="attempt.student_id")
    enrollment_id = fields.UUID(required=True, allow_none=True, attribute="attempt.session_enrollment_id")
    status = fields.Enum(AttemptStatus, required=True, attribute="attempt.status")
    answers = fields.List(fields.Nested(AnswerSchema), required=True, attribute="attempt.answers")
    draft_revision = Integer(required=True, attribute="attempt.draft_revision")
    score = fields.Float(required=True, allow_none=True, attribute="attempt.score")
    max_score = Integer(required=True, attribute="attempt.max_score")
    started_at = fields.AwareDateTime(required=True, attribute="attempt.started_at")
    submitted_at = fields.AwareDateTime(required=True, allow_none=True, attribute="attempt.submitted_at")
    deadline_at = fields.AwareDateTime(required=True, allow_none=True, attribute="attempt.deadline_at")
    auto_graded = Boolean(required=True, attribute="attempt.auto_graded")
    feedback = fields.String(required=True, allow_none=True, attribute="attempt.feedback")
    explanation = fields.String(required=True, allow_none=True)
    question_results = fields.List(fields.Nested(QuestionResultSchema), required=True)


class AttemptWithExerciseSchema(AttemptSchema):
    """The same with the exercise; its answers for staff only."""

    exercise = fields.Nested(ExerciseSchema, required=True)


class OwnAttemptsQuery(PageQuery):
    """Which of the own attempts to list; without conditions all of them."""

    course_id = fields.UUID(load_default=None)
    status = fields.Enum(AttemptStatus, load_default=None)
    returned = fields.Boolean(load_default=None)
    handed_in = fields.Boolean(load_default=None)


class OwnAttemptSchema(Schema):
    """An own attempt as lists show it; `score` and `feedback` are null until there are marks or words."""

    id = fields.UUID(required=True, attribute="attempt.id")
    exercise_id = fields.UUID(required=True, attribute="attempt.exercise_id")
    exercise_title = fields.String(required=True)
    exercise_type = fields.Enum(ExerciseType, required=True)
    unit_title = fields.String(required=True)
    course_id = fields.UUID(required=True)
    course_name = fields.String(required=True)
    status = fields.Enum(AttemptStatus, required=True, attribute="attempt.status")
    is_returned = Boolean(required=True)
    score = fields.Float(required=True, allow_none=True)
    max_score = Integer(required=True, attribute="attempt.max_score")
    auto_graded = Boolean(required=True, attribute="attempt.auto_graded")
    feedback = fields.String(required=True, allow_none=True)
    questions_to_revisit = fields.List(Integer(), required=True)
    started_at = fields.AwareDateTime(required=True, attribute="attempt.started_at")
    submitted_at = fields.AwareDateTime(required=True, allow_none=True, attribute="attempt.submitted_at")
    graded_at = fields.AwareDateTime(required=True, allow_none=True, attribute="attempt.graded_at")


class OwnAttemptPage(Page):
    """One page of own attempts, the newest news first."""

    items = fields.List(fields.Nested(OwnAttemptSchema), required=True)


class StartedSchema(Schema):
    """An open attempt with its exercise."""

    attempt_id = fields.UUID(required=True)
    attempt = fields.Nested(AttemptSchema, required=True)
    exercise = fields.Nested(ExerciseSchema, required=True)


class NamedSchema(Schema):
    """Something by name."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)


class LevelSchema(Schema):
    """A level of work."""

    level = Integer(required=True)
    label = fields.String(required=True)


class NextLessonSchema(NamedSchema):
    """The lesson to read, or to which the exercise belongs."""

    content_type = fields.Enum(ContentType, required=True)
    estimated_mins = Integer(required=True, allow_none=True)


class PositionSchema(Schema):
    """Exercise 3 of 8."""

    index = Integer(required=True)
    of = Integer(required=True)


class ReasonSchema(Schema):
    """Why it is next, in words that a tutor can repeat to a parent."""

    code = fields.Enum(ReasonCode, required=True)
    text = fields.String(required=True)


class AlsoForYouSchema(NamedSchema):
    """Assigned beside the sequence."""

    assignment_id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["EXERCISE", "LESSON"]))


class NextContentSchema(Schema):
    """What comes next; `level` is the student's own, `stuckOn` is empty for students."""

    source = fields.Enum(Source, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["EXERCISE", "LESSON", "NOTHING"]))
    exercise = fields.Nested(ExerciseSummarySchema, required=True, allow_none=True)
    lesson = fields.Nested(NextLessonSchema, required=True, allow_none=True)
    unit = fields.Nested(NamedSchema, required=True, allow_none=True)
    level = fields.Nested(LevelSchema, required=True, allow_none=True)
    position = fields.Nested(PositionSchema, required=True, allow_none=True)
    is_preview = Boolean(required=True)
    is_placement = Boolean(required=True)
    advancement_recommended = Boolean(required=True)
    mastered_units = fields.List(fields.Nested(NamedSchema), required=True)
    stuck_on = fields.List(fields.Nested(NamedSchema), required=True)
    assignment_id = fields.UUID(required=True, allow_none=True)
    reason = fields.Nested(ReasonSchema, required=True)
    also_for_you = fields.List(fields.Nested(AlsoForYouSchema), required=True)


class AheadSchema(Schema):
    """What comes next, and after that what follows if each item is read or handed in."""

    items = fields.List(fields.Nested(NextContentSchema), required=True)
