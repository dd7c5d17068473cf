"""The queue and reviews on the wire."""

from marshmallow import ValidationError, fields, validate, validates_schema

from core_service.assessment.rules.states import (
    AdviceDecision,
    AssessmentStatus,
    QueueKind,
    ReviewDecision,
    Urgency,
)
from core_service.assessment.schemas.profiles import MetricsSchema
from core_service.assessment.schemas.recommendations import RecommendationSchema
from core_service.assessment.schemas.rubrics import CriterionSchema
from core_service.catalogue.rules import ExerciseType
from core_service.catalogue.schemas import ExerciseSchema
from core_service.foundation.schemas import Boolean, Integer, Page, PageQuery, Schema
from core_service.sessions.schemas import PersonSchema
from core_service.work.rules.states import AttemptStatus
from core_service.work.schemas.students import AnswerSchema, LevelSchema

LONGEST_FEEDBACK = 4000
LONGEST_COMMENT = 1000
LONGEST_REASON = 1000


class QueueQuery(PageQuery):
    """Filters of the queue; `available` leaves out what others hold."""

    kind = fields.Enum(QueueKind, load_default=QueueKind.WAITING)
    course_id = fields.UUID(load_default=None)
    level = fields.Integer(load_default=None, validate=validate.Range(1, 100))
    urgency = fields.Enum(Urgency, load_default=None)
    tutor_id = fields.UUID(load_default=None)
    student_id = fields.UUID(load_default=None)
    enrollment_id = fields.UUID(load_default=None)
    available = fields.Boolean(load_default=False)


class ClaimSchema(Schema):
    """Whose it is, until when."""

    assessor = fields.Nested(PersonSchema, required=True)
    until = fields.AwareDateTime(required=True)
    is_mine = Boolean(required=True)


class QueueItemSchema(Schema):
    """Work that waits; `reserved` is a resubmission's assessor."""

    attempt_id = fields.UUID(required=True)
    review_id = fields.UUID(required=True, allow_none=True)
    centre_id = fields.UUID(required=True)
    status = fields.Enum(AssessmentStatus, required=True)
    urgency = fields.Enum(Urgency, required=True)
    submitted_at = fields.AwareDateTime(required=True)
    student = fields.Nested(PersonSchema, required=True)
    tutor = fields.Nested(PersonSchema, required=True, allow_none=True)
    session_id = fields.UUID(required=True, allow_none=True)
    exercise_id = fields.UUID(required=True)
    exercise_title = fields.String(required=True)
    exercise_type = fields.Enum(ExerciseType, required=True)
    course_id = fields.UUID(required=True)
    course_name = fields.String(required=True)
    level = Integer(required=True)
    level_label = fields.String(required=True)
    auto_score = fields.Float(required=True, allow_none=True)
    max_score = Integer(required=True)
    claim = fields.Nested(ClaimSchema, required=True, allow_none=True)
    reserved = fields.Nested(ClaimSchema, required=True, allow_none=True)
    is_my_return = Boolean(required=True)


class QueuePage(Page):
    """One page of the queue."""

    items = fields.List(fields.Nested(QueueItemSchema), required=True)


class ClaimRequest(Schema):
    """Which work is claimed."""

    attempt_id = fields.UUID(load_default=None, allow_none=True)
    upload_id = fields.UUID(load_default=None, allow_none=True)

    @validates_schema
    def name_one(self, wanted: dict[str, object], **_: object) -> None:
        """Neither both nor none."""
        if (wanted["attempt_id"] is None) == (wanted["upload_id"] is None):
            raise ValidationError("name either attemptId or uploadId", "attemptId")


class CriterionScoreSchema(Schema):
    """Points for one line of the rubric; null while there is only a note, which completes no review."""

    criterion_name = fields.String(required=True, validate=validate.Length(1, 160))
    score = fields.Float(required=True, allow_none=True)
    comment = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_COMMENT))


class QuestionScoreSchema(Schema):
    """Points for one question."""

    question_index = Integer(required=True, validate=validate.Range(0, 1000))
    score = fields.Float(required=True)


class EntryRequest(Schema):
    """What has been entered so far; a field that is left out stays as it was saved."""

    criteria_scores = fields.List(
        fields.Nested(CriterionScoreSchema), load_default=None, allow_none=True, validate=validate.Length(max=50)
    )
    scores = fields.List(
        fields.Nested(QuestionScoreSchema), load_default=None, allow_none=True, validate=validate.Length(max=200)
    )
    overall_score = fields.Float(load_default=None, allow_none=True)
    feedback = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_FEEDBACK))


