"""The shapes that a content file may have: whatever YAML holds beyond them is an error that names its place."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Text = Annotated[str, Meta(min_length=1)]


class Form(Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """A part of a content file."""


class Heading(Form, tag_field="kind", tag="heading", frozen=True):
    """The heading above what follows."""

    text: Text


class Paragraph(Form, tag_field="kind", tag="paragraph", frozen=True):
    """Running text."""

    text: Text


class Example(Form, tag_field="kind", tag="example", frozen=True):
    """Something shown rather than told."""

    text: Text


class ItemList(Form, tag_field="kind", tag="list", frozen=True):
    """Points, in the order in which they are read."""

    items: Annotated[list[Text], Meta(min_length=1)]


Block = Heading | Paragraph | Example | ItemList


class QuestionForm(Form, tag_field="type", frozen=True, kw_only=True):
    """What every type of question may carry; `explanation` and the answers never reach a pupil before grading."""

    question: Text
    speech: Text | None = None
    points: Annotated[int, Meta(ge=1)] | None = None
    explanation: Text | None = None


class MultipleChoice(QuestionForm, tag="MULTIPLE_CHOICE", frozen=True, kw_only=True):
    """One of the options is right; the answer repeats its text."""

    options: Annotated[list[Text], Meta(min_length=3, max_length=5)]
    answer: Text


class FillInBlank(QuestionForm, tag="FILL_IN_BLANK", frozen=True, kw_only=True):
    """One text for the only blank, or a list with one for each; variants have the same shape."""

    answer: Text | Annotated[list[Text], Meta(min_length=2)]
    variants: list[Text | list[Text]] = []


class Numerical(QuestionForm, tag="NUMERICAL", frozen=True, kw_only=True):
    """A number, or a fraction as text; the tolerance is absolute."""

    answer: int | float | Text
    unit: Text | None = None
    tolerance: Annotated[float, Meta(gt=0)] | None = None
    variants: list[int | float | Text] = []


class Matching(QuestionForm, tag="MATCHING", frozen=True, kw_only=True):
    """Each of the left texts belongs to one of the options, of which one may be too many."""

    left: Annotated[list[Text], Meta(min_length=2)]
    options: Annotated[list[Text], Meta(min_length=2)]
    answer: dict[Text, Text]


class ShortAnswer(QuestionForm, tag="SHORT_ANSWER", frozen=True, kw_only=True):
    """The answer is a model for whoever marks."""

    answer: Text


class LongAnswer(QuestionForm, tag="LONG_ANSWER", frozen=True, kw_only=True):
    """The answer says what a good text contains."""

    answer: Text


class Worksheet(QuestionForm, tag="WORKSHEET", frozen=True, kw_only=True):
    """Done on paper; the answer says what the marker looks for."""

    answer: Text


Question = MultipleChoice | FillInBlank | Numerical | Matching | ShortAnswer | LongAnswer | Worksheet
ExerciseTypeName = Literal[
    "MULTIPLE_CHOICE", "FILL_IN_BLANK", "NUMERICAL", "MATCHING", "SHORT_ANSWER", "LONG_ANSWER", "WORKSHEET"
]


class Drill(Form, frozen=True):
    """Questions drawn from a template of `seed.demo.mathematics`, always the same ones for the same seed."""

    template: Text
    seed: int
    count: Annotated[int, Meta(ge=5, le=10)]
    parameters: dict[str, int | list[int | list[int]]] = {}


class ExerciseForm(Form, frozen=True, kw_only=True):
    """Either written questions or a drill."""

    title: Text
    exercise_type: ExerciseTypeName
    instructions: Text
    difficulty: Annotated[int, Meta(ge=1, le=5)]
    explanation: Text | None = None
    time_limit: Annotated[int, Meta(ge=1, le=180)] | None = None
    max_score: Annotated[int, Meta(ge=1)] | None = None
    questions: list[Question] | None = None
    drill: Drill | None = None


class LessonForm(Form, frozen=True, kw_only=True):
    """A reading or an exercise lesson, with what belongs to it."""

    title: Text
    content_type: Literal["READING", "EXERCISE"]
    estimated_mins: Annotated[int, Meta(ge=1, le=60)]
    content: Annotated[list[Block], Meta(min_length=1)]
    exercises: list[ExerciseForm]


class UnitForm(Form, frozen=True, kw_only=True):
    """A unit of a course at one class."""

    title: Text
    description: Text
    lessons: list[LessonForm]


class ContentForm(Form, frozen=True, kw_only=True):
    """One content file: a course at one class."""

    course: Literal["english", "mathematics", "science"]
    level: Annotated[int, Meta(ge=1, le=12)]
    units: list[UnitForm]
