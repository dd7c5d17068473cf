"""What authors send of an exercise; whether it can be graded is asked where grading is (R050, R073)."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from core_service.catalogue.rules import ExerciseType
from core_service.foundation.schemas import Boolean, Integer, Schema

_LONGEST_QUESTION = 4000
_LONGEST_OPTION = 500
_MOST_QUESTIONS = 100
_PICTURE = validate.Length(max=500)


class Answers(fields.Raw):
    """`[{questionIndex, answer}]` as it is sent: what stands in each is read where it is graded."""

    def __init__(self, **described: Any) -> None:
        shape = {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"questionIndex": {"type": "integer", "minimum": 0}, "answer": {}},
                "required": ["questionIndex", "answer"],
                "additionalProperties": False,
            },
            "description": "Each answer in the shape that its question's type needs; null is a question left blank.",
        }
        super().__init__(required=True, metadata=shape | described)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, list):
            raise ValidationError("a list of {questionIndex, answer} belongs here")
        wrong = {place: ["an object belongs here"] for place, each in enumerate(value) if not isinstance(each, dict)}
        if wrong:
            raise ValidationError(wrong)
        return value


class OptionSchema(Schema):
    """A choice with a picture, or with words of its own to be read aloud."""

    text = fields.String(required=True, validate=validate.Length(max=_LONGEST_OPTION))
    image = fields.String(validate=_PICTURE)
    image_alt = fields.String(validate=_PICTURE)
    speech = fields.String(validate=_PICTURE)


class Option(fields.Field[Any]):
    """A text, or an object with a text and a picture."""

    def __init__(self, **kwargs: Any) -> None:
        text = {"type": "string"}
        described = {
            "type": "object",
            "properties": dict.fromkeys(("text", "image", "imageAlt", "speech"), text),
            "required": ["text"],
            "additionalProperties": False,
        }
        super().__init__(metadata={"oneOf": [text, described]}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str):
            if len(value) > _LONGEST_OPTION:
                raise ValidationError(f"at most {_LONGEST_OPTION} characters")
            return value
        loaded = OptionSchema().load(value)
        return _camel(loaded, {"image_alt": "imageAlt"})


class QuestionSchema(Schema):
    """One question; what belongs to another type than its own is kept and not shown."""

    question = fields.String(required=True, validate=validate.Length(max=_LONGEST_QUESTION))
    type = fields.Enum(ExerciseType, required=True)
    options = fields.List(Option(), validate=validate.Length(max=20))
    left = fields.List(fields.String(validate=validate.Length(max=_LONGEST_OPTION)), validate=validate.Length(max=20))
    unit = fields.String(validate=validate.Length(max=40))
    speech = fields.String(validate=validate.Length(max=_LONGEST_QUESTION))
    image = fields.String(validate=_PICTURE)
    image_alt = fields.String(validate=_PICTURE)
    points = Integer(validate=validate.Range(1, 100))


class AsStored(fields.Nested):
    """JSON that is kept in the wire's own spelling (R050): given out as it is, described like what authors send."""

    def _serialize(self, nested_obj: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        return nested_obj  # the library names this parameter in two ways


class ExpectedAnswerSchema(Schema):
    """The answer that earns full marks, its variants, how far a number may be off, and why it is so."""

    answer = fields.Raw(load_default=None, allow_none=True)
    acceptable_variants = fields.List(fields.Raw(), validate=validate.Length(max=50))
    tolerance = fields.Float(allow_none=True, validate=validate.Range(0, 1e9))
    explanation = fields.String(allow_none=True, validate=validate.Length(max=2000))


class ExerciseContentSchema(Schema):
    """What is graded: sent to be checked or tried before it is stored."""

    exercise_type = fields.Enum(ExerciseType, required=True)
    questions = fields.List(fields.Nested(QuestionSchema), required=True, validate=validate.Length(max=_MOST_QUESTIONS))
    expected_answers = fields.List(
        fields.Nested(ExpectedAnswerSchema), load_default=list, validate=validate.Length(max=_MOST_QUESTIONS)
    )


class TryRequest(ExerciseContentSchema):
    """Answers to what is being written, marked for real and kept nowhere."""

    explanation = fields.String(load_default=None, allow_none=True)
    max_score = Integer(load_default=10, validate=validate.Range(1, 1000))
    answers = Answers()


class TryStoredRequest(Schema):
    """Answers to an exercise as it is stored."""

    answers = Answers()


class ExerciseRequest(ExerciseContentSchema):
    """A new exercise, the last of its lesson unless a position is named; out of use until it is published."""

    lesson_id = fields.UUID(required=True)
    title = fields.String(required=True, validate=validate.Length(1, 160))
    instructions = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=2000))
    explanation = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=4000))
    max_score = Integer(load_default=None, allow_none=True, validate=validate.Range(1, 1000))
    time_limit = Integer(load_default=None, allow_none=True, validate=validate.Range(1, 600))
    difficulty = Integer(load_default=1, validate=validate.Range(1, 5))
    is_active = Boolean(load_default=False)
    position = Integer(load_default=None, allow_none=True, validate=validate.Range(1, 10_000))


class ExerciseChange(Schema):
    """What of an exercise is different; other content makes a new revision."""

    title = fields.String(validate=validate.Length(1, 160))
    exercise_type = fields.Enum(ExerciseType)
    instructions = fields.String(allow_none=True, validate=validate.Length(max=2000))
    questions = fields.List(fields.Nested(QuestionSchema), validate=validate.Length(max=_MOST_QUESTIONS))
    expected_answers = fields.List(fields.Nested(ExpectedAnswerSchema), validate=validate.Length(max=_MOST_QUESTIONS))
    explanation = fields.String(allow_none=True, validate=validate.Length(max=4000))
    max_score = Integer(validate=validate.Range(1, 1000))
    time_limit = Integer(allow_none=True, validate=validate.Range(1, 600))
    difficulty = Integer(validate=validate.Range(1, 5))
    is_active = Boolean()


class ExerciseMoveRequest(Schema):
    """A place in the exercise's lesson, or in another one of the course."""

    position = Integer(required=True, validate=validate.Range(1, 10_000))
    lesson_id = fields.UUID(load_default=None, allow_none=True)


class ExerciseCopyRequest(Schema):
    """Where an exercise is copied to; without a lesson, beside itself."""

    lesson_id = fields.UUID(load_default=None, allow_none=True)


class ProblemPlaceSchema(Schema):
    """What keeps an exercise from being published, and where."""

    path = fields.String(required=True)
    message = fields.String(required=True)


class CheckSchema(Schema):
    """All that is wrong; empty for what can be published."""

    problems = fields.List(fields.Nested(ProblemPlaceSchema), required=True)


def stored_content(wanted: dict[str, Any]) -> dict[str, Any]:
    """Questions and answers in the form in which they are stored: JSON in the wire's own spelling (R050)."""
    stored = dict(wanted)
    if "questions" in wanted:
        stored["questions"] = [_stored_question(each) for each in wanted["questions"]]
    if "expected_answers" in wanted:
        stored["expected_answers"] = [_stored_answer(each) for each in wanted["expected_answers"]]
    return stored


def _stored_question(question: dict[str, Any]) -> dict[str, Any]:
    return {**_camel(question, {"image_alt": "imageAlt"}), "type": question["type"].value}


def _stored_answer(expected: dict[str, Any]) -> dict[str, Any]:
    named = _camel(expected, {"acceptable_variants": "acceptableVariants"})
    return {name: value for name, value in named.items() if name == "answer" or value is not None}


def _camel(values: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in values.items()}