class AdviceRequest(Schema):
    """The assessor's word about the level."""

    decision = fields.Enum(AdviceDecision, by_value=True, required=True)
    recommendation_id = fields.UUID(load_default=None, allow_none=True)
    new_level = Integer(load_default=None, allow_none=True, validate=validate.Range(1, 100))
    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_REASON))


class ReviewRequest(EntryRequest):
    """A review of an attempt, of uploaded work, or of what has been claimed (R092, C50)."""

    attempt_id = fields.UUID(load_default=None, allow_none=True)
    upload_id = fields.UUID(load_default=None, allow_none=True)
    review_id = fields.UUID(load_default=None, allow_none=True)
    decision = fields.Enum(ReviewDecision, by_value=True, load_default=ReviewDecision.COMPLETE)
    advice = fields.Nested(AdviceRequest, load_default=None, allow_none=True)
    metrics = fields.Nested(MetricsSchema, load_default=None, allow_none=True)

    @validates_schema
    def name_one(self, wanted: dict[str, object], **_: object) -> None:
        """One piece of work is meant."""
        named = [name for name in ("attempt_id", "upload_id", "review_id") if wanted[name] is not None]
        if len(named) != 1:
            raise ValidationError("name one of attemptId, uploadId and reviewId", "attemptId")


class StoredCriterionSchema(Schema):
    """Points for a criterion as they are kept; null for a note alone."""

    criterion_name = fields.String(required=True, attribute="criterionName")
    score = fields.Float(required=True, allow_none=True)
    max_score = fields.Float(required=True, attribute="maxScore")
    comment = fields.String(required=True, allow_none=True)


class StoredQuestionSchema(Schema):
    """Points for a question as they are kept."""

    question_index = Integer(required=True, attribute="questionIndex")
    score = fields.Float(required=True)


class ReviewedRubricSchema(Schema):
    """The rubric beside the answers."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    criteria = fields.List(fields.Nested(CriterionSchema), required=True)
    max_score = Integer(required=True)


class ReviewedStudentSchema(PersonSchema):
    """Whose work it is."""

    school_grade = Integer(required=True, allow_none=True)


class ReviewedCourseSchema(Schema):
    """Which course it belongs to."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    subject_area = fields.String(required=True)


class ReviewSchema(Schema):
    """A review with the work, the rubric, what is entered, and what is recommended about the student."""

    id = fields.UUID(required=True, attribute="review.id")
    attempt_id = fields.UUID(required=True, attribute="attempt.id")
    status = fields.Enum(AssessmentStatus, required=True, attribute="review.status")
    assessor_id = fields.UUID(required=True, attribute="review.assessor_id")
    assessor_name = fields.String(required=True)
    claimed_until = fields.AwareDateTime(required=True, allow_none=True, attribute="review.claimed_until")
    returned_at = fields.AwareDateTime(required=True, allow_none=True, attribute="review.returned_at")
    reviewed_at = fields.AwareDateTime(required=True, allow_none=True, attribute="review.reviewed_at")
    criteria_scores = fields.List(
        fields.Nested(StoredCriterionSchema), required=True, attribute="review.criteria_scores"
    )
    scores = fields.List(fields.Nested(StoredQuestionSchema), required=True, attribute="review.question_scores")
    given_scores = fields.List(fields.Nested(StoredQuestionSchema), required=True)
    overall_score = fields.Float(required=True, allow_none=True, attribute="review.overall_score")
    max_score = fields.Float(required=True, allow_none=True, attribute="review.max_score")
    feedback = fields.String(required=True, allow_none=True, attribute="review.feedback")
    attempt_status = fields.Enum(AttemptStatus, required=True, attribute="attempt.status")
    attempt_score = fields.Float(required=True, allow_none=True, attribute="attempt.score")
    attempt_max_score = Integer(required=True, attribute="attempt.max_score")
    submitted_at = fields.AwareDateTime(required=True, allow_none=True, attribute="attempt.submitted_at")
    answers = fields.List(fields.Nested(AnswerSchema), required=True, attribute="attempt.answers")
    exercise = fields.Nested(ExerciseSchema, required=True)
    student = fields.Nested(ReviewedStudentSchema, required=True)
    course = fields.Nested(ReviewedCourseSchema, required=True)
    level = fields.Nested(LevelSchema, required=True)
    rubric = fields.Nested(ReviewedRubricSchema, required=True, allow_none=True)
    recommendations = fields.List(fields.Nested(RecommendationSchema), required=True)
