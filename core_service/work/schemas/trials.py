"""What comes of trying an exercise out, as JSON."""

from marshmallow import fields

from core_service.foundation.schemas import Boolean, Integer, Schema
from core_service.work.rules.states import AttemptStatus


class TriedAnswerSchema(Schema):
    """One answer with its mark; null where a person would mark."""

    question_index = Integer(required=True)
    answer = fields.Raw(required=True, allow_none=True)
    is_correct = Boolean(required=True, allow_none=True)
    score = fields.Float(required=True, allow_none=True)


class TrialSchema(Schema):
    """What a student would have been told of these answers."""

    status = fields.Enum(AttemptStatus, required=True, attribute="grade.status")
    score = fields.Float(required=True, allow_none=True, attribute="grade.score")
    max_score = fields.Float(required=True)
    answers = fields.List(fields.Nested(TriedAnswerSchema), required=True, attribute="grade.answers")
    explanation = fields.String(required=True, allow_none=True)
    explanations = fields.List(fields.String(allow_none=True), required=True)
